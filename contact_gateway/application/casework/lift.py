"""End a restriction because a person decides so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.varying import take_the_place_of_the_old
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER
from contact_gateway.domain.casework.acts import LetterIssued, Lifted
from contact_gateway.domain.casework.binding import ended_at
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """The use case. Any officer may ease what binds a customer; nobody has to sign for that."""

    work: CaseWork

    def __call__(
        self, landlord: str, restriction_id: str, by: str, reason: str = "", ends_at: datetime | None = None
    ) -> Answer:
        """End it at an instant from now on, now where none is given.

        Raises `NotFound`, `Refused` (unknown_officer, already_over, impossible_end).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            _refuse_impossible_end(case, history, ends_at)
            act = Lifted(id=case.new_id(), by=by, at=case.now, words=said(reason=reason), ends_at=ends_at)
            to_do = (_letter(case, ends_at),) if history.all(LetterIssued) else ()
            answer = file_about(case, restriction_id, history, act, (Occasion.ENDED,), to_do)
            take_the_place_of_the_old(case, restriction_id, history.then(act))
            return answer


def _letter(case: CaseAtHand, ends_at: datetime | None) -> ToDo:
    """Return the letter that is then to be written: of an end to come, on the day on which it comes and not before."""
    return ToDo(code=ISSUE_LETTER, by=case.clocks.day_of(ends_at) if ends_at else None)


def _refuse_impossible_end(case: CaseAtHand, history: History, ends_at: datetime | None) -> None:
    over = ended_at(history, case.rules, case.clocks)
    if over is not None and over <= case.now:
        raise Refused("already_over", f"It ended at {over}.")
    if ends_at is not None and (ends_at < case.now or (over is not None and ends_at > over)):
        raise Refused("impossible_end", "It can end from now on, and not later than it ends already.")
