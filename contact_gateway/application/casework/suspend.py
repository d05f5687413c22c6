"""Suspend a restriction for a while, or take it up again."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER
from contact_gateway.domain.casework.acts import Suspended
from contact_gateway.domain.casework.binding import binds_until
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.casework.reviews import NOT_OURS_TO_CHANGE, refusal_to_let_continue
from contact_gateway.domain.casework.told_before import was_told
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend:
    """The use case: any officer lets it rest; whoever may let it continue at a review, or hears it, takes it up again.

    It rests at once, and binds again once a letter told the customer that it does. Taking it up again never makes it
    longer than it was; what nobody reviewed in time waits for a review.
    """

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str, by: str, reason: str, *, again: bool = False) -> Answer:
        """Suspend it from now on or, with `again`, take it up again. The customer is told of either, and of the reason.

        Raises `NotFound`, `Refused` (unknown_officer, reason_required, not_reviewable, not_in_force, not_suspended,
        not_authorised).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            if not reason.strip():
                raise Refused("reason_required", "Say why it is suspended, or taken up again: the customer is told.")
            refuse_what_cannot_be = _refuse_to_take_up_again if again else _refuse_to_suspend
            refuse_what_cannot_be(case, history)
            act = Suspended(id=case.new_id(), by=by, at=case.now, words=said(reason=reason), again=again)
            to_do = (ToDo(code=ISSUE_LETTER),) if was_told(history) else ()
            return file_about(case, restriction_id, history, act, (Occasion.SUSPENDED,), to_do)


def _refuse_to_suspend(case: CaseAtHand, history: History) -> None:
    refuse(NOT_OURS_TO_CHANGE if history.is_ordered else None)
    state, by_hand = case.state_of(history), history.last(Suspended)
    waits_to_bind = by_hand is not None and by_hand.again and state is State.SUSPENDED
    if state not in {State.ACTIVE, State.INTERIM} and not waits_to_bind:
        raise Refused("not_in_force", "Only what is in force can be suspended.")


def _refuse_to_take_up_again(case: CaseAtHand, history: History) -> None:
    by_hand = history.last(Suspended)
    if by_hand is None or by_hand.again or case.state_of(history) is State.ENDED:
        raise Refused("not_suspended", "Nobody has suspended it, so it cannot be taken up again.")
    if binds_until(history, case.rules, case.clocks) <= case.now:
        raise Refused(
            "not_suspended",
            "It is on hold because nobody reviewed it in time, and only a review takes it up again: review it first.",
        )
    if case.by == history.hearer:
        return
    if by_hand.by == history.hearer:
        raise Refused(
            "not_authorised",
            "Whoever hears the appeal let it rest; until the appeal is decided nobody else takes it up again.",
        )
    refuse(refusal_to_let_continue(history, case.signatory, case.policy, case.rules))
