"""The form by which a manager sets a limit: what was typed, kept as it is, and read into a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from werkzeug.datastructures import MultiDict

from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import RestrictionRequest
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.periods import Per
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
    "no_officer": "",
    "not_authorised": "",
    "in_force": "",
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
    day: str = ""
    month: str = ""
    year: str = ""

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
            day=posted.get("review-day", "").strip(),
            month=posted.get("review-month", "").strip(),
            year=posted.get("review-year", "").strip(),
        )

    def as_posted(self) -> Iterator[tuple[str, str]]:
        """Yield what `read` takes, for the hidden fields of the page that asks to check it all."""
        for name in ("kind", "limit", "per", "point", "deputy", "grounds"):
            yield name, getattr(self, name)
        yield from self.hours.as_posted()
        yield from (("channels", channel) for channel in self.channels)
        yield from (("review-day", self.day), ("review-month", self.month), ("review-year", self.year))

    @property
    def review_on(self) -> date | None:
        """The date that was typed, None where there is no such date."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None

    def faults(self) -> tuple[Fault, ...]:
        """Return what was left out, all of it at once; what the terms themselves allow is asked later."""
        return tuple(Fault(field, sentence) for field, sentence in self._left_out())

    def request(self, customer_id: str, officer: str) -> RestrictionRequest:
        """Return what is asked for."""
        every = EVERY_CHANNEL in self.channels
        return RestrictionRequest(
            customer_id=customer_id,
            kind=self.kind,
            officer=officer,
            grounds=self.grounds,
            review_on=self.review_on,
            terms=self._terms(),
            channels=() if every else self.channels,
        )

    def refused(self, refusal: Refused) -> Fault:
        """Return which field a refusal is about."""
        terms = _FIELD_OF_TERMS.get(Kind(self.kind), "kind") if self.kind in set(Kind) else "kind"
        return Fault(_FIELD_OF_CODE.get(refusal.code, terms), first_capital(str(refusal)))

    def _terms(self) -> dict[str, object]:
        if self.kind == Kind.CONTACT_CAP:
            return {"limit": self.limit, "per": self.per}
        if self.kind == Kind.PERMITTED_TIMES:
            return {"windows": self.hours.windows()}
        what, _, who = self.point.partition(":")
        deputies = [self.deputy.partition(":")[2]] if self.deputy else []
        return {what: who} | ({"deputies": deputies} if deputies else {})

    def _left_out(self) -> Iterable[tuple[str, str]]:
        if self.kind not in OFFERED:
            yield "kind", "Choose what is decided."
        if self.kind == Kind.CONTACT_CAP and not self.limit:
            yield "limit", "Enter how many contacts are allowed."
        if self.kind == Kind.PERMITTED_TIMES and (wrong := self.hours.left_out()):
            yield "hours", wrong
        if self.kind == Kind.SINGLE_POINT_OF_CONTACT and self.point.partition(":")[0] not in {OFFICER, TEAM}:
            yield "point", "Choose who all contact goes to."
        if not self.channels:
            yield "channels", "Choose which ways of contact this is about."
        if not self.grounds:
            yield "grounds", "Choose the grounds."
        if self.review_on is None:
            yield "review", "Enter a real date for the review, such as 27 3 2027."
