"""Record what was agreed with the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Agreed


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """The use case: an arrangement, or a behaviour agreement (TOR-14)."""

    work: CaseWork

    def __call__(
        self, landlord: str, customer_id: str, by: str, text: str, until: date | None = None, stage: str = ""
    ) -> Answer:
        """Record an agreement in the words that were agreed, until a day where one was set.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            act = Agreed(id=case.new_id(), by=by, at=case.now, words=said(text=text), until=until, stage=stage)
            return file_act(case, act)
