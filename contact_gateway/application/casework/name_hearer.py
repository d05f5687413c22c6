"""Name who hears an appeal."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import to_decide
from contact_gateway.application.casework.hearing import named, open_appeal, refusal_of_hearer
from contact_gateway.application.records_of_casework import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHearer:
    """The use case. Naming one for an appeal that came too late decides that it is heard all the same."""

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str, by: str, hearer: str, appeal_id: str = "") -> Answer:
        """Name an officer who took no part in the decision and stands above whoever made it.

        Raises `NotFound`, `Refused` (unknown_officer, no_open_appeal, not_appealable, hearer_involved,
        hearer_not_senior).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            appeal = open_appeal(history, appeal_id)
            refuse(refusal_of_hearer(case, history, appeal, hearer))
            to_do = (to_decide(appeal, hearer),)
            return file_about(case, restriction_id, history, named(case, appeal, hearer), to_do=to_do)
