"""The audit trail, read and sealed. Rows are written with the changes they tell of, by whoever stores those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_audit import Look
from contact_gateway.domain.audit_chain import AuditRow, Found, Seal


class AuditTrail(Protocol):
    """One landlord's rows in the order of their numbers, and the seals over them."""

    def seal(self, landlord: str, at: datetime, limit: int) -> Seal | None:
        """Seal the rows that no seal covers yet, at most so many; None where there are none.

        Covered are only rows before which no other can come to light any more: who writes a row while this looks is
        waited for, some seconds, and where that does not help nothing is sealed this time. Of several who seal at once
        each makes a seal of its own, one after the other.
        """

    def seals(self, landlord: str) -> Iterator[Seal]:
        """Go through the seals by number."""

    def rows(self, landlord: str, after: int, through: int | None, limit: int) -> Sequence[AuditRow]:
        """Return rows by number: after that one, up to and with this one (to the last where None), at most so many."""

    def acts_amiss(self, landlord: str) -> Sequence[Found]:
        """Return what is not as the last row that tells of it says: altered, missing, put in.

        That is acts of cases, and the restrictions that they wrote.
        """

    def words_amiss(self, landlord: str) -> Sequence[Found]:
        """Return whose words do not open in their place: acts' words, narrative and evidence of restrictions.

        Raises `NoKey` where the landlord has no key here at all.
        """


class Looks(Protocol):
    """What nobody may look at unseen."""

    def looked(self, landlord: str, look: Look, subject_id: str, by: str, details: Mapping[str, str | int]) -> None:
        """Put on record who looked at what, before it is shown; details are ids and codes alone."""
