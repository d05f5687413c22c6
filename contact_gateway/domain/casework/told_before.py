"""What the customer was told before: there is no end of what nobody heard of, and nothing is told twice."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.casework.acts import Appealed, Handling, LetterHandled, LetterIssued
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.procedure.words import LetterType

_AFTER_OTHERS: Mapping[LetterType, str] = {LetterType.END: "end of it", LetterType.REVIEW_OUTCOME: "change to it"}
"""What is told to nobody who was not told of a decision."""


def was_told(history: History) -> bool:
    """Whether a letter told the customer of it, as a decision or as what holds at once."""
    at_once = any(act.letter is LetterType.INTERIM for act in history.all(LetterIssued))
    return history.letter is not None or at_once


def refusal_after_what_was_told(letter: LetterType, history: History) -> Refusal | None:
    """Return letter_missing for the end of what was never told, or the receipt of what was answered; None otherwise."""
    if letter in _AFTER_OTHERS and not was_told(history):
        return Refusal(
            "letter_missing", f"The customer was never told of it, so there is no {_AFTER_OTHERS[letter]} to tell."
        )
    appeal = history.last(Appealed)
    if letter is LetterType.APPEAL_RECEIVED and appeal and appeal.tier and history.open_appeal is None:
        return Refusal("letter_missing", "The appeal was decided; tell what was found, not that it was received.")
    return None


def refusal_to_tell_again(letter: LetterType, history: History) -> Refusal | None:
    """Return already_told where a letter told of this end, or of this review; None where it came back, or tells more.

    An end is told once; of reviews, of suspensions and of resumptions, each.
    """
    told = [act for act in history.all(LetterIssued) if act.letter is letter and not _came_back(act, history)]
    if letter is LetterType.REVIEW_OUTCOME:
        done = history.reviewed_or_rested
        told = [act for act in told if done and history.acts.index(act) > history.acts.index(done[-1])]
    elif letter is not LetterType.END:
        return None
    return Refusal("already_told", "A letter told the customer of this already.") if told else None


def _came_back(letter: LetterIssued, history: History) -> bool:
    handled = (act for act in history.all(LetterHandled) if act.letter_id == letter.letter_id)
    return any(act.done is Handling.RETURNED for act in handled)
