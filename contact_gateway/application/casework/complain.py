"""Record that a customer complains about an officer."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_beside import Complained
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Complain:
    """The use case. The customer's contact goes to that officer no more (TOR-18, OCT-1.2)."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, about: str, account: str = "") -> Answer:
        """Record a complaint about an officer. Raises `NotFound`, `Refused` (unknown_officer)."""
        with self.work.on_customer(landlord, customer_id, by) as case:
            case.officer(about)
            act = Complained(id=case.new_id(), by=by, at=case.now, words=said(account=account), about=about)
            return file_act(case, act, (Occasion.COMPLAINT_ABOUT_STAFF,))
