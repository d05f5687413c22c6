"""Read what was told in words, and on which grounds: for few eyes, and every look is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_casework import Filed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGrounds:
    """The use case. Whether somebody may look is for the door to know; that somebody looked stays."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, reader: str) -> Sequence[Filed]:
        """Return all acts of a customer's file with what was told in words, oldest first."""
        return self.work.files.read(landlord, customer_id, reader)

    def of_restriction(self, landlord: str, restriction_id: str, reader: str) -> Sequence[Filed]:
        """Return the acts about one restriction with what was told in words. Raises `NotFound`."""
        whose = self.work.files.whose(landlord, restriction_id)
        filed = self.work.files.read(landlord, whose.customer_id, reader)
        found = [one for one in filed if one.restriction_id == restriction_id]
        if not found:
            raise NotFound(f"There is no restriction {restriction_id} with a history.")
        return found
