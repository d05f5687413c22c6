"""Fetch a letter about a restriction, as it left."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_audit import Look
from contact_gateway.domain.casework.acts import LetterIssued


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLetter:
    """The use case. A letter tells grounds: every look is on record before it is shown."""

    work: CaseWork
    letters: Letters
    looks: Looks

    def __call__(self, landlord: str, restriction_id: str, letter_id: str, reader: str) -> Document:
        """Return the PDF of a letter about this restriction. Raises `NotFound`, and what reading a file raises."""
        filed = self.work.files.history(landlord, restriction_id)
        sent = {one.act.letter_id for one in filed if isinstance(one.act, LetterIssued)} - {""}
        if letter_id not in sent:
            raise NotFound(f"There is no letter {letter_id} about this.")
        self.looks.looked(landlord, Look.LETTER_READ, restriction_id, reader, {"letter": letter_id})
        return self.letters.kept(landlord, letter_id)
