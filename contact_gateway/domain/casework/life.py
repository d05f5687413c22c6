"""The life of a restriction: what stands at an instant, computed from what people did. No job has to move anything.

A variation is a restriction of its own, with its own letter and appeal; it names the one that it replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from contact_gateway.domain.casework.acts import (
    Act,
    AppealDecided,
    Appealed,
    Authorised,
    Consulted,
    Finding,
    LetterIssued,
    Lifted,
    Outcome,
    Proposed,
    RestrictionAct,
    Reviewed,
    Suspended,
)
from contact_gateway.domain.casework.clocks import Clocks
from contact_gateway.domain.casework.rules import CaseworkRules
from contact_gateway.domain.casework.rules_for import appeal_rules
from contact_gateway.domain.casework.words import Hearing, LetterType
from contact_gateway.domain.periods import Interval, start_of_day

DECISIVE = frozenset({LetterType.DECISION, LetterType.VARIATION})
"""The letters that put a restriction in force."""

AnAct = TypeVar("AnAct", bound=Act)


class State(StrEnum):
    """Where a restriction stands."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    AUTHORISED = "authorised"
    LETTER_ISSUED = "letter_issued"
    INTERIM = "interim"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Mark(StrEnum):
    """What is to be known beside the state; the first of these that holds is shown."""

    UNDER_APPEAL = "under_appeal"
    OVERDUE = "overdue"
    REVIEW_DUE = "review_due"
    VARIED = "varied"


@dataclass(frozen=True, slots=True)
class History:
    """The acts of one restriction, oldest first; the first proposes it."""

    acts: tuple[RestrictionAct, ...]

    @property
    def proposed(self) -> Proposed:
        """How it was proposed, as last written before it was authorised."""
        return self.last(Proposed) or _nothing_proposed()

    def all(self, kind: type[AnAct]) -> tuple[AnAct, ...]:
        """Return the acts of a kind, oldest first."""
        return tuple(act for act in self.acts if isinstance(act, kind))

    def last(self, kind: type[AnAct]) -> AnAct | None:
        """Return the last act of a kind."""
        return next(reversed(self.all(kind)), None)

    @property
    def authorised(self) -> Authorised | None:
        """The signature that completed the decision."""
        return next((act for act in self.all(Authorised) if act.complete), None)

    @property
    def letter(self) -> LetterIssued | None:
        """The letter that told the customer."""
        return next((act for act in self.all(LetterIssued) if act.letter in DECISIVE), None)

    @property
    def review_on(self) -> date:
        """The date of the next review."""
        dated = [review.next_review for review in self.all(Reviewed) if review.complete and review.next_review]
        return dated[-1] if dated else self.proposed.restriction.review_on

    @property
    def open_appeal(self) -> Appealed | None:
        """The appeal that was received and not decided."""
        decided = {act.appeal_id for act in self.all(AppealDecided)}
        return next((act for act in reversed(self.all(Appealed)) if act.appeal_id not in decided), None)

    def people(self) -> frozenset[str]:
        """Return everybody who took part in the decision: whoever hears an appeal is none of them (TUN-9.1b)."""
        named = {act.by for act in self.acts if isinstance(act, Proposed | Consulted | Authorised)}
        consulted = {officer for act in self.all(Consulted) for officer in (*act.with_whom, act.informing_officer)}
        return frozenset(named | consulted | {self.proposed.informing_officer}) - {""}


def ended_at(history: History) -> datetime | None:
    """Return when a person ended it: lifted, at a review, after an appeal, or on the end that was planned."""
    ends: list[datetime] = [act.at for act in history.all(Lifted)]
    ends += [act.at for act in history.all(Reviewed) if act.complete and act.outcome is not Outcome.CONTINUE]
    ends += [act.at for act in history.all(AppealDecided) if act.finding is not Finding.UPHELD]
    planned = history.proposed.restriction.planned_end
    return min([*ends, *([planned] if planned else [])], default=None)


def binding(history: History, rules: CaseworkRules, clocks: Clocks) -> tuple[Interval, ...]:
    """Return when it binds, from the acts so far: half-open stretches in time, oldest first, never one without an end.

    From the start of the day of deemed receipt (or of the decision, where immediate danger made it an interim one)
    until a person ends it, or the hard stop comes without a review; not while it is suspended.
    """
    start = _binds_from(history, clocks)
    stop = _binds_until(history, rules, clocks)
    if start is None or stop is None or stop <= start:
        return ()
    return tuple(_without(Interval(start, stop), _suspensions(history, rules)))


def state_at(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> State:
    """Return where it stands at this instant."""
    over = ended_at(history)
    if over is not None and over <= now:
        return State.ENDED
    stretches = binding(history, rules, clocks)
    if any(stretch.contains(now) for stretch in stretches):
        return State.ACTIVE if _told(history) else State.INTERIM
    if stretches and stretches[0].start <= now:
        return State.SUSPENDED if _told(history) else State.ENDED
    if history.letter:
        return State.LETTER_ISSUED
    if history.authorised:
        return State.AUTHORISED
    return State.CONSULTED if any(act.replied for act in history.all(Consulted)) else State.DRAFT


def mark_at(history: History, now: datetime, clocks: Clocks, reminder_days: Iterable[int] = ()) -> Mark | None:
    """Return what is to be known beside the state. A date is past from the start of the day after it."""
    today = now.astimezone(clocks.zone).date()
    if history.open_appeal:
        return Mark.UNDER_APPEAL
    if today > history.review_on:
        return Mark.OVERDUE
    if (history.review_on - today).days <= max(reminder_days, default=0):
        return Mark.REVIEW_DUE
    return Mark.VARIED if history.proposed.varies else None


def _binds_from(history: History, clocks: Clocks) -> datetime | None:
    letter = history.letter
    told = start_of_day(letter.received_on, clocks.zone) if letter else None
    if not history.proposed.immediate:
        return max(told, history.proposed.restriction.starts_at) if told else None
    return history.proposed.at


def _binds_until(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime | None:
    over = ended_at(history)
    limit = _hard_stop(history, rules, clocks) if _told(history) else _interim_stop(history, rules, clocks)
    return min([moment for moment in (over, limit) if moment], default=None)


def _interim_stop(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime | None:
    if rules.interim is None:
        return None
    lapses = start_of_day(clocks.interim_until(history.proposed.at, rules.interim), clocks.zone)
    in_time = history.authorised is not None and history.authorised.at < lapses
    return _hard_stop(history, rules, clocks) if in_time else lapses


def _hard_stop(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime:
    reviews = [review for review in history.all(Reviewed) if review.complete]
    counted_from = (reviews[-1].at if reviews else history.proposed.restriction.starts_at).astimezone(clocks.zone)
    stop = clocks.hard_stop(counted_from.date(), history.review_on, rules.reviews)
    return start_of_day(stop or clocks.never_beyond(history.review_on), clocks.zone)


def _told(history: History) -> bool:
    return history.letter is not None


def _suspensions(history: History, rules: CaseworkRules) -> Sequence[Interval]:
    return [*_by_hand(history), *_by_appeal(history, rules)]


def _by_hand(history: History) -> Iterable[Interval]:
    since: datetime | None = None
    for act in history.all(Suspended):
        if not act.again:
            since = since or act.at
        elif since:
            yield Interval(since, act.at)
            since = None
    if since:
        yield Interval(since, datetime.max.replace(tzinfo=since.tzinfo))


def _by_appeal(history: History, rules: CaseworkRules) -> Iterable[Interval]:
    found = appeal_rules(rules, history.proposed.restriction.kind)
    if found is None or found.meanwhile is not Hearing.SUSPENDED:
        return
    decided = {act.appeal_id: act.at for act in history.all(AppealDecided)}
    for appeal in history.all(Appealed):
        until = decided.get(appeal.appeal_id, datetime.max.replace(tzinfo=appeal.at.tzinfo))
        yield Interval(appeal.at, until)


def _without(whole: Interval, holes: Iterable[Interval]) -> Iterable[Interval]:
    start = whole.start
    for hole in sorted(holes, key=lambda one: one.start):
        if hole.start > start:
            yield Interval(start, min(hole.start, whole.end))
        start = max(start, hole.end)
        if start >= whole.end:
            return
    yield Interval(start, whole.end)


def _nothing_proposed() -> Proposed:
    raise ValueError("A restriction begins with a proposal.")
