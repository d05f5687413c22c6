"""The form by which a manager takes over a limit: what was typed, kept as it is, and read into a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from werkzeug.datastructures import MultiDict

from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms, a_count
from contact_gateway.domain.periods import Per
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.desk.typed_date import TypedDate
from contact_gateway.web.desk.weekly_hours import WeeklyHours
from contact_gateway.web.desk.words import first_capital

OFFERED = (Kind.CONTACT_CAP, Kind.PERMITTED_TIMES, Kind.SINGLE_POINT_OF_CONTACT)
"""The kinds that have a form here."""

EVERY_CHANNEL = "every"
"""The choice that stands for all ways of contact, those added later among them."""

OFFICER, TEAM = "officer", "team"

_FIELD_OF_CODE = {
    "kind_not_in_policy": "kind",
    "unknown_channel": "channels",
    "no_channel_left": "channels",
    "conflicts_with_adjustment": "channels",
    "grounds_missing": "grounds",
    "review_out_of_range": "review",
    "unknown_team": "point",
    "same_person": "proposed_by",
    "not_authorised": "decided_by",
    "impossible_day": "told",
    "no_officer": "",
    "already_decided": "",
    "out_of_scope": "",
    "unverified_identity": "",
    "erased": "",
}

_FIELD_OF_TERMS = {
    Kind.CONTACT_CAP: "limit",
    Kind.PERMITTED_TIMES: "hours",
    Kind.SINGLE_POINT_OF_CONTACT: "point",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field of the form, in a sentence; an empty field stands for the form as a whole."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitForm:
    """What was typed and ticked, whether it makes sense or not: bad input loses nothing."""

    kind: str = ""
    limit: str = ""
    per: str = Per.WEEK
    hours: WeeklyHours = field(default_factory=WeeklyHours)
    point: str = ""
    deputy: str = ""
    channels: tuple[str, ...] = ()
    grounds: str = ""
    proposed_by: str = ""
    decided_by: str = ""
    told: TypedDate = field(default_factory=TypedDate)
    sent_by: str = ""
    review: TypedDate = field(default_factory=TypedDate)

    @classmethod
    def read(cls, posted: MultiDict[str, str]) -> Self:
        """Take a form as it was posted."""
        return cls(
            kind=posted.get("kind", ""),
            limit=posted.get("limit", "").strip(),
            per=posted.get("per", ""),
            hours=WeeklyHours.read(posted),
            point=posted.get("point", ""),
            deputy=posted.get("deputy", ""),
            channels=tuple(posted.getlist("channels")),
            grounds=posted.get("grounds", ""),
            proposed_by=posted.get("proposed_by", ""),
            decided_by=posted.get("decided_by", ""),
            told=TypedDate.read(posted, "told"),
            sent_by=posted.get("sent_by", ""),
            review=TypedDate.read(posted, "review"),
        )

    def as_posted(self) -> Iterator[tuple[str, str]]:
        """Yield what `read` takes, for the hidden fields of the page that asks to check it all."""
        for name in ("kind", "limit", "per", "point", "deputy", "grounds", "proposed_by", "decided_by", "sent_by"):
            yield name, getattr(self, name)
        yield from self.hours.as_posted()
        yield from (("channels", channel) for channel in self.channels)
        yield from self.told.as_posted("told")
        yield from self.review.as_posted("review")

    @property
    def contacts(self) -> int | None:
        """How many contacts are allowed; None where no such number was typed."""
        try:
            return a_count("limit", self.limit)
        except ImpossibleTerms:
            return None

    def request(self, customer_id: str) -> RestrictionRequest:
        """Return what was decided."""
        every = EVERY_CHANNEL in self.channels
        return RestrictionRequest(
            customer_id=customer_id,
            kind=self.kind,
            officer=self.decided_by,
            grounds=self.grounds,
            review_on=self.review.as_date,
            terms=self._terms(),
            channels=() if every else self.channels,
        )

    def came_about(self, recorded_by: str) -> DecidedBefore:
        """Return how it came about, put on record by this officer."""
        sent_by = Delivery(self.sent_by) if self.sent_by in set(Delivery) else None
        return DecidedBefore(
            proposed_by=self.proposed_by, recorded_by=recorded_by, told_on=self.told.as_date, sent_by=sent_by
        )

    def refused(self, refusal: Refused) -> Fault:
        """Return which field a refusal is about."""
        terms = _FIELD_OF_TERMS.get(Kind(self.kind), "kind") if self.kind in set(Kind) else "kind"
        if refusal.code == "unknown_officer" and self.kind != Kind.SINGLE_POINT_OF_CONTACT:
            terms = "proposed_by"
        return Fault(_FIELD_OF_CODE.get(refusal.code, terms), first_capital(str(refusal)))

    def _terms(self) -> dict[str, object]:
        if self.kind == Kind.CONTACT_CAP:
            return {"limit": self.contacts, "per": self.per}
        if self.kind == Kind.PERMITTED_TIMES:
            return {"windows": self.hours.windows()}
        what, _, who = self.point.partition(":")
        deputies = [self.deputy.partition(":")[2]] if self.deputy else []
        return {what: who} | ({"deputies": deputies} if deputies else {})
