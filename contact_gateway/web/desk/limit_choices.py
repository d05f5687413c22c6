"""What the form for a limit offers: only what this landlord's policy allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.periods import Per
from contact_gateway.domain.policy import DEFAULT, EMERGENCY_LINE, VOICEMAIL, Policy
from contact_gateway.domain.procedure.rules import ReviewRules
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.wording import CHANNEL_WORDS
from contact_gateway.web.desk.limit_form import EVERY_CHANNEL, OFFERED, OFFICER, TEAM, LimitForm
from contact_gateway.web.desk.local_times import long_date
from contact_gateway.web.desk.weekly_hours import DAYS
from contact_gateway.web.desk.words import DELIVERIES, GROUNDS, KINDS, PERIODS, first_capital

Choice = tuple[str, str]
"""A value and what it is called."""

_PERIODS = (Per.DAY, Per.WEEK, Per.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices of each field, in the order in which they are shown."""

    kinds: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    points: tuple[Choice, ...]
    days: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    grounds: tuple[Choice, ...]
    officers: tuple[Choice, ...]
    deliveries: tuple[Choice, ...]
    review_hint: str

    @classmethod
    def of(cls, policy: Policy, officers: Sequence[Officer]) -> Self:
        """Return what the policy and the landlord's people allow."""
        people = tuple((f"{OFFICER}:{officer.id}", officer.name) for officer in officers)
        teams = tuple(
            (f"{TEAM}:{name}", destination.label)
            for name, destination in policy.destinations.items()
            if name not in {EMERGENCY_LINE, VOICEMAIL}
        )
        allowed = policy.grounds or frozenset(Grounds)
        return cls(
            kinds=tuple((kind, KINDS[kind]) for kind in OFFERED if kind in policy.kinds),
            periods=tuple((per, PERIODS[per]) for per in _PERIODS),
            points=(*people, *teams),
            days=tuple(DAYS.items()),
            channels=tuple((channel, first_capital(CHANNEL_WORDS[channel])) for channel in policy.channels),
            grounds=tuple((grounds, words) for grounds, words in GROUNDS.items() if grounds in allowed),
            officers=tuple((officer.id, officer.name) for officer in officers),
            deliveries=tuple(DELIVERIES.items()),
            review_hint=_review_hint(policy.casework.reviews),
        )

    def empty_form(self) -> LimitForm:
        """Return the form as it is shown first: calls, a week."""
        return LimitForm(per=Per.WEEK, channels=(Channel.VOICE,))

    def summary(self, form: LimitForm) -> tuple[Choice, ...]:
        """Return what was chosen, in words, for the page that asks to check it."""
        return (
            ("What was decided", dict(self.kinds)[form.kind]),
            *self._terms(form),
            ("Ways of contact", self._channels(form)),
            ("Grounds", dict(self.grounds).get(form.grounds, "")),
            ("Proposed by", dict(self.officers).get(form.proposed_by, "")),
            ("Decided by", dict(self.officers).get(form.decided_by, "")),
            ("Customer told", self._told(form)),
            ("Review", long_date(form.review.as_date) if form.review.as_date else ""),
        )

    def _told(self, form: LimitForm) -> str:
        day = long_date(form.told.as_date) if form.told.as_date else ""
        return f"{day}, {dict(self.deliveries).get(form.sent_by, '').lower()}"

    def _terms(self, form: LimitForm) -> tuple[Choice, ...]:
        if form.kind == Kind.CONTACT_CAP:
            return (("Limit", f"{form.limit} a {form.per}"),)
        if form.kind == Kind.PERMITTED_TIMES:
            return (("Times", "; ".join(form.hours.in_words())),)
        deputy = (("If away", dict(self.points).get(form.deputy, "")),) if form.deputy else ()
        return (("Goes to", dict(self.points).get(form.point, "")), *deputy)

    def _channels(self, form: LimitForm) -> str:
        if EVERY_CHANNEL in form.channels:
            return "All, also any added later"
        return ", ".join(words for channel, words in self.channels if channel in form.channels)


def _review_hint(rules: ReviewRules) -> str:
    source = "a default; the policy is silent" if rules.clause == DEFAULT else f"clause {rules.clause}"
    window = f"from {rules.shortest} to {rules.longest} after it came into force ({source})"
    meetings = ", ".join(map(long_date, sorted(rules.meeting_dates)))
    held = f" Reviews are held at meetings, where one falls in that time: {meetings}." if meetings else ""
    return f"As the customer's letter says: {window}.{held} It does not end by itself on that day: you decide."
