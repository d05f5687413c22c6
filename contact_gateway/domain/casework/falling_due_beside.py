"""What falls due in a case beside restrictions: ends of arrangements and court orders, adjustments and authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from contact_gateway.domain.casework.acts import Act, Agreed, Monitored
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.acts_on_record import AuthorityShown, CourtOrderMade
from contact_gateway.domain.casework.bare_decisions import bare_cases, tier_for_bare
from contact_gateway.domain.casework.falling_due import Alarm, FallsDue, answer_due, before_an_end
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules


def falling_due_beside(acts: Iterable[Act], today: date, rules: CaseworkRules, clocks: Clocks) -> tuple[FallsDue, ...]:
    """Return what is due that day; what was agreed anew on the same thing takes the older date away."""
    latest: dict[object, Act] = {}
    for act in acts:
        latest[_thing(act)] = act
    found = [due for act in latest.values() for due in _due(act, today, rules, clocks)]
    return (*found, *_answers(latest.values(), today, rules, clocks))


def _thing(act: Act) -> object:
    match act:
        case AdjustmentAgreed(adjustment=adjustment, language=language):
            return (AdjustmentAgreed, adjustment or language)
        case AuthorityShown(representative=representative):
            return (AuthorityShown, representative)
        case Monitored(stage=stage):
            return (Monitored, stage)
        case Agreed(stage=stage):
            return (Agreed, stage)
        case CourtOrderMade(reference=reference):
            return (CourtOrderMade, reference)
        case _:
            return act.id


def _due(act: Act, today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    match act:
        case CourtOrderMade(ends_on=last) if last:
            yield from before_an_end(Alarm.COURT_ORDER_ENDS, last, today, rules, clocks, (act.by,), act.id)
        case Agreed(until=last) if last:
            yield from _on(Alarm.ARRANGEMENT_ENDS, last, act, today, clocks)
        case Monitored(until=last):
            yield from _on(Alarm.MONITORING_ENDS, last, act, today, clocks)
        case AdjustmentAgreed(review_on=day, until=last) if days := [one for one in (day, last) if one]:
            yield from _on(Alarm.ADJUSTMENT_REVIEW, min(days), act, today, clocks)
        case AuthorityShown(review_on=day, until=last) if days := [one for one in (day, last) if one]:
            yield from _on(Alarm.AUTHORITY_REVIEW, min(days), act, today, clocks)
        case _:
            pass


def _answers(acts: Iterable[Act], today: date, rules: CaseworkRules, clocks: Clocks) -> Iterator[FallsDue]:
    """Give what falls due of appeals against what restricts nobody."""
    for bare in bare_cases(acts):
        if appeal := bare.open_appeal:
            tier = tier_for_bare(rules, appeal.tier)
            yield from answer_due(appeal.id, appeal.due_on, bare.hearer, tier, today, clocks)


def _on(alarm: Alarm, day: date, act: Act, today: date, clocks: Clocks) -> Iterator[FallsDue]:
    """Give an alarm on the last working day by which something can be done about it."""
    by = clocks.task_due(day)
    if today >= by:
        yield FallsDue(alarm=alarm, on=day, by=by, to=(act.by,), subject=act.id)
