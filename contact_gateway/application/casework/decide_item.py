"""Decide about one item: that it is not dealt with for how it was put, or that a complaint is taken or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision

ASK_TO_STOP = "write_to_ask_to_stop"
EXPLAIN_REFUSED_COMPLAINT = "explain_refused_complaint"

_NEXT: Mapping[ItemDecision, ToDo] = {
    ItemDecision.NOT_DEALT_WITH: ToDo(code=ASK_TO_STOP),
    ItemDecision.COMPLAINT_REFUSED: ToDo(code=EXPLAIN_REFUSED_COMPLAINT),
}
"""Nothing is left without a word: the customer is asked to stop, or is told why and of the Ombudsman."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVerdict:
    """What is decided about which contact, and why; `was_read` says that somebody looked for what is always open."""

    contact_id: str
    decision: ItemDecision
    reason: str = field(default="", repr=False)
    was_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideItem:
    """The use case (OCT-4.3d, OCT-4.4f, DER-10.1d): one item at a time, by a person, and never for those to come."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, verdict: ItemVerdict) -> Answer:
        """Record what is decided about an item, with the task that follows.

        Raises `NotFound`, `Refused` (unknown_officer, reason_required, not_read).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            follows = _NEXT.get(verdict.decision)
            if follows and not verdict.was_read:
                raise Refused("not_read", "Read it first: what is always open is answered however it was put.")
            if follows and not verdict.reason.strip():
                raise Refused("reason_required", "Say why: the customer is told.")
            act = ItemDecided(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(reason=verdict.reason),
                contact_id=verdict.contact_id,
                decision=verdict.decision,
            )
            return file_act(case, act, to_do=(follows,) if follows else ())
