"""What the form for a limit offers: only what this landlord's policy allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.periods import Per
from contact_gateway.domain.policy import DEFAULT, EMERGENCY_LINE, VOICEMAIL, Policy
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.wording import CHANNEL_WORDS
from contact_gateway.web.desk.limit_form import EVERY_CHANNEL, OFFERED, OFFICER, TEAM, LimitForm
from contact_gateway.web.desk.local_times import long_date
from contact_gateway.web.desk.weekly_hours import DAYS
from contact_gateway.web.desk.words import GROUNDS, KINDS, PERIODS, first_capital

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
    review_hint: str
    usual_review: date

    @classmethod
    def of(cls, policy: Policy, officers: Sequence[Officer], now: datetime) -> Self:
        """Return what the policy and the landlord's people allow today."""
        today = now.astimezone(policy.zone).date()
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
            review_hint=_review_hint(policy, today),
            usual_review=policy.clocks.usual_review(today, policy.casework.reviews, None),
        )

    def empty_form(self) -> LimitForm:
        """Return the form as it is shown first: calls, a week, the usual review."""
        review = self.usual_review
        return LimitForm(
            per=Per.WEEK,
            channels=(Channel.VOICE,),
            day=str(review.day),
            month=str(review.month),
            year=str(review.year),
        )

    def summary(self, form: LimitForm) -> tuple[Choice, ...]:
        """Return what was chosen, in words, for the page that asks to check it."""
        return (
            ("What is decided", dict(self.kinds)[form.kind]),
            *self._terms(form),
            ("Ways of contact", self._channels(form)),
            ("Grounds", dict(self.grounds).get(form.grounds, "")),
            ("Review", long_date(form.review_on) if form.review_on else ""),
        )

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


def _review_hint(policy: Policy, today: date) -> str:
    rules = policy.casework.reviews
    earliest, latest = map(long_date, policy.clocks.review_window(today, rules))
    source = "a default; the policy is silent" if rules.clause == DEFAULT else f"clause {rules.clause}"
    return f"From {earliest} to {latest} ({source}). It does not end by itself on that day: you decide."
