"""When the answer to an appeal left: it is both decided and sent in time, or it is late (OCT-4.2b, DER-12.2c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contact_gateway.domain.casework.acts import Act, AppealDecided, LetterHandled, LetterIssued
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.words import LetterType


def answered_on(decided: AppealDecided | BareAppealDecided | None, acts: Sequence[Act], clocks: Clocks) -> date | None:
    """Return the day on which the letter with the answer left; None before it has, decided or not.

    `acts` are those of the restriction or, where it is about none, of the case, oldest first.
    """
    if decided is None:
        return None
    since = acts[acts.index(decided) :]
    about = {decided.appeal_id, ""}
    letters = (act for act in since if isinstance(act, LetterIssued) and act.letter is LetterType.APPEAL_OUTCOME)
    told = next((letter for letter in letters if letter.about in about), None)
    return _left_on(told, since, clocks) if told else None


def _left_on(letter: LetterIssued, acts: Sequence[Act], clocks: Clocks) -> date:
    """Return the day on which somebody posted it or handed it over, where that was put on record, else of its issue."""
    handled = (act for act in acts if isinstance(act, LetterHandled) and act.letter_id == letter.letter_id)
    return min((act.on for act in handled if act.received_on), default=clocks.day_of(letter.at))
