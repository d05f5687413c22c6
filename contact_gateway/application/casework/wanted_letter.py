"""Which letter it is to be, and whether there is anything that it could tell."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.binding import ended_at
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import next_letter, tells_a_rest_alone
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.casework.nothing_to_tell import refusal_without_occasion
from contact_gateway.domain.casework.told_before import refusal_after_what_was_told
from contact_gateway.domain.procedure.words import LetterType


def wanted_letter(case: CaseAtHand, history: History, asked: LetterType | None) -> LetterType:
    """Return the letter that was asked for or, where none was, the one that is owed next.

    Where the policy lets nobody decide at once, nothing is told but the decision; and what takes the place of a trial
    is the first that the customer hears of it, and no change. Of what has ended no rest is told any more, but its end.
    """
    owed = next_letter(history, over=case.state_of(history) is State.ENDED)
    wanted = asked or (LetterType.END if _tells_what_rests_no_more(case, history, owed) else owed)
    unknown = wanted is LetterType.INTERIM and case.rules.interim is None
    first = wanted is LetterType.VARIATION and not _changes_what_was_told(case, history)
    return LetterType.DECISION if asked is None and (unknown or first) else wanted


def refuse_without_occasion(case: CaseAtHand, history: History, letter: LetterType) -> None:
    """Raise `Refused` (letter_missing) where this letter would tell of what is not, or not yet."""
    state = case.state_of(history)
    at_once = state is State.INTERIM and history.authorised is None
    ends = ended_at(history, case.rules, case.clocks)
    ends_on = case.clocks.day_of(ends) if ends else None
    refuse(refusal_without_occasion(letter, history, over=state is State.ENDED, ends_on=ends_on, at_once=at_once))
    refuse(refusal_after_what_was_told(letter, history))
    if _tells_what_rests_no_more(case, history, letter):
        raise Refused("letter_missing", "It has ended, so it rests no more; tell the customer of its end.")
    changes = _changes_what_was_told(case, history)
    if letter is LetterType.VARIATION and not changes:
        raise Refused("letter_missing", "It changes nothing that the customer was told; tell it as a decision.")
    if letter is LetterType.DECISION and changes:
        raise Refused("letter_missing", "It changes what the customer was told before; tell it as a variation.")


def _tells_what_rests_no_more(case: CaseAtHand, history: History, letter: LetterType) -> bool:
    """Whether a letter would say no more than that it is on hold, or holds again, though it has ended."""
    is_over = letter is LetterType.REVIEW_OUTCOME and case.state_of(history) is State.ENDED
    return is_over and tells_a_rest_alone(history)


def _changes_what_was_told(case: CaseAtHand, history: History) -> bool:
    varied = history.proposed.varies
    return bool(varied) and case.history(varied).letter is not None and not case.history(varied).is_trial
