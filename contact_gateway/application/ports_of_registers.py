"""Reading and writing what is held about people and restrictions, without one writer undoing another's work.

Whoever changes something says what it was: where it is no longer so, `Stale` is raised and nothing is changed. `by`
names who changes it, for the audit trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records import Facts, RecordedStep
from contact_gateway.application.records_of_registers import (
    HourOfCounts,
    PersonFile,
    RegisterRow,
    RestrictionFile,
    Synced,
    SyncedCustomer,
)
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.standing import Role


class PersonFiles(Protocol):
    """Customers, those who belong to them (representatives, members of a household), and officers."""

    def page(self, landlord: str, role: Role, after: str, limit: int, *, of: str = "") -> Sequence[PersonFile]:
        """Return the people of a role whose id comes after this one, by id; only those of `of` where given."""

    def one(self, landlord: str, role: Role, person_id: str) -> PersonFile:
        """Return one person. Raises `NotFound`."""

    def with_point(self, landlord: str, point: ContactPoint) -> Sequence[PersonFile]:
        """Return the customers who use a contact point, by id."""

    def with_reference(self, landlord: str, reference: str) -> Sequence[PersonFile]:
        """Return the customers of a reference, whatever the case of its letters, by id."""

    def add(self, landlord: str, person: PersonFile, by: str) -> None:
        """Store somebody new.

        Raises `NotFound` where `of` is nobody here, `Refused` (id_taken, reference_taken).
        """

    def replace(self, landlord: str, was: PersonFile, person: PersonFile, by: str) -> None:
        """Store a person anew. Raises `NotFound`, `Stale`, `Refused` (erased, reference_taken)."""

    def remove(self, landlord: str, was: PersonFile, by: str) -> None:
        """Forget somebody who belongs to a customer. Raises `NotFound`, `Stale`, `Refused` (still_restricted)."""

    def sync(self, landlord: str, customers: Sequence[Synced], new_ids: Sequence[str], by: str) -> list[SyncedCustomer]:
        """Bring customers into step by their references, all or none; who is new gets the id in the same place."""


class RestrictionFiles(Protocol):
    """Restrictions with who decided them, those that are over too."""

    def page(self, landlord: str, after: str, limit: int, *, customer_id: str = "") -> Sequence[RestrictionFile]:
        """Return those whose id comes after this one, by id; one customer's only where given."""

    def one(self, landlord: str, restriction_id: str) -> RestrictionFile:
        """Return one. Raises `NotFound`."""

    def register(self, landlord: str, after: str, limit: int) -> Sequence[RegisterRow]:
        """Return lines of the register by the restriction's id.

        What was never carried out is not among them: no draft, and none that only counted.
        """


class ContactLookup(Protocol):
    """Reads of the contact log that record nothing."""

    def look(self, landlord: str, contact: Contact, now: datetime, customer_id: str = "") -> Facts:
        """Read what a decision may ask about, in one statement, in a transaction of its own.

        `customer_id` names who it is, as a reference would. Raises `NotFound` for a landlord nobody knows.
        """

    def recorded(self, landlord: str, contact_id: str) -> RecordedStep:
        """Return the last step of a contact. Raises `NotFound`."""


class CounterRows(Protocol):
    """The counters, hour by hour."""

    def of_customer(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[HourOfCounts]:
        """Return the rows of one customer from start to end (half open), by hour and channel; empty hours have none."""
