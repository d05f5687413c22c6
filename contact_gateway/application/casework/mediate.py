"""Record that mediation was offered."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Mediated


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediate:
    """The use case (TOR-14, MAG-14)."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, result: str, account: str = "") -> Answer:
        """Record what came of it: `accepted`, `declined`, `no_answer` and the like, and an account in words.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            act = Mediated(id=case.new_id(), by=by, at=case.now, words=said(account=account), result=result)
            return file_act(case, act)
