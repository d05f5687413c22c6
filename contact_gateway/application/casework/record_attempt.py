"""Record that somebody tried to reach the customer."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Attempt
from contact_gateway.domain.contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttempt:
    """The use case. One that failed counts too (MAG-11)."""

    work: CaseWork

    def __call__(
        self, landlord: str, customer_id: str, by: str, channel: Channel, *, reached: bool, result: str = ""
    ) -> Answer:
        """Record by which channel somebody tried, and whether the customer was reached.

        Raises `NotFound`, `Refused` (unknown_officer).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            words = said(result=result)
            act = Attempt(id=case.new_id(), by=by, at=case.now, words=words, channel=channel.value, reached=reached)
            return file_act(case, act)
