"""Which letter it is to be, and whether there is anything that it could tell."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import next_letter
from contact_gateway.domain.casework.life import State, state_at
from contact_gateway.domain.casework.nothing_to_tell import refusal_without_occasion
from contact_gateway.domain.procedure.words import LetterType


def wanted_letter(case: CaseAtHand, history: History, asked: LetterType | None) -> LetterType:
    """Return the letter that was asked for or, where none was, the one that is owed next.

    Where the policy lets nobody decide at once, nothing is told but the decision.
    """
    wanted = asked or next_letter(history)
    unknown = asked is None and wanted is LetterType.INTERIM and case.rules.interim is None
    return LetterType.DECISION if unknown else wanted


def refuse_without_occasion(case: CaseAtHand, history: History, letter: LetterType) -> None:
    """Raise `Refused` (letter_missing) where this letter would tell of what is not, or not yet."""
    state = state_at(history, case.now, case.rules, case.clocks)
    at_once = state is State.INTERIM and history.authorised is None
    refuse(refusal_without_occasion(letter, history, over=state is State.ENDED, at_once=at_once))
