"""Review a restriction: let it continue, give it other terms, or lift it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER, PROPOSE_VARIATION, REVIEW_AGAIN
from contact_gateway.domain.casework.acts import Outcome, Reviewed
from contact_gateway.domain.casework.binding import binds_from
from contact_gateway.domain.casework.falling_due import SECOND_LEVEL_WITHIN
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.reviews import is_last_level, next_review, refusal_to_review
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The use case. Other terms are a proposal of its own; until it binds, the old ones do."""

    work: CaseWork

    def __call__(
        self,
        landlord: str,
        restriction_id: str,
        by: str,
        outcome: Outcome,
        reason: str,
        next_review_on: date | None = None,
    ) -> Answer:
        """Record what a review came to and, where it continues, when it is looked at again.

        Raises `NotFound`, `Refused` (unknown_officer, not_in_force, not_reviewable, not_authorised, same_person,
        reason_required, review_out_of_range).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            _refuse_what_cannot_be_reviewed(case, history)
            refuse(refusal_to_review(history, case.signatory, outcome, reason, case.policy, case.rules))
            complete = is_last_level(history, case.rules)
            act = Reviewed(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(reason=reason),
                outcome=outcome,
                next_review=_next(case, history, outcome, next_review_on),
                complete=complete,
            )
            occasions, to_do = _occasions(outcome, complete=complete), _to_do(case, outcome, complete=complete)
            return file_about(case, restriction_id, history, act, occasions, to_do)


def _refuse_what_cannot_be_reviewed(case: CaseAtHand, history: History) -> None:
    since = binds_from(history, case.rules, case.clocks)
    over = case.state_of(history) is State.ENDED
    if over or since is None or since > case.now:
        raise Refused(
            "not_in_force", "It has ended." if over else "It is not in force yet; there is nothing to review."
        )
    if history.letter is None and not history.is_trial:
        raise Refused(
            "not_in_force", "It holds at once but is not decided and told yet: authorise and tell it, or lift it."
        )


def _next(case: CaseAtHand, history: History, outcome: Outcome, wanted: date | None) -> date | None:
    if outcome is not Outcome.CONTINUE:
        return None
    found = next_review(history, case.now, wanted, case.rules, case.clocks)
    if isinstance(found, Refusal):
        refuse(found)
        return None
    return found


def _occasions(outcome: Outcome, *, complete: bool) -> tuple[Occasion, ...]:
    if not complete:
        return ()
    return (Occasion.REVIEWED, Occasion.ENDED) if outcome is Outcome.LIFT else (Occasion.REVIEWED,)


def _to_do(case: CaseAtHand, outcome: Outcome, *, complete: bool) -> tuple[ToDo, ...]:
    if not complete:
        return (ToDo(code=REVIEW_AGAIN, by=SECOND_LEVEL_WITHIN.after(case.today, case.clocks.calendar)),)
    letter = ToDo(code=ISSUE_LETTER)
    return (ToDo(code=PROPOSE_VARIATION), letter) if outcome is Outcome.VARY else (letter,)
