"""What is decided about one item, what a customer did not give who was asked, and which staff know of an arrangement.

None is a rung of the ladder and none restricts anybody: each is for one letter, one mail, one request, one officer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contact_gateway.domain.casework.acts import Act


class ItemDecision(StrEnum):
    """What becomes of one item: it is answered, is not dealt with for how it was put, or is no complaint to take."""

    DEALT_WITH = "dealt_with"
    NOT_DEALT_WITH = "not_dealt_with"
    COMPLAINT_ACCEPTED = "complaint_accepted"
    COMPLAINT_REFUSED = "complaint_refused"


class AskedFor(StrEnum):
    """What a customer is asked for, so that a matter can be dealt with (DER-8.1)."""

    IDENTITY = "identity"
    DETAIL = "detail"
    EVIDENCE = "evidence"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDecided(Act):
    """What a person, who read it, decided about one item; the reason is among its words (OCT-4.3d, DER-10.1d)."""

    contact_id: str
    decision: ItemDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGiven(Act):
    """That the customer was asked and gave nothing; with a `difficulty` that is no refusal, and help is offered.

    Of somebody who was erased it is not known any more.
    """

    asked_for: AskedFor
    difficulty: bool | None = False
    contact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Act):
    """That an officer knows of an arrangement (TUN-8.5)."""

    restriction: str


ActOnItem = ItemDecided | NotGiven | Acknowledged
"""What is put on record about one item, one request, one officer."""
