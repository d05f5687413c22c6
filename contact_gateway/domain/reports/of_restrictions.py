"""What became of restrictions in a period, of their reviews, and of appeals against them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contact_gateway.domain.casework.acts import AppealDecided, Appealed, Outcome, Proposed, Reviewed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided
from contact_gateway.domain.casework.acts_on_record import CourtOrderMade, Disclosed, Recipient, TenancyActionTaken
from contact_gateway.domain.casework.answers import answered_on
from contact_gateway.domain.casework.bare_decisions import bare_cases
from contact_gateway.domain.casework.binding import binding, ended_at, lapsed
from contact_gateway.domain.casework.families import Family, family_of
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State, due_on, state_at
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.words import Measure
from contact_gateway.domain.reports.figures import Figure, totals
from contact_gateway.domain.reports.material import MOMENT, Material, ReportedLife

_Answered = tuple[str, Appealed | BareAppealed, AppealDecided | BareAppealDecided | None, date | None]
"""What an appeal is against, the appeal, what was decided, and the day on which the answer left; None before that."""


def of_restrictions(made_of: Material) -> Iterator[Figure]:
    """Give how many of each kind were proposed, signed, given up unsigned, came into force, ended, and are in force.

    What nobody ended, and what nobody planned to end then, lapsed. A trial binds nobody and is counted apart. At the
    end each way of answering is counted: what was signed, steps at law, what the police was told (OCT-1.3).
    """
    found: dict[str, list[str]] = {
        **{what: [] for what in ("proposed", "authorised", "given_up", "came_into_force", "ended", "lapsed")},
        **{what: [] for what in ("in_force_at_the_end", "suspended_at_the_end")},
    }
    for life in made_of.lives():
        for what in _became(life, made_of):
            found[what].append(life.history.kind.value)
    trials = (life.history for case in made_of.cases for life in case.lives if life.history.is_trial)
    found["tried"] = [one.kind.value for one in trials if made_of.holds(one.all(Proposed)[0].at)]
    found["answered_by"] = [*map(family_of, map(Kind, found["authorised"])), *_beside(made_of)]
    yield from totals(Measure.RESTRICTIONS, found)


def _beside(made_of: Material) -> Iterator[Family]:
    for step in (TenancyActionTaken, CourtOrderMade):
        yield from (Family.LAW for _ in made_of.acts(step))
    yield from (Family.POLICE for act in made_of.acts(Disclosed) if act.to is Recipient.POLICE)


def of_reviews(made_of: Material) -> Iterator[Figure]:
    """Give how many reviews fell due, were done with which outcome, were done late, and are overdue at the end."""
    found: dict[str, list[str]] = {what: [] for what in ("due", "done", "late", "overdue_at_the_end")}
    for life in made_of.lives():
        for due, done in _dates(life, made_of):
            found["due"] += [""] * made_of.holds_day(due)
            if done is None:
                found["overdue_at_the_end"] += [""] * overdue(life, made_of)
            elif made_of.holds(done.at):
                found["done"].append(done.outcome.value)
                found["late"] += [""] * (life.clocks.day_of(done.at) > due)
    yield from totals(Measure.REVIEWS, found)


def of_appeals(made_of: Material) -> Iterator[Figure]:
    """Give how many appeals came, were decided how, were answered late, and wait at the end, some for too long.

    Those against warnings and against what was decided about one item count too. What was decided waits until the
    letter with the answer left. `upheld` is a decision that stood: the words are those of the record.
    """
    found: dict[str, list[str]] = {
        **{what: [] for what in ("received", "not_heard_here", "out_of_time", "decided", "late")},
        **{what: [] for what in ("open_at_the_end", "overdue_at_the_end")},
    }
    for against, appeal, decided, left_on in (*_appeals(made_of), *_bare_appeals(made_of)):
        came = made_of.holds(appeal.at)
        found["received"] += [against] * came
        found["not_heard_here"] += [""] * (came and not appeal.tier)
        found["out_of_time"] += [""] * (came and appeal.late and appeal.tier > 0 and not appeal.heard_before)
        if not appeal.tier:
            continue
        if decided and made_of.holds(decided.at):
            found["decided"].append(decided.finding.value)
        if left_on:
            found["late"] += [""] * (made_of.holds_day(left_on) and left_on > appeal.due_on)
        else:
            found["open_at_the_end"].append("")
            found["overdue_at_the_end"] += [""] * (appeal.due_on < made_of.not_over)
    yield from totals(Measure.APPEALS, found)


def _appeals(made_of: Material) -> Iterator[_Answered]:
    for life in made_of.lives():
        decided = {act.appeal_id: act for act in life.history.all(AppealDecided)}
        for appeal in life.history.appeals:
            answer = decided.get(appeal.appeal_id)
            yield life.history.kind.value, appeal, answer, answered_on(answer, life.history.acts, life.clocks)


def _bare_appeals(made_of: Material) -> Iterator[_Answered]:
    for case, bare in ((one, bare) for one in made_of.cases for bare in bare_cases(one.acts)):
        decided = {act.appeal_id: act for act in bare.findings}
        against = bare.decision.decision.value if isinstance(bare.decision, ItemDecided) else "warning"
        for appeal in bare.appeals:
            answer = decided.get(appeal.id)
            yield against, appeal, answer, answered_on(answer, case.acts, made_of.clocks)


def in_force_at_the_end(life: ReportedLife, made_of: Material) -> bool:
    """Whether it bound somebody when the period was over."""
    return _state(life, made_of) in {State.ACTIVE, State.INTERIM}


def bound_in(life: ReportedLife, made_of: Material) -> bool:
    """Whether it bound somebody at any time of the period."""
    stretches = binding(life.history, life.rules, life.clocks)
    return any(one.start < made_of.time.end and made_of.time.start < one.end for one in stretches)


def overdue(life: ReportedLife, made_of: Material) -> bool:
    """Whether it had not ended when the period was over, and its review was past its day."""
    return any(done is None for _, done in _dates(life, made_of)) and not is_over(life, made_of)


def is_over(life: ReportedLife, made_of: Material) -> bool:
    """Whether it had ended when the period was over."""
    return _state(life, made_of) is State.ENDED


def _became(life: ReportedLife, made_of: Material) -> Iterator[str]:
    history, signed = life.history, life.history.authorised
    stretches = binding(history, life.rules, life.clocks)
    over = ended_at(history, life.rules, life.clocks)
    if made_of.holds(history.all(Proposed)[0].at):
        yield "proposed"
    if signed and made_of.holds(signed.at):
        yield "authorised"
    if stretches and made_of.holds(stretches[0].start):
        yield "came_into_force"
    if made_of.holds(over):
        lapse = "lapsed" if lapsed(history, life.rules, life.clocks) else "ended"
        yield lapse if stretches else "given_up"
    if in_force_at_the_end(life, made_of):
        yield "in_force_at_the_end"
    if _state(life, made_of) is State.SUSPENDED:
        yield "suspended_at_the_end"


def _state(life: ReportedLife, made_of: Material) -> State:
    return state_at(life.history, made_of.time.end - MOMENT, life.rules, life.clocks)


def _dates(life: ReportedLife, made_of: Material) -> Iterator[tuple[date, Reviewed | None]]:
    """Give each date on which a review was due with the review that was done for it, None where none was.

    One that came to other terms is followed up by a variation, or by another review, within the time for that.
    """
    if not binding(life.history, life.rules, life.clocks) or life.history.is_ordered:
        return
    acts = life.history.acts
    for place, act in enumerate(acts):
        if isinstance(act, Reviewed) and act.complete:
            yield due_on(History(acts[:place]), life.clocks), act
            if act.outcome is Outcome.LIFT:
                return
    due, over = due_on(life.history, life.clocks), ended_at(life.history, life.rules, life.clocks)
    until = life.clocks.day_of(over) if over and over < made_of.time.end else made_of.not_over
    if due < until:
        yield due, None
