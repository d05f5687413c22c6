"""The stages of a policy: which one a restriction belongs to, and which stage before it was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from contact_gateway.domain.casework.acts import (
    Agreed,
    Attempt,
    CaseAct,
    Causes,
    Form,
    Incident,
    Mediated,
    Monitored,
    Warned,
)
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules, Stage
from contact_gateway.domain.procedure.words import Step

_STEP_OF: Mapping[type[CaseAct], Step] = {
    Incident: Step.INCIDENT,
    Attempt: Step.ATTEMPT,
    Causes: Step.CAUSES,
    Agreed: Step.ARRANGEMENT,
    Mediated: Step.MEDIATION,
    Warned: Step.WARNING,
    Monitored: Step.MONITORING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier restriction of the same customer that came into force: its stage, and the day it ended, if it did."""

    stage: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a customer has come: what was done in the case, and the restrictions that there were."""

    case: tuple[CaseAct, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    def steps(self) -> frozenset[Step]:
        """Return the rungs that were stood on."""
        return frozenset(_STEP_OF[type(act)] for act in self.case)

    def unwarned(self) -> Course:
        """Return how far the customer would have come without any warning."""
        return replace(self, case=tuple(act for act in self.case if not isinstance(act, Warned)))

    def since(self, day: date, clocks: Clocks) -> Course:
        """Return how far the customer has come since a day: what was done from then on, and what still held after."""
        case = tuple(act for act in self.case if clocks.day_of(act.at) >= day)
        return Course(case=case, earlier=tuple(one for one in self.earlier if not one.ended_on or one.ended_on > day))

    def stood_on(self, stage: Stage) -> bool:
        """Whether a stage was reached: by its own act, or by a restriction of it."""
        reached = any(_reaches(act, stage) for act in self.case)
        return reached or any(before.stage == stage.name for before in self.earlier)


def _reaches(act: CaseAct, stage: Stage) -> bool:
    """Whether an act is a stage's step: it names this stage or none, and is written where a letter tells of it."""
    if _STEP_OF[type(act)] is not stage.step:
        return False
    match act:
        case Warned(form=Form.VERBAL) if stage.letter:
            return False
        case Agreed(stage=named) | Warned(stage=named) | Monitored(stage=named):
            return named in ("", stage.name)
        case _:
            return True


def stage_for(kind: Kind, rules: CaseworkRules, named: str = "") -> Stage | None:
    """Return the stage that a restriction of this kind belongs to: the one it names, else the first that allows it."""
    allowing = (stage for stage in rules.stages if stage.step is None and (not stage.kinds or kind in stage.kinds))
    return next((stage for stage in allowing if named in ("", stage.name)), None)


def left_out(
    stage: Stage, course: Course, starts_on: date, stages: Iterable[Stage], clocks: Clocks
) -> tuple[Stage, ...]:
    """Return the stages before this one that were left out, first to last; none where a relapse leads straight here.

    Once the time to relapse into a stage is over, nothing from before its end counts towards it or what follows it.
    """
    if _is_relapse(stage, course, starts_on, clocks):
        return ()
    by_name = {other.name: other for other in stages}
    found: list[Stage] = []
    course, before = _still_counting(stage, course, starts_on, clocks), by_name.get(stage.follows)
    while before and before not in found:
        course = _still_counting(before, course, starts_on, clocks)
        if course.stood_on(before):
            break
        found.insert(0, before)
        before = by_name.get(before.follows)
    return tuple(found)


def _still_counting(stage: Stage, course: Course, starts_on: date, clocks: Clocks) -> Course:
    """Return what of a course counts towards a stage: all of it, until the time for a relapse is over."""
    ends = _ends(stage, course)
    over = stage.relapse_within is not None and ends and not _is_relapse(stage, course, starts_on, clocks)
    lasts = any(before.stage == stage.name and not before.ended_on for before in course.earlier)
    return course.since(max(ends), clocks) if over and not lasts else course


def _is_relapse(stage: Stage, course: Course, starts_on: date, clocks: Clocks) -> bool:
    within = stage.relapse_within
    return within is not None and any(starts_on <= within.after(day, clocks.calendar) for day in _ends(stage, course))


def _ends(stage: Stage, course: Course) -> list[date]:
    return [before.ended_on for before in course.earlier if before.stage == stage.name and before.ended_on]
