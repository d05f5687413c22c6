"""What can be taken over beside what stands already: nothing twice, and nothing whose time is over."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.binding import binds_from, binds_until, ended_at
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import written
from contact_gateway.domain.restrictions import Restriction


def refuse_what_stands_already(case: CaseAtHand, wanted: Restriction) -> None:
    """Raise `Refused` (already_decided) where the very same is in force, or will be: same terms, scope and mode."""
    for history in case.histories().values():
        if _is_the_same(history.proposed.restriction, wanted) and _stands(case, history, wanted):
            raise Refused(
                "already_decided", "The very same stands for this person already: there is nothing more to take over."
            )


def refuse_what_is_over(case: CaseAtHand, history: History) -> None:
    """Raise `Refused` (impossible_terms, impossible_day) where its planned end, or the time of its review, is past."""
    planned, over = history.proposed.restriction.planned_end, binds_until(history, case.rules, case.clocks)
    if over > case.now:
        return
    last = written(case.clocks.last_day_before(over))
    if planned == over:
        raise Refused("impossible_terms", f"It ended on {last}, so there is nothing to take over.")
    raise Refused(
        "impossible_day",
        f"Nobody reviewed it in time, so it has not been in force since {last}: give the day on which the customer was "
        "told of its last review and when the next one is, or propose it anew.",
    )


def _is_the_same(one: Restriction, other: Restriction) -> bool:
    return (one.terms, one.scope, one.mode) == (other.terms, other.scope, other.mode)


def _stands(case: CaseAtHand, history: History, wanted: Restriction) -> bool:
    over = ended_at(history, case.rules, case.clocks)
    is_over = over is not None and over <= max(case.now, wanted.starts_at)
    return binds_from(history, case.rules, case.clocks) is not None and not is_over
