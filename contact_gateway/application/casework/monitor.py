"""Begin a stage that is told and dated and restricts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Monitored, Warned
from contact_gateway.domain.casework.refusals import written
from contact_gateway.domain.procedure.rules import Stage
from contact_gateway.domain.procedure.words import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """The use case."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, stage: str, until: date, policy: str = "") -> Answer:
        """Record that the customer's contact is watched until a day, as a stage of the main policy, or of another.

        It lasts no longer than the stage does. Where a letter tells of the stage, a written warning that names it comes
        first. Raises `NotFound`, `Refused` (unknown_policy, unknown_officer, unknown_stage, impossible_terms,
        letter_missing).
        """
        with self.work.on_customer(landlord, customer_id, by, policy) as case:
            found = _stage(stage, case)
            _refuse_impossible_end(found, until, case)
            _refuse_untold(found, case)
            act = Monitored(id=case.new_id(), by=by, at=case.now, stage=stage, until=until)
            return file_act(case, act)


def _stage(name: str, case: CaseAtHand) -> Stage:
    watched = {one.name: one for one in case.rules.stages if one.step is Step.MONITORING}
    if name not in watched:
        allowed = ", ".join(watched) or "none"
        raise Refused("unknown_stage", f"The policy has no stage {name!r} of monitoring; it has: {allowed}.")
    return watched[name]


def _refuse_impossible_end(stage: Stage, until: date, case: CaseAtHand) -> None:
    if until <= case.today:
        raise Refused("impossible_terms", f"It would end on {until}, which is not after today.")
    last = stage.length.after(case.today, case.clocks.calendar) if stage.length else until
    if until > last:
        raise Refused("impossible_terms", f"The stage {stage.label!r} lasts until {written(last)} at most.")


def _refuse_untold(stage: Stage, case: CaseAtHand) -> None:
    told = any(isinstance(act, Warned) and act.letter_id and act.stage == stage.name for act in case.ladder())
    if stage.letter and not told:
        said = f"A letter tells of the stage {stage.label!r}: warn the customer in writing first, and name the stage."
        raise Refused("letter_missing", said)
