"""Record that the landlord acts on the tenancy."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_record import TenancyActionTaken
from contact_gateway.domain.casework.authority import refusal_to_act_on_tenancy


@dataclass(frozen=True, slots=True)
class TenancyAction:
    """What is done, such as a notice, which obligation was broken, and which officer agreed to it."""

    agreed_by: str
    what: str = field(default="", repr=False)
    broken: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTenancyAction:
    """The use case (OCT-4.5). It restricts nobody, and what a court then orders is a record of its own."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, action: TenancyAction) -> Answer:
        """Put action on a tenancy on record, where somebody agreed who may by the policy.

        Raises `NotFound`, `Refused` (unknown_officer, not_authorised, reason_required).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            refuse(refusal_to_act_on_tenancy(case.officer(action.agreed_by).signatory, case.policy, case.rules))
            if not (action.what.strip() and action.broken.strip()):
                raise Refused("reason_required", "Say what is done and which obligation of the tenancy was broken.")
            words = said(what=action.what, broken=action.broken)
            act = TenancyActionTaken(id=case.new_id(), by=by, at=case.now, words=words, agreed_by=action.agreed_by)
            return file_act(case, act)
