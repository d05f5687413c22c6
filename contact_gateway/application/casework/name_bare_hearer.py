"""Name who hears an appeal against a decision that restricts nobody."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.bare_case_at_hand import name, on_bare_appeal
from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.records_of_casework import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class NameBareHearer:
    """The use case. Naming one for an appeal that came too late decides that it is heard all the same."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, appeal_id: str, by: str, hearer: str) -> Answer:
        """Name an officer who took no part in the decision and stands above whoever made it.

        Raises `NotFound`, `Refused` (unknown_officer, no_open_appeal, hearer_involved, hearer_not_senior).
        """
        with on_bare_appeal(self.work, landlord, customer_id, appeal_id, by) as at_hand:
            appeal = at_hand.open_appeal(appeal_id)
            refuse(at_hand.refusal_of_hearer(appeal, hearer))
            return name(at_hand.case, appeal, hearer)
