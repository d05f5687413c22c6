"""Begin a stage that is told and dated and restricts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Monitored


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """The use case."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, stage: str, until: date, policy: str = "") -> Answer:
        """Record that the customer's contact is watched until a day, as a stage of the main policy, or of another.

        Raises `NotFound`, `Refused` (unknown_policy, unknown_officer, unknown_stage, impossible_terms).
        """
        with self.work.on_customer(landlord, customer_id, by, policy) as case:
            stages = [one.name for one in case.rules.stages]
            if stage not in stages:
                allowed = ", ".join(stages) or "none"
                raise Refused("unknown_stage", f"The policy has no stage {stage!r}; its stages are: {allowed}.")
            if until <= case.today:
                raise Refused("impossible_terms", f"It would end on {until}, which is not after today.")
            act = Monitored(id=case.new_id(), by=by, at=case.now, stage=stage, until=until)
            return file_act(case, act)
