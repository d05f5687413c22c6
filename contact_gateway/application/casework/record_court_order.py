"""Record what a court ordered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_record import CourtOrderMade


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrderReport:
    """The order's reference and dates, whether it comes with a power of arrest, which court, and what it says."""

    reference: str
    made_on: date
    ends_on: date | None = None
    power_of_arrest: bool = False
    court: str = field(default="", repr=False)
    terms: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCourtOrder:
    """The use case (TOR-04). What the order forbids at the landlord's doors is a restriction, which is set apart."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, order: CourtOrderReport) -> Answer:
        """Put a court's order on record. Raises `NotFound`, `Refused` (unknown_officer, impossible_terms)."""
        with self.work.on_customer(landlord, customer_id, by) as case:
            if order.made_on > case.today:
                raise Refused("impossible_terms", f"An order of {order.made_on} has not been made yet.")
            if order.ends_on is not None and order.ends_on < order.made_on:
                raise Refused("impossible_terms", f"It would end on {order.ends_on}, before it was made.")
            act = CourtOrderMade(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(court=order.court, terms=order.terms),
                reference=order.reference,
                made_on=order.made_on,
                ends_on=order.ends_on,
                power_of_arrest=order.power_of_arrest,
            )
            return file_act(case, act)
