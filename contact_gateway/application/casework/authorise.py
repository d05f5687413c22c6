"""Sign a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.proposal_at_hand import refuse_what_cannot_be_proposed
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.varying import refuse_second_variation, refuse_to_vary_what_does_not_hold
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER
from contact_gateway.domain.casework.acts import Authorised, LetterIssued
from contact_gateway.domain.casework.authority import is_complete, refusal_to_authorise, signatures
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.procedure.words import LetterType, Occasion

DECIDE_AFTER_TRIAL = "decide_after_trial"
"""The task where a restriction is only counted for a while: nothing bites until a person proposes that it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorise:
    """The use case. The last signature that the policy asks for makes the decision; the letter puts it in force.

    What is signed in shadow mode is counted from then on until its end, and carried out never.
    """

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str, by: str, reason: str = "") -> Answer:
        """Sign, where the policy lets this officer, and where what is signed could be proposed today as it stands.

        Raises `NotFound`, `Refused` (unknown_officer, already_decided, already_over, not_authorised, same_person,
        consultation_missing, not_in_force, and the codes of proposing: what was there then may be gone).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            _refuse_what_is_decided(case, history)
            signed = tuple(case.officer(officer).signatory for officer in signatures(history))
            refuse(refusal_to_authorise(history, case.signatory, signed, case.policy, case.rules, case.clocks))
            if history.proposed.varies:
                refuse_to_vary_what_does_not_hold(case, history.proposed.varies)
                refuse_second_variation(case, restriction_id, history.proposed.varies)
            refuse_what_cannot_be_proposed(case, history.proposed)
            complete = is_complete(history, (*signed, case.signatory), case.rules)
            act = Authorised(id=case.new_id(), by=by, at=case.now, words=said(reason=reason), complete=complete)
            occasions, to_do = ((Occasion.AUTHORISED,), _to_do(case, history)) if complete else ((), ())
            return file_about(case, restriction_id, history, act, occasions, to_do)


def _refuse_what_is_decided(case: CaseAtHand, history: History) -> None:
    if history.authorised:
        raise Refused("already_decided", "This is signed already.")
    if case.state_of(history) is State.ENDED:
        raise Refused("already_over", "This has ended, or lapsed because nobody signed it in time; propose it anew.")


def _to_do(case: CaseAtHand, history: History) -> tuple[ToDo, ...]:
    trial_ends = history.proposed.restriction.planned_end
    if history.is_trial and trial_ends:
        return (ToDo(code=DECIDE_AFTER_TRIAL, by=case.clocks.day_of(trial_ends)),)
    return (ToDo(code=ISSUE_LETTER, by=_soon(case, history), to=history.informing_officer),)


def _soon(case: CaseAtHand, history: History) -> date | None:
    """Return by when what holds at once is told: soon after it began or, where that was told, after the signature."""
    interim, began = case.rules.interim, case.clocks.day_of(history.proposed.at)
    if interim is None or not history.is_at_once:
        return None
    was_told = any(act.letter is LetterType.INTERIM for act in history.all(LetterIssued))
    return interim.letter_within.after(case.today if was_told else began, case.clocks.calendar)
