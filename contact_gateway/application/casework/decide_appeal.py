"""Decide an appeal."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.hearing import open_appeal, refusal_of_hearer
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.varying import take_the_place_of_the_old
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER, PROPOSE_VARIATION
from contact_gateway.domain.casework.acts import AppealDecided, Appealed, Finding
from contact_gateway.domain.casework.appeals import refusal_to_decline
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """The use case (TUN-9.3). The hearer decides, and nobody else; who could hear a late one may decline it."""

    work: CaseWork

    def __call__(
        self, landlord: str, restriction_id: str, by: str, finding: Finding, reason: str, appeal_id: str = ""
    ) -> Answer:
        """Record what the hearer found, and why; the outcome is then written to the customer.

        Raises `NotFound`, `Refused` (unknown_officer, no_open_appeal, not_authorised, not_appealable, hearer_involved,
        hearer_not_senior, impossible_terms, reason_required).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            appeal = open_appeal(history, appeal_id)
            _refuse_who_does_not_hear_it(case, history, appeal)
            if finding is Finding.NOT_HEARD:
                refuse(refusal_to_decline(appeal, history.hearer))
            if not reason.strip():
                raise Refused("reason_required", "Say why the appeal comes to this: the customer is told.")
            act = AppealDecided(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(reason=reason),
                appeal_id=appeal.appeal_id,
                finding=finding,
            )
            answer = file_about(case, restriction_id, history, act, _occasions(finding), _to_do(appeal, finding))
            take_the_place_of_the_old(case, restriction_id, history.then(act))
            return answer


def _refuse_who_does_not_hear_it(case: CaseAtHand, history: History, appeal: Appealed) -> None:
    if history.hearer not in {"", case.by}:
        raise Refused("not_authorised", "Another officer was named to hear this appeal and decides it.")
    refuse(refusal_of_hearer(case, history, appeal, case.by))


def _occasions(finding: Finding) -> tuple[Occasion, ...]:
    removed = finding is Finding.REMOVED
    return (Occasion.APPEAL_DECIDED, Occasion.ENDED) if removed else (Occasion.APPEAL_DECIDED,)


def _to_do(appeal: Appealed, finding: Finding) -> tuple[ToDo, ...]:
    letter = ToDo(code=ISSUE_LETTER, by=appeal.due_on)
    return (letter, ToDo(code=PROPOSE_VARIATION)) if finding is Finding.VARIED else (letter,)
