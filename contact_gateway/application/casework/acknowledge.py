"""Say that one knows of an arrangement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import RECORDED, Answer
from contact_gateway.domain.casework.acts_on_items import Acknowledged
from contact_gateway.domain.casework.life import State


@dataclass(frozen=True, slots=True)
class Aware:
    """An officer who said so, and when first."""

    officer: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """The use case (TUN-8.5): all staff concerned act alike, and the list shows who knows."""

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str, by: str) -> Answer:
        """Record that an officer knows of it; said again, nothing is added.

        Raises `NotFound`, `Refused` (unknown_officer, already_over).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            known = (one.act for one in case.case.filed if isinstance(one.act, Acknowledged))
            said_before = next((act for act in known if (act.by, act.restriction) == (by, restriction_id)), None)
            if said_before:
                return Answer(id=said_before.id, act_id=said_before.id, state=RECORDED)
            history = case.history(restriction_id)
            if case.state_of(history) is State.ENDED:
                raise Refused("already_over", "This has ended, so nobody has to know of it any more.")
            return file_act(case, Acknowledged(id=case.new_id(), by=by, at=case.now, restriction=restriction_id))

    def aware(self, landlord: str, restriction_id: str) -> tuple[Aware, ...]:
        """Return who knows of it, the first to say so first. Raises `NotFound`."""
        customer = self.work.files.whose(landlord, restriction_id).customer_id
        acts = (one.act for one in self.work.files.acts(landlord, customer))
        return tuple(
            Aware(act.by, act.at) for act in acts if isinstance(act, Acknowledged) and act.restriction == restriction_id
        )
