"""Which letters the customer is still owed, by what was done and what was written about it since."""

from __future__ import annotations

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Finding,
    LetterIssued,
    Lifted,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.told_before import was_told
from contact_gateway.domain.procedure.words import LetterType


def next_letter(history: History) -> LetterType:
    """Return the letter that is owed next; where none is, the one that told the decision."""
    return next(iter(letters_owed(history)), _decisive(history))


def letters_owed(history: History) -> tuple[LetterType, ...]:
    """Return the letters that are owed, oldest first: what was decided before all that came after it.

    What holds at once is told at once and, once it is signed, told again as the decision that it then is. An appeal
    that was answered needs no word any more that it was received, nor does more of one that waits. Of what was taken
    back before anybody was told, neither the decision nor its end is owed.
    """
    if history.letter is None and not _is_told_for_now(history) and not any(map(ends_now, history.acts)):
        at_once = history.proposed.immediate and history.authorised is None
        return (LetterType.INTERIM if at_once else _decisive(history),)
    owed: dict[LetterType, None] = {}
    for act in history.acts:
        if isinstance(act, LetterIssued):
            owed.pop(act.letter, None)
        elif isinstance(act, AppealDecided):
            owed.pop(LetterType.APPEAL_RECEIVED, None)
        told_by = None if isinstance(act, Appealed) and act not in history.appeals else _told_by(act)
        if told_by:
            owed[told_by] = None
    if not was_told(history):
        owed.pop(LetterType.END, None)
    return tuple(owed)


def ends_now(act: RestrictionAct) -> bool:
    """Whether this act ends it there and then: an end on a day to come leaves it as it is until that day."""
    match act:
        case Lifted():
            return act.ends_at is None
        case Reviewed():
            return act.complete and act.outcome is Outcome.LIFT
        case AppealDecided():
            return act.finding is Finding.REMOVED
        case _:
            return False


def _is_told_for_now(history: History) -> bool:
    told = any(act.letter is LetterType.INTERIM for act in history.all(LetterIssued))
    return told and (history.authorised is None or history.last(Lifted) is not None)


def _decisive(history: History) -> LetterType:
    return LetterType.VARIATION if history.proposed.varies else LetterType.DECISION


def _told_by(act: RestrictionAct) -> LetterType | None:
    match act:
        case Appealed():
            return LetterType.APPEAL_RECEIVED
        case AppealDecided():
            return LetterType.APPEAL_OUTCOME
        case Reviewed(complete=True):
            return LetterType.REVIEW_OUTCOME
        case Lifted():
            return LetterType.END
        case _:
            return None
