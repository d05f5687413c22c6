"""Fetch a letter that was issued, as it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.domain.casework.acts import LetterIssued, Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLetter:
    """The use case. A letter tells grounds: every look is on record before it is shown."""

    work: CaseWork
    letters: Letters
    looks: Looks

    def __call__(self, landlord: str, restriction_id: str, letter_id: str, reader: str) -> Document:
        """Return the PDF of a letter about this restriction. Raises `NotFound`, and what reading a file raises."""
        filed = self.work.files.history(landlord, restriction_id)
        return self._taken(landlord, restriction_id, filed, letter_id, reader)

    def of_customer(self, landlord: str, customer_id: str, letter_id: str, reader: str) -> Document:
        """Return the PDF of a letter in this customer's file, a warning too. Raises as the other."""
        filed = self.work.files.acts(landlord, customer_id)
        return self._taken(landlord, customer_id, filed, letter_id, reader)

    def _taken(self, landlord: str, subject_id: str, filed: Sequence[Filed], letter_id: str, reader: str) -> Document:
        sent = {one.act.letter_id for one in filed if isinstance(one.act, LetterIssued | Warned)} - {""}
        if letter_id not in sent:
            raise NotFound(f"There is no letter {letter_id} about this.")
        self.looks.looked(landlord, Look.LETTER_READ, subject_id, reader, {"letter": letter_id})
        return self.letters.kept(landlord, letter_id)
