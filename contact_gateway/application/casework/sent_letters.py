"""Which letters a customer was sent, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.domain.casework.acts import LetterHandled, LetterIssued, Warned
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter that left: who issued it when, how it went, from which day it counts, what was done with it on paper.

    `restriction_id` is empty for a warning, which is about none.
    """

    id: str
    type: LetterType
    restriction_id: str
    issued_by: str
    issued_at: datetime
    sent_by: Delivery
    received_on: date
    handled: tuple[LetterHandled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLetters:
    """The reader. It tells of letters, and nothing of what stands in them."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str) -> Sequence[SentLetter]:
        """Return all letters to a customer, oldest first; none for somebody who was sent none."""
        return letters_in(self.work.files.acts(landlord, customer_id))


def letters_in(filed: Iterable[Filed]) -> tuple[SentLetter, ...]:
    """Return the letters that a file tells of, oldest first."""
    acts = tuple(filed)
    handled = [one.act for one in acts if isinstance(one.act, LetterHandled)]
    return tuple(_letters(acts, handled))


def the_letter(filed: Iterable[Filed], letter_id: str) -> SentLetter:
    """Return one of a file's letters. Raises `NotFound`."""
    found = next((one for one in letters_in(filed) if one.id == letter_id), None)
    if found is None:
        raise NotFound(f"There is no letter {letter_id} to this customer.")
    return found


def _letters(filed: Iterable[Filed], handled: Sequence[LetterHandled]) -> Iterator[SentLetter]:
    for one in filed:
        match one.act:
            case LetterIssued(letter=letter, letter_id=letter_id, sent_by=sent_by, received_on=received_on):
                letter_type = letter
            case Warned(letter_id=letter_id, sent_by=Delivery() as sent_by, received_on=date() as received_on):
                letter_type = LetterType.WARNING
            case _:
                continue
        mine = tuple(act for act in handled if act.letter_id == letter_id)
        if letter_id:
            yield SentLetter(
                id=letter_id,
                type=letter_type,
                restriction_id=one.restriction_id,
                issued_by=one.act.by,
                issued_at=one.act.at,
                sent_by=sent_by,
                received_on=max((received_on, *(act.received_on for act in mine if act.received_on))),
                handled=mine,
            )
