"""Record that a representative's authority to act for a customer was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_record import AuthorityShown

LOOK_AT_AUTHORITY_AGAIN = "look_at_authority_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityReport:
    """What was shown (a signed form, a power of attorney), what it is for, and when it is looked at again or ends."""

    representative: str
    proof: str = field(default="", repr=False)
    scope: str = field(default="", repr=False)
    review_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAuthority:
    """The use case. Whether the representative acts for this customer is for whoever asks to see."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, shown: AuthorityReport) -> Answer:
        """Put on record what was shown. Raises `NotFound`, `Refused` (unknown_officer, evidence_missing)."""
        with self.work.on_customer(landlord, customer_id, by) as case:
            if not shown.proof.strip():
                raise Refused("evidence_missing", "Say what shows that the customer lets this person act.")
            act = AuthorityShown(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(proof=shown.proof, scope=shown.scope),
                representative=shown.representative,
                review_on=shown.review_on,
                until=shown.until,
            )
            dates = [day for day in (shown.review_on, shown.until) if day]
            to_do = (ToDo(code=LOOK_AT_AUTHORITY_AGAIN, by=min(dates)),) if dates else ()
            return file_act(case, act, to_do=to_do)
