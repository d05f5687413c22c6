"""The life of a restriction: where it stands at an instant, and what is to be known beside that."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from contact_gateway.domain.casework.acts import Consulted
from contact_gateway.domain.casework.binding import binding, binds_from, ended_at, in_force_from, in_force_on
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.resting import rests_by_hand, rests_while_heard
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules


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
    """What is to be known beside the state; the first of these that holds is shown.

    Under appeal is whatever has not ended; the other marks are of what is active. Varied is what a review or a hearing
    gave other terms: it binds until those come into force. A review is due from its first reminder on, and never sooner
    than half way to it.
    """

    UNDER_APPEAL = "under_appeal"
    OVERDUE = "overdue"
    VARIED = "varied"
    REVIEW_DUE = "review_due"


def state_at(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> State:
    """Return where it stands at this instant."""
    over = ended_at(history, rules, clocks)
    if over is not None and over <= now:
        return State.ENDED
    stretches = binding(history, rules, clocks)
    if any(stretch.contains(now) for stretch in stretches):
        return State.ACTIVE if history.is_trial or _is_told(history, now, clocks) else State.INTERIM
    if stretches and stretches[0].start <= now:
        return State.SUSPENDED
    if history.letter:
        return State.LETTER_ISSUED
    if history.authorised:
        return State.AUTHORISED
    return State.CONSULTED if any(act.replied for act in history.all(Consulted)) else State.DRAFT


def mark_at(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> Mark | None:
    """Return what is to be known beside the state. A date is past from the start of the day after it."""
    state = state_at(history, now, rules, clocks)
    if state is not State.ENDED and history.open_appeal:
        return Mark.UNDER_APPEAL
    if state is not State.ACTIVE:
        return None
    left = (due_on(history, clocks) - clocks.day_of(now)).days
    if left < 0 and not history.is_ordered:
        return Mark.OVERDUE
    if history.to_be_varied:
        return Mark.VARIED
    soon = min(max(rules.reviews.reminders, default=0), _half_way(history, rules, clocks))
    return Mark.REVIEW_DUE if left <= soon else None


def due_on(history: History, clocks: Clocks) -> date:
    """Return by when somebody has to act: the review's date or, once it came to other terms, 20 working days on."""
    varied = history.to_be_varied
    return clocks.varied_by(clocks.day_of(varied.at), history.review_on) if varied else history.review_on


def is_on_hold(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether it binds no more, though it has not ended: until a person takes it up again, or an appeal is decided."""
    over = ended_at(history, rules, clocks)
    if in_force_from(history, rules, clocks) is None or (over is not None and over <= now):
        return False
    return all(stretch.end <= now for stretch in binding(history, rules, clocks))


def waits_for_review(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether it is on hold for no other reason than that nobody looked at it in time: a review takes it up again."""
    resting = (*rests_by_hand(history, clocks), *rests_while_heard(history, rules, clocks))
    return is_on_hold(history, now, rules, clocks) and not any(since <= now < until for since, until in resting)


def holds_again_on(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the day from which it binds again after it rested, today or later; None where none is known."""
    since = binds_from(history, rules, clocks)
    starts = (one.start for one in binding(history, rules, clocks) if since and one.start > since)
    found = next((start for start in starts if start >= now), None)
    return clocks.day_of(found) if found else None


def shown(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> State | Mark:
    """Return the one word for where it stands: the mark where there is one, else the state."""
    return mark_at(history, now, rules, clocks) or state_at(history, now, rules, clocks)


def _is_told(history: History, now: datetime, clocks: Clocks) -> bool:
    return history.letter is not None and start_of_day(history.letter.received_on, clocks.zone) <= now


def _half_way(history: History, rules: CaseworkRules, clocks: Clocks) -> int:
    """Return half the days from the last look at it, or from when it came into force, to its review."""
    renewals = history.renewals
    since = clocks.day_of(renewals[-1].at) if renewals else in_force_on(history, rules, clocks)
    return (history.review_on - since).days // 2
