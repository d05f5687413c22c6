"""Which letters the customer is still owed, by what was done and what was written about it since."""

from __future__ import annotations

from collections.abc import Iterator

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Finding,
    LetterIssued,
    Lifted,
    Outcome,
    Replaced,
    RestrictionAct,
    Reviewed,
    Suspended,
)
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.resting import TELL_OF_A_REST
from contact_gateway.domain.casework.told_before import was_told
from contact_gateway.domain.procedure.words import LetterType

_LEAVE_NO_REST = TELL_OF_A_REST | {LetterType.END}
"""The letters after which nobody has to be told any more that it rests, or holds again."""


def next_letter(history: History, *, over: bool) -> LetterType:
    """Return the letter that is owed next; where none is, the one that told the decision.

    An end that is still to come, as it is not `over`, is told after all else.
    """
    owed = sorted(letters_owed(history), key=lambda letter: letter is LetterType.END and not over)
    return next(iter(owed), _decisive(history))


def letters_owed(history: History) -> tuple[LetterType, ...]:
    """Return the letters that are owed, oldest first: what was decided before all that came after it.

    What holds at once is told at once and, once it is signed, told again as the decision that it then is. An appeal
    that was answered needs no word any more that it was received, nor does more of one that waits. Of what was taken
    back before anybody was told, neither the decision nor its end is owed. Of several suspensions and resumptions the
    last is told.
    """
    if history.letter is None and not _is_told_for_now(history) and not any(map(ends_now, history.acts)):
        at_once = history.is_at_once and history.authorised is None
        return (LetterType.INTERIM if at_once else _decisive(history),)
    return owed_after_the_decision(history)


def owed_after_the_decision(history: History) -> tuple[LetterType, ...]:
    """Return the letters that are owed beside the decision's own, which nobody needs any more where it has ended."""
    return tuple(dict.fromkeys(letter for letter, _ in _owed(history)))


def reviewed_or_rested(history: History) -> tuple[Reviewed | None, Suspended | None]:
    """Return which review, and which suspension or resumption, the letter tells that is issued last of all acts.

    It tells what no letter told before; one that is written anew tells the last of them again.
    """
    return _to_be_told(History(history.acts[:-1]))


def tells_a_rest_alone(history: History) -> bool:
    """Whether a letter of a review's outcome, issued now, would tell of a suspension or a resumption and no review."""
    review, rest = _to_be_told(history)
    return review is None and rest is not None


def _to_be_told(history: History) -> tuple[Reviewed | None, Suspended | None]:
    told = [act for _, act in _owed(history) if isinstance(act, Reviewed | Suspended)]
    told = told or list(history.reviewed_or_rested[-1:])
    reviews = (act for act in reversed(told) if isinstance(act, Reviewed))
    rests = (act for act in reversed(told) if isinstance(act, Suspended))
    return next(reviews, None), next(rests, None)


def _owed(history: History) -> Iterator[tuple[LetterType, RestrictionAct]]:
    owed: list[tuple[LetterType, RestrictionAct]] = []
    for act in _acts_that_stand(history):
        owed = [one for one in owed if not _is_done_with(*one, by=act)]
        told_by = None if isinstance(act, Appealed) and act not in history.appeals else _told_by(act)
        if told_by:
            owed.append((told_by, act))
    never_told = not was_told(history)
    return (one for one in owed if not (never_told and _needs_no_word(one[1])))


def _acts_that_stand(history: History) -> Iterator[RestrictionAct]:
    """Give all acts but that variations took its place which were taken back before they held."""
    taken = history.takeovers
    return (act for act in history.acts if not isinstance(act, Replaced) or act.successor in taken)


def _is_done_with(letter: LetterType, owed: RestrictionAct, *, by: RestrictionAct) -> bool:
    """Whether an act tells of another one, or leaves nothing of it to tell."""
    match by:
        case LetterIssued():
            return by.letter is letter or (isinstance(owed, Suspended) and by.letter in _LEAVE_NO_REST)
        case AppealDecided() if letter is LetterType.APPEAL_RECEIVED:
            return True
        case _:
            return isinstance(owed, Suspended) and (isinstance(by, Suspended | Replaced) or ends_now(by))


def _needs_no_word(act: RestrictionAct) -> bool:
    """Whether nobody is told of this who was told of nothing before."""
    return isinstance(act, Lifted | Suspended)


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
        case Suspended():
            return LetterType.REVIEW_OUTCOME
        case _:
            return None
