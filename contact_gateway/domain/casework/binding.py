"""When a restriction binds, computed from what people did. No job has to move anything, and none can make it longer.

A variation is a restriction of its own, with its own letter and appeal; it takes the place of the one that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Finding,
    Lifted,
    Outcome,
    Reviewed,
)
from contact_gateway.domain.casework.history import History, came_to_other_terms
from contact_gateway.domain.casework.resting import Stretch, rests_by_hand, rests_while_heard
from contact_gateway.domain.kinds.shown import CourtOrder
from contact_gateway.domain.periods import Interval, start_of_day
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.words import Unreviewed


def binding(history: History, rules: CaseworkRules, clocks: Clocks) -> tuple[Interval, ...]:
    """Return when it binds, from the acts so far: half-open stretches in time, oldest first, never one without an end.

    From the start of the day of deemed receipt (or at once, where immediate danger made it an interim one) until a
    person ends it, or the hard stop comes without a review; not while it is suspended.
    """
    start, stop = binds_from(history, rules, clocks), binds_until(history, rules, clocks)
    if start is None or stop <= start:
        return ()
    by_people = (*rests_by_hand(history, clocks), *rests_while_heard(history, rules, clocks))
    holes = [*by_people, *_unreviewed(history, rules, clocks)]
    return tuple(_without((start, stop), holes))


def binds_from(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime | None:
    """Return from when it binds: None before a decision that was signed and told, or was immediate.

    In shadow mode it is counted from the signature on: it binds nobody, so that nobody has to be told first.
    """
    starts_at, letter, signed = history.proposed.restriction.starts_at, history.letter, history.authorised
    told = [start_of_day(letter.received_on, clocks.zone)] if letter else []
    if history.is_trial:
        return max(min([signed.at, *told]), starts_at) if signed else None
    if _is_interim(history, rules):
        return max(history.proposed.at, starts_at)
    return max(told[0], starts_at) if told else None


def in_force_on(history: History, rules: CaseworkRules, clocks: Clocks) -> date:
    """Return the day from which its clocks run: the one it came into force on or, before that, is meant to."""
    since = binds_from(history, rules, clocks) or history.proposed.restriction.starts_at
    return clocks.day_of(since)


def in_force_from(history: History, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the day on which it came into force, or is to: None where nothing put it there, or it was over before."""
    since, over = binds_from(history, rules, clocks), ended_at(history, rules, clocks)
    return None if since is None or (over is not None and over <= since) else clocks.day_of(since)


def binds_until(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime:
    """Return when it stops to bind for good, or until somebody reviews it."""
    over = ended_at(history, rules, clocks)
    stop = _stops(history, rules, clocks)[-1][1]
    return min(over, stop) if over else stop


def ended_at(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime | None:
    """Return when it ended: by a person's act, by the end that was planned or ordered, or because it lapsed."""
    ends = [*_ended_by_people(history), *_ended_by_plan(history, clocks)]
    if _is_interim(history, rules) and (lapse := _lapse_of_interim(history, rules, clocks)):
        ends.append(lapse)
    elif rules.reviews.at_date is Unreviewed.LAPSES and not history.is_ordered:
        ends.append(_first_unreviewed(history, rules, clocks))
    return min(ends, default=None)


def lapsed(history: History, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether it ended because nobody acted in time: no person ended it, and none planned that end."""
    over = ended_at(history, rules, clocks)
    return over is not None and over not in {*_ended_by_people(history), *_ended_by_plan(history, clocks)}


def never_held(history: History, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether it was taken back, or over by its own plan, before it ever held: what it varies goes on as it was."""
    ends = min([*_taken_back(history), *_ended_by_plan(history, clocks)], default=None)
    since = binds_from(history, rules, clocks)
    return ends is not None and (since is None or ends <= since)


def planned_end(history: History, clocks: Clocks) -> datetime | None:
    """Return the end of it that was fixed when it was made, by whoever proposed it or by a court."""
    return min(_ended_by_plan(history, clocks), default=None)


def planned_last_day(history: History, clocks: Clocks) -> date | None:
    """Return the last day of it that was fixed when it was made, by whoever proposed it or by a court."""
    over = planned_end(history, clocks)
    return clocks.last_day_before(over) if over else None


def _ended_by_people(history: History) -> Iterator[datetime]:
    yield from _taken_back(history)
    yield from history.takeovers.values()


def _taken_back(history: History) -> Iterator[datetime]:
    yield from (act.ends_at or act.at for act in history.all(Lifted))
    yield from (act.at for act in history.all(Reviewed) if act.complete and act.outcome is Outcome.LIFT)
    yield from (act.at for act in history.all(AppealDecided) if act.finding is Finding.REMOVED)


def _ended_by_plan(history: History, clocks: Clocks) -> Iterator[datetime]:
    restriction = history.proposed.restriction
    if restriction.planned_end:
        yield restriction.planned_end
    if isinstance(restriction.terms, CourtOrder) and (last := _a_date(restriction.terms.end)):
        yield start_of_day(last + timedelta(days=1), clocks.zone)


def _is_interim(history: History, rules: CaseworkRules) -> bool:
    return history.is_at_once and rules.interim is not None


def _lapse_of_interim(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime | None:
    """Return when it lapses because nobody authorised it in time; None where somebody did."""
    if rules.interim is None:
        return None
    lapses = start_of_day(clocks.interim_until(history.proposed.at, rules.interim.lasts), clocks.zone)
    in_time = history.authorised is not None and history.authorised.at < lapses
    return None if in_time else lapses


def _stops(history: History, rules: CaseworkRules, clocks: Clocks) -> list[Stretch]:
    """Return from when each look at it counted, and until when it may then bind without another.

    A review that lets it continue takes it up again. One that comes to other terms counts where it still binds, and so
    does a hearing, which is no review: either leaves the time to tell those terms.
    """
    review_on = history.first_review_on
    since = binds_from(history, rules, clocks) or history.proposed.restriction.starts_at
    stops = [(since, _stop(history, since, review_on, rules, clocks))]
    for look in history.looks:
        since = look.at if isinstance(look, Reviewed) else since
        if isinstance(look, Reviewed) and look.outcome is Outcome.CONTINUE:
            review_on = look.next_review or review_on
            stops.append((since, _stop(history, since, review_on, rules, clocks)))
        elif came_to_other_terms(look) and look.at < stops[-1][1]:
            told_by = clocks.varied_by(clocks.day_of(look.at), review_on)
            stops.append((since, _stop(history, since, told_by, rules, clocks)))
    return stops


def _stop(history: History, since: datetime, review_on: date, rules: CaseworkRules, clocks: Clocks) -> datetime:
    latest = clocks.never_beyond(review_on)
    ordered = planned_end(history, clocks)
    if history.is_ordered and ordered:
        return ordered
    if not history.is_ordered:
        latest = clocks.hard_stop(clocks.day_of(since), review_on, rules.reviews) or latest
    return start_of_day(latest, clocks.zone)


def _unreviewed(history: History, rules: CaseworkRules, clocks: Clocks) -> Iterator[Stretch]:
    """Give the times between a hard stop and the late review that took it up again."""
    stops = _stops(history, rules, clocks)
    for (_, stop), (reviewed, _) in pairwise(stops):
        yield stop, reviewed


def _first_unreviewed(history: History, rules: CaseworkRules, clocks: Clocks) -> datetime:
    stops = _stops(history, rules, clocks)
    late = (stop for (_, stop), (reviewed, _) in pairwise(stops) if stop <= reviewed)
    return next(late, stops[-1][1])


def _without(whole: Stretch, holes: Iterable[Stretch]) -> Iterator[Interval]:
    start, end = whole
    for hole_start, hole_end in sorted(hole for hole in holes if hole[0] < hole[1]):
        if start < min(hole_start, end):
            yield Interval(start, min(hole_start, end))
        start = max(start, hole_end)
    if start < end:
        yield Interval(start, end)


def _a_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
