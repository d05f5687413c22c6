"""Write to a customer about an appeal against a decision that restricts nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.casework.bare_appeal_facts import bare_appeal_facts
from contact_gateway.application.casework.bare_case_at_hand import done_about, on_bare_appeal
from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.sending import messages_with
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER
from contact_gateway.domain.casework.acts import LetterIssued
from contact_gateway.domain.casework.letters import refusal_to_issue, required_parts
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBareLetter:
    """The use case (DER-12.2c, TUN-9.3): that the appeal was received or, once it was decided, the answer."""

    work: CaseWork
    letters: Letters

    def __call__(
        self,
        landlord: str,
        customer_id: str,
        appeal_id: str,
        by: str,
        sent_by: Delivery = Delivery.POST,
        *,
        also_by_text: bool = False,
    ) -> Answer:
        """Make the letter that is owed, check what it says, and put on record that it leaves now.

        Raises `NotFound`, `Refused` (unknown_officer, letter_incomplete, letter_unprintable, no_address).
        """
        with on_bare_appeal(self.work, landlord, customer_id, appeal_id, by) as at_hand:
            case = at_hand.case
            appeal = next(act for act in at_hand.bare.appeals if act.id == appeal_id)
            received_on = case.clocks.calendar.deemed_receipt(case.now, sent_by, case.clocks.zone)
            facts = bare_appeal_facts(appeal, at_hand, received_on)
            order = Order(required=frozenset(required_parts(facts.type, None, case.rules)))
            made = self.letters.make(case.policy, facts, order)
            refuse(refusal_to_issue(made.finished, sent_by, None, case.rules))
            messages = messages_with(made, sent_by, case, also_by_text=also_by_text)
            act = LetterIssued(
                id=case.new_id(),
                by=by,
                at=case.now,
                letter=facts.type,
                letter_id=made.id,
                sent_by=sent_by,
                received_on=received_on,
                about=appeal.id,
            )
            answer = file_act(case, act, messages=messages, closing=done_about(appeal, ISSUE_LETTER))
            return replace(answer, letter_id=made.id, letter_parts=tuple(part.value for part in made.finished.parts))
