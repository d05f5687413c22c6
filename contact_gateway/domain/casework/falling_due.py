"""What falls due in the life of a restriction, told day by day: reminders before a date, an alarm after it.

Nothing here changes anything: people do, and whatever they do later takes the date away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from contact_gateway.domain.casework.acts import Reviewed
from contact_gateway.domain.casework.appeals import tier_for
from contact_gateway.domain.casework.binding import ended_at
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State, due_on, state_at
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit

SECOND_LEVEL_WITHIN = Span(10, Unit.WORKING_DAYS)
"""How long the next level of a review has."""

APPEAL_REMINDERS = (5, 2)
"""So many working days before an answer is due its hearer is reminded: on day 5 and on day 8 of ten."""


class Alarm(StrEnum):
    """What falls due; also the code of the task."""

    PREPARE_REVIEW = "prepare_review"
    REVIEW_DUE = "review_due"
    REVIEW_OVERDUE = "review_overdue"
    SUSPENDED_UNREVIEWED = "suspended_unreviewed"
    SECOND_REVIEW_OVERDUE = "second_review_overdue"
    APPEAL_ANSWER_DUE = "appeal_answer_due"
    APPEAL_ANSWER_OVERDUE = "appeal_answer_overdue"
    INTERIM_LAPSES = "interim_lapses"
    COURT_ORDER_ENDS = "court_order_ends"
    ARRANGEMENT_ENDS = "arrangement_ends"
    MONITORING_ENDS = "monitoring_ends"
    ADJUSTMENT_REVIEW = "adjustment_review"
    AUTHORITY_REVIEW = "authority_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class FallsDue:
    """One alarm: about which date, who is to act, by which clause.

    `told` is the step of it that was reached: each step is told once, and the task is given once for all of them. An
    alarm that is told every day has the day for its step. `to` are officers or roles; none of them leaves it to any
    manager. `by` is when the work is due, which is never a day that is not worked.
    """

    alarm: Alarm
    on: date
    by: date
    told: str = ""
    to: tuple[str, ...] = ()
    clause: str = ""
    subject: str = ""


def falling_due(history: History, now: datetime, rules: CaseworkRules, clocks: Clocks) -> tuple[FallsDue, ...]:
    """Return what is due about one restriction at this instant."""
    state = state_at(history, now, rules, clocks)
    if state is State.ENDED:
        return ()
    today = clocks.day_of(now)
    found = [*_second_level(history, today, clocks), *_appeal(history, today, rules, clocks)]
    if state is State.INTERIM and history.authorised is None:
        found += _interim(history, today, rules, clocks)
    if history.is_ordered:
        return (*found, *_court_order(history, today, rules, clocks))
    if state in {State.ACTIVE, State.SUSPENDED}:
        found += _review(history, state, today, rules, clocks)
    return tuple(found)


def reminders(left: int, days: tuple[int, ...]) -> str:
    """Return which reminder was reached so many days before a date: the smallest that is not less; empty for none."""
    reached = [day for day in days if left <= day]
    return str(min(reached)) if reached else ""


def owners(history: History) -> tuple[str, ...]:
    """Return who answers for a decision: whoever signed it and whoever proposed it."""
    signed = history.authorised
    return tuple(dict.fromkeys((*([signed.by] if signed else []), history.proposed.by)))


def _review(history: History, state: State, today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    on, last, review = history.review_on, due_on(history, clocks), rules.reviews
    by, to = clocks.task_due(on), (*owners(history), *filter(None, (review.reviewer_grade,)))
    step = reminders((on - today).days, review.reminders)

    def due(alarm: Alarm, on: date, told: str) -> FallsDue:
        return FallsDue(alarm=alarm, on=on, by=clocks.task_due(on), told=told, to=to, clause=review.clause)

    if step and today < by:
        yield due(Alarm.PREPARE_REVIEW, on, step)
    elif by <= today <= on:
        yield due(Alarm.REVIEW_DUE, on, "")
    elif today > last and state is State.SUSPENDED:
        yield due(Alarm.SUSPENDED_UNREVIEWED, last, "")
    elif today > last:
        yield due(Alarm.REVIEW_OVERDUE, last, today.isoformat())


def _second_level(history: History, today: date, clocks: Clocks) -> Iterator[FallsDue]:
    last = history.last(Reviewed)
    if last is None or last.complete:
        return
    by = SECOND_LEVEL_WITHIN.after(clocks.day_of(last.at), clocks.calendar)
    if today > by:
        yield FallsDue(alarm=Alarm.SECOND_REVIEW_OVERDUE, on=by, by=by, told=today.isoformat(), to=owners(history))


def _appeal(history: History, today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    appeal = history.open_appeal
    if appeal is None:
        return
    tier = tier_for(history, rules, appeal.tier) or Tier()
    yield from answer_due(appeal.appeal_id, appeal.due_on, history.hearer, tier, today, clocks)


def answer_due(
    appeal_id: str, due_on: date, hearer: str, tier: Tier, today: date, clocks: Clocks
) -> Iterator[FallsDue]:
    """Give the reminder that was reached before an answer is due, or the alarm once it is late.

    They go to the hearer or, while nobody was named, to the grade that hears at this tier.
    """
    if today > due_on:
        alarm, told = Alarm.APPEAL_ANSWER_OVERDUE, today.isoformat()
    else:
        alarm, told = Alarm.APPEAL_ANSWER_DUE, reminders(_worked(today, due_on, clocks), APPEAL_REMINDERS)
    if told:
        yield FallsDue(
            alarm=alarm,
            on=due_on,
            by=due_on,
            told=told,
            to=tuple(filter(None, (hearer or tier.grade,))),
            clause=tier.clause,
            subject=appeal_id,
        )


def _worked(today: date, until: date, clocks: Clocks) -> int:
    days = (today + timedelta(days=number) for number in range(1, (until - today).days + 1))
    return sum(clocks.calendar.is_working_day(day) for day in days)


def _interim(history: History, today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    if rules.interim is None:
        return
    last = clocks.interim_until(history.proposed.at, rules.interim.lasts) - timedelta(days=1)
    if today >= clocks.calendar.previous_or_same(last):
        yield FallsDue(
            alarm=Alarm.INTERIM_LAPSES,
            on=last,
            by=clocks.task_due(last),
            to=tuple(dict.fromkeys(rule.grade for rule in rules.authority if rule.grade)),
            clause=rules.interim.clause,
        )


def _court_order(history: History, today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    ends = ended_at(history, rules, clocks)
    if ends is None:
        return
    yield from before_an_end(
        Alarm.COURT_ORDER_ENDS, clocks.last_day_before(ends), today, rules, clocks, owners(history)
    )


def before_an_end(
    alarm: Alarm, last: date, today: date, rules: CaseworkRules, clocks: Clocks, to: tuple[str, ...], subject: str = ""
) -> Iterator[FallsDue]:
    """Give the reminder that was reached before a last day, as many days before it as the policy reminds of reviews."""
    step = reminders((last - today).days, (*rules.reviews.reminders, 0))
    if step and today <= last:
        by = clocks.task_due(last)
        yield FallsDue(alarm=alarm, on=last, by=by, told=step, to=to, subject=subject)
