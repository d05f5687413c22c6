"""Record that something about a customer was told to somebody outside."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_record import Basis, Disclosed, Recipient
from contact_gateway.domain.casework.authority import refusal_to_disclose


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Who asked, what for, what was shared, what allows it, and which officer agreed to it.

    `law` names it where the basis is another law.
    """

    to: Recipient
    basis: Basis
    agreed_by: str
    asked_by: str = field(default="", repr=False)
    purpose: str = field(default="", repr=False)
    shared: str = field(default="", repr=False)
    law: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDisclosure:
    """The use case (MAG-18). The law permits and compels nobody: an officer decides, and is named."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, told: Disclosure) -> Answer:
        """Put a disclosure on record. Raises `NotFound`, `Refused` (unknown_officer, not_authorised, reason_required).

        What saves somebody's life is told by anybody, and put on record like the rest.
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            agreed = case.officer(told.agreed_by).signatory
            if told.basis is not Basis.VITAL_INTERESTS:
                refuse(refusal_to_disclose(agreed, case.policy, case.rules))
            _refuse_what_says_too_little(told)
            act = Disclosed(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(asked_by=told.asked_by, purpose=told.purpose, shared=told.shared, law=told.law),
                to=told.to,
                basis=told.basis,
                agreed_by=told.agreed_by,
            )
            return file_act(case, act)


def _refuse_what_says_too_little(told: Disclosure) -> None:
    needed = {"who asked": told.asked_by, "what for": told.purpose, "what was shared": told.shared}
    if told.basis is Basis.OTHER_LAW:
        needed["which law allows it"] = told.law
    missing = [what for what, text in needed.items() if not text.strip()]
    if missing:
        raise Refused("reason_required", f"The record of a disclosure says also: {', '.join(missing)}.")
