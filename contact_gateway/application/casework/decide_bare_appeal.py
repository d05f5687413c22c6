"""Decide an appeal against a decision that restricts nobody."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.bare_case_at_hand import BareAtHand, done_about, on_bare_appeal
from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided
from contact_gateway.domain.casework.appeals import refusal_to_decline
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.procedure.words import Occasion

DEAL_WITH_ITEM = "deal_with_item"
"""The task where it was found that an item is to be answered after all."""
RECONSIDER = "reconsider_without_warning"
"""The task where something was proposed or decided after a warning that is withdrawn now: a person looks at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideBareAppeal:
    """The use case. The hearer decides, and nobody else; what is withdrawn counts no more from then on."""

    work: CaseWork

    def __call__(
        self, landlord: str, customer_id: str, appeal_id: str, by: str, finding: Finding, reason: str
    ) -> Answer:
        """Record whether the decision stands, and why; the outcome is then written to the customer.

        Raises `NotFound`, `Refused` (unknown_officer, no_open_appeal, not_authorised, hearer_involved,
        hearer_not_senior, reason_required, impossible_terms).
        """
        with on_bare_appeal(self.work, landlord, customer_id, appeal_id, by) as at_hand:
            case, appeal = at_hand.case, at_hand.open_appeal(appeal_id)
            _refuse_who_does_not_hear_it(at_hand, appeal)
            if finding is Finding.NOT_HEARD:
                refuse(refusal_to_decline(appeal, at_hand.bare.hearer))
            _refuse_what_is_no_finding(finding, reason)
            act = BareAppealDecided(
                id=case.new_id(), by=by, at=case.now, words=said(reason=reason), appeal_id=appeal_id, finding=finding
            )
            to_do = _to_do(at_hand, appeal, finding)
            return file_act(case, act, (Occasion.APPEAL_DECIDED,), to_do, closing=done_about(appeal))


def _refuse_who_does_not_hear_it(at_hand: BareAtHand, appeal: BareAppealed) -> None:
    if at_hand.bare.hearer not in {"", at_hand.case.by}:
        raise Refused("not_authorised", "Another officer was named to hear this appeal and decides it.")
    refuse(at_hand.refusal_of_hearer(appeal, at_hand.case.by))


def _refuse_what_is_no_finding(finding: Finding, reason: str) -> None:
    if finding is Finding.VARIED:
        raise Refused("impossible_terms", "It stands, or is withdrawn; what takes its place is decided anew.")
    if not reason.strip():
        raise Refused("reason_required", "Say why the appeal comes to this: the customer is told.")


def _to_do(at_hand: BareAtHand, appeal: BareAppealed, finding: Finding) -> tuple[ToDo, ...]:
    letter = ToDo(code=ISSUE_LETTER, by=appeal.due_on, about=appeal.id)
    if finding is not Finding.REMOVED:
        return (letter,)
    if isinstance(at_hand.bare.decision, ItemDecided):
        return (letter, ToDo(code=DEAL_WITH_ITEM))
    return (letter, ToDo(code=RECONSIDER)) if _was_built_on(at_hand) else (letter,)


def _was_built_on(at_hand: BareAtHand) -> bool:
    """Whether something was proposed after the warning and has not ended."""
    case, warned_at = at_hand.case, at_hand.bare.decision.at
    later = (one for one in case.histories().values() if one.proposed.at >= warned_at)
    return any(case.state_of(one) is not State.ENDED for one in later)
