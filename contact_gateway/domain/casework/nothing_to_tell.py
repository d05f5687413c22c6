"""Whether there is anything that a letter of a type could tell about a restriction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contact_gateway.domain.casework.acts import Act, AppealDecided, Appealed, Reviewed, Suspended
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal, written
from contact_gateway.domain.procedure.words import LetterType

_TELLS_OF: Mapping[LetterType, tuple[type[Act], ...]] = {
    LetterType.REVIEW_OUTCOME: (Reviewed, Suspended),
    LetterType.APPEAL_RECEIVED: (Appealed,),
    LetterType.APPEAL_OUTCOME: (AppealDecided,),
}
_WHAT: Mapping[LetterType, str] = {
    LetterType.REVIEW_OUTCOME: "It has not been reviewed, suspended or taken up again yet.",
    LetterType.APPEAL_RECEIVED: "No appeal was received.",
    LetterType.APPEAL_OUTCOME: "No appeal was decided yet.",
    LetterType.INTERIM: "It does not hold at once without a signature; a decision has a letter of its own.",
    LetterType.END: "It has not ended yet; write it from the day on which it has.",
}

_ENDS_SOONER = "It ends before its next review, so no review is coming."

_A_TRIAL = (
    "This is a trial: it is only counted and restricts nobody, so there is nothing to tell the customer. "
    "Propose it anew, to be carried out, and tell the customer of that."
)


def refusal_without_occasion(
    letter: LetterType,
    history: History,
    *,
    over: bool = False,
    ends_on: date | None = None,
    at_once: bool = False,
) -> Refusal | None:
    """Return letter_missing where this letter would tell of what never was, None otherwise.

    A trial restricts nobody, so no letter tells of one; and no review is coming of what has ended, or of what was not
    signed and told.

    Args:
        letter: the type that is asked for.
        history: what happened to the restriction.
        over: whether it has ended, also where nobody ended it: it lapsed, or its planned end has come.
        ends_on: the day on which it ends or ended, None where no end of it is known.
        at_once: whether it holds at once and nobody has authorised it yet.
    """
    if history.is_trial:
        return Refusal("letter_missing", _A_TRIAL)
    if letter is LetterType.REVIEW_COMING and (over or history.letter is None):
        return Refusal("letter_missing", f"There is nothing to write this letter about. {_no_review(over=over)}")
    if letter is LetterType.REVIEW_COMING and ends_on and ends_on <= history.review_on:
        return Refusal("letter_missing", f"There is nothing to write this letter about. {_ENDS_SOONER}")
    if letter is LetterType.END and not over:
        planned = f"It has not ended yet; this letter can be issued from {written(ends_on)} on." if ends_on else ""
        return Refusal("letter_missing", planned or f"There is nothing to write this letter about. {_WHAT[letter]}")
    if letter is LetterType.INTERIM and not at_once:
        return Refusal("letter_missing", f"There is nothing to write this letter about. {_WHAT[letter]}")
    needed = _TELLS_OF.get(letter)
    if needed is None or any(isinstance(act, needed) for act in history.acts):
        return None
    return Refusal("letter_missing", f"There is nothing to write this letter about. {_WHAT[letter]}")


def _no_review(*, over: bool) -> str:
    if over:
        return "It has ended, so no review is coming."
    return "Nobody was told of a decision yet, so no review is coming."
