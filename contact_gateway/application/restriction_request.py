"""What a manager asks for, and how it is read: every fault is a sentence that says what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from contact_gateway.application.errors import Refused
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms
from contact_gateway.domain.kinds.terms import Terms, read_terms
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds, Mode, Reply, Restriction, Scope
from contact_gateway.domain.working_days import Delivery

LONGEST_SHADOW = timedelta(days=30)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionRequest:
    """A restriction as a form or the API hands it in: words and numbers as typed, nothing believed yet.

    `officer` is who decides it. Without `starts_at` it starts now; an empty list of channels means all of them.
    `narrative` says what happened, `evidence` what shows it: for few eyes.
    """

    customer_id: str
    kind: str
    officer: str
    grounds: str
    review_on: date | None
    terms: Mapping[str, object] = field(default_factory=dict)
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    starts_at: datetime | None = None
    planned_end: datetime | None = None
    mode: str = Mode.ENFORCED
    reply: str = Reply.ONCE
    narrative: str = field(default="", repr=False)
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBefore:
    """How it came about that a restriction stands: who proposed it, when and by what way the customer was told.

    `recorded_by` is who puts that on record now, as the audit trail names it. Of a trial nobody has to be told.
    """

    proposed_by: str
    recorded_by: str
    told_on: date | None = None
    sent_by: Delivery | None = None


def read_request(request: RestrictionRequest, policy: Policy, restriction_id: str, now: datetime) -> Restriction:
    """Build the restriction that was asked for.

    Raises `Refused`, with one of the codes kind_not_in_policy, impossible_terms, unknown_channel, grounds_missing,
    review_out_of_range, shadow_too_long.
    """
    if request.kind not in policy.kinds:
        raise _no_such_kind(request.kind, policy)
    starts_at = request.starts_at or now
    draft = draft_of(request, policy, restriction_id, starts_at, starts_at.date())
    read_grounds(request.grounds, policy)
    return replace(draft, review_on=_review(request.review_on, starts_at, policy))


def draft_of(
    request: RestrictionRequest, policy: Policy, restriction_id: str, starts_at: datetime, review_on: date
) -> Restriction:
    """Build what was asked for, from this start and to be reviewed then, whether the policy allows it or not.

    Raises `Refused` for what nobody could carry out: kind_not_in_policy, impossible_terms, unknown_channel,
    shadow_too_long.
    """
    if request.kind not in set(Kind):
        raise _no_such_kind(request.kind, policy)
    kind, mode = Kind(request.kind), _word(Mode, "mode", request.mode)
    rule = policy.kinds.get(kind)
    return Restriction(
        id=restriction_id,
        customer_id=request.customer_id,
        terms=_terms(kind, request.terms),
        scope=Scope(
            channels=_channels(request.channels, policy),
            services=frozenset(request.services),
            teams=frozenset(request.teams),
            to=frozenset(request.to),
        ),
        starts_at=starts_at,
        review_on=review_on,
        planned_end=_end(request.planned_end, starts_at, mode),
        mode=mode,
        reply=_word(Reply, "reply", request.reply),
        clause=rule.clause if rule else "",
    )


def read_grounds(grounds: str, policy: Policy) -> Grounds:
    """Read the code of why it was decided. Raises `Refused` (grounds_missing)."""
    allowed = policy.grounds or frozenset(Grounds)
    if grounds not in allowed or grounds not in set(Grounds):
        said = f"{grounds!r} is not among the grounds" if grounds else "A restriction needs its grounds"
        raise Refused("grounds_missing", f"{said}; the policy of {policy.name} allows: {_listed(allowed)}.")
    return Grounds(grounds)


def _no_such_kind(kind: str, policy: Policy) -> Refused:
    allowed = _listed(policy.kinds) or "none yet"
    said = f"The policy of {policy.name} does not allow {str(kind)!r}; it allows: {allowed}."
    return Refused("kind_not_in_policy", said)


def _terms(kind: Kind, given: Mapping[str, object]) -> Terms:
    try:
        return read_terms(kind, given)
    except ImpossibleTerms as fault:
        raise Refused("impossible_terms", str(fault)) from fault


def _channels(given: Iterable[str], policy: Policy) -> frozenset[Channel]:
    for channel in given:
        if channel not in policy.channels:
            raise Refused(
                "unknown_channel",
                f"{policy.name} has no channel {str(channel)!r}; choose from: {', '.join(policy.channels)}.",
            )
    return frozenset(map(Channel, given))


def _review(wanted: date | None, starts_at: datetime, policy: Policy) -> date:
    start = starts_at.astimezone(policy.zone).date()
    earliest, latest = policy.clocks.review_window(start, policy.casework.reviews)
    if wanted is None or not earliest <= wanted <= latest:
        said = "A restriction needs a review date" if wanted is None else f"A review on {_day(wanted)} is not possible"
        raise Refused("review_out_of_range", f"{said}; choose a day from {_day(earliest)} to {_day(latest)}.")
    return wanted


def _end(planned: datetime | None, starts_at: datetime, mode: Mode) -> datetime | None:
    if planned is not None and planned <= starts_at:
        raise Refused("impossible_terms", f"It would end at {planned}, before it starts at {starts_at}.")
    if mode is not Mode.SHADOW:
        return planned
    latest = starts_at + LONGEST_SHADOW
    if planned is not None and planned > latest:
        raise Refused("shadow_too_long", f"A trial in shadow mode lasts at most 30 days, here until {_day(latest)}.")
    return planned or latest


def _word(words: type[Word], name: str, given: str) -> Word:
    if given not in set(words):
        raise Refused("impossible_terms", f"{name} cannot be {given!r}; allowed: {', '.join(words)}.")
    return words(given)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
