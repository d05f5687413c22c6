"""Record that causes of the behaviour were looked for."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Causes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCauses:
    """The use case (MAG-12)."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, referral: str, found: str = "") -> Answer:
        """Record what was found, and whether a referral was offered: `yes`, `no` or `not_appropriate`.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            act = Causes(id=case.new_id(), by=by, at=case.now, words=said(found=found), referral=referral)
            return file_act(case, act)
