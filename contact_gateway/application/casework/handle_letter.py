"""Record what was done with a letter: printed, posted, handed over, explained to the customer, or returned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about, file_act
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.sent_letters import SentLetter, the_letter
from contact_gateway.application.casework.varying import take_the_place_of_the_old
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Handling, LetterHandled
from contact_gateway.domain.casework.history import DECISIVE
from contact_gateway.domain.working_days import Delivery

LETTER_RETURNED = "letter_returned"
"""The task where a letter came back: it counts as received all the same, so a person finds another way to tell."""

_NOON = time(12)
_LEAVES_BY = {Handling.POSTED: Delivery.POST, Handling.HANDED_OVER: Delivery.HAND}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleLetter:
    """The use case. What left later than it was issued counts as received later, and so does all that hangs on it."""

    work: CaseWork

    def __call__(
        self,
        landlord: str,
        customer_id: str,
        letter_id: str,
        by: str,
        done: Handling,
        on: date | None = None,
        words: str = "",
    ) -> Answer:
        """Record what was done with a letter, today where no day is given; `words` are what was said of it.

        One that came back becomes somebody's task.

        Raises `NotFound`, `Refused` (unknown_officer, impossible_day, already_received).
        """
        letter = the_letter(self.work.files.acts(landlord, customer_id), letter_id)
        with self._opened(landlord, customer_id, letter, by) as case:
            day = on or case.today
            _refuse_impossible_day(day, letter, case)
            act = LetterHandled(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(said=words),
                letter_id=letter_id,
                done=done,
                on=day,
                received_on=_received(day, letter, done, case),
            )
            to_do = (ToDo(code=LETTER_RETURNED),) if done is Handling.RETURNED else ()
            if not letter.restriction_id:
                return file_act(case, act, to_do=to_do)
            history = case.history(letter.restriction_id)
            answer = file_about(case, letter.restriction_id, history, act, to_do=to_do)
            if letter.type in DECISIVE and act.received_on:
                take_the_place_of_the_old(case, letter.restriction_id, history.then(act))
            return answer

    @contextmanager
    def _opened(self, landlord: str, customer_id: str, letter: SentLetter, by: str) -> Iterator[CaseAtHand]:
        """Open the case under the policy that the letter was written under."""
        if letter.restriction_id:
            with self.work.on_restriction(landlord, letter.restriction_id, by) as case:
                yield case
        else:
            with self.work.on_customer(landlord, customer_id, by) as case:
                yield case


def _refuse_impossible_day(day: date, letter: SentLetter, case: CaseAtHand) -> None:
    issued_on = case.clocks.day_of(letter.issued_at)
    if not issued_on <= day <= case.today:
        raise Refused("impossible_day", f"It was issued on {issued_on}; give a day from then until today.")


def _received(day: date, letter: SentLetter, done: Handling, case: CaseAtHand) -> date | None:
    """Return from which day it counts, where this is how it was to leave, or how it left after its mail was given up.

    What is in force already begins no second time: that would make it longer. What nobody was told never began.
    """
    way = _LEAVES_BY.get(done)
    failed = way is not None and letter.sent_by is Delivery.EMAIL and letter.id in case.open_case.not_sent()
    if way is None or (way is not letter.sent_by and not failed):
        return None
    at = datetime.combine(day, _NOON, tzinfo=case.clocks.zone)
    received_on = case.clocks.calendar.deemed_receipt(at, way, case.clocks.zone)
    if failed:
        return received_on
    if letter.type in DECISIVE and letter.received_on < received_on and letter.received_on <= case.today:
        raise Refused(
            "already_received",
            f"It has counted as received since {letter.received_on}. If it left only later, the customer was not told "
            "in time: suspend or lift what it told, and decide it anew.",
        )
    return received_on
