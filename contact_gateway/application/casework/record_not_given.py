"""Record that a customer was asked for something that a matter needs, and did not give it."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_items import AskedFor, NotGiven

OFFER_HELP = "offer_help"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotGiven:
    """The use case (DER-8.1 to 8.3). Whoever finds it hard to give is helped, and that is no refusal."""

    work: CaseWork

    def __call__(
        self,
        landlord: str,
        customer_id: str,
        by: str,
        asked_for: AskedFor,
        *,
        difficulty: str = "",
        contact_id: str = "",
    ) -> Answer:
        """Record it, with what made it hard where something did. Raises `NotFound`, `Refused` (unknown_officer)."""
        with self.work.on_customer(landlord, customer_id, by) as case:
            is_hard = bool(difficulty.strip())
            act = NotGiven(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(difficulty=difficulty),
                asked_for=asked_for,
                difficulty=is_hard,
                contact_id=contact_id,
            )
            return file_act(case, act, to_do=(ToDo(code=OFFER_HELP),) if is_hard else ())

    def refused(self, landlord: str, customer_id: str) -> dict[AskedFor, int]:
        """Return how often each thing was asked for and refused, those with a difficulty left out."""
        counted: dict[AskedFor, int] = {}
        for one in self.work.files.acts(landlord, customer_id):
            if isinstance(one.act, NotGiven) and one.act.difficulty is False:
                counted[one.act.asked_for] = counted.get(one.act.asked_for, 0) + 1
        return counted
