"""Read any letter to a customer: as it left, printed anew, or its words alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.sent_letters import the_letter
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_audit import Look


class ReadAs(StrEnum):
    """How a letter is read: as it left, set anew from the words kept with it, or as text."""

    LEFT = "pdf"
    ANEW = "printed_anew"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """The use case. A letter tells grounds: every look is on record before it is shown."""

    work: CaseWork
    letters: Letters
    looks: Looks

    def __call__(
        self, landlord: str, customer_id: str, letter_id: str, reader: str, read_as: ReadAs = ReadAs.LEFT
    ) -> Document:
        """Return a letter to this customer. Raises `NotFound`, and what reading a file raises.

        Printed anew it is set from the words that were kept with it, whatever the landlord's wording is by now.
        """
        letter = the_letter(self.work.files.acts(landlord, customer_id), letter_id)
        about = letter.restriction_id or customer_id
        self.looks.looked(landlord, Look.LETTER_READ, about, reader, {"letter": letter_id})
        match read_as:
            case ReadAs.LEFT:
                return self.letters.kept(landlord, letter_id)
            case ReadAs.ANEW:
                return self.letters.print_again(landlord, letter_id)
            case ReadAs.TEXT:
                words = self.letters.text_of(landlord, letter_id).encode()
                return Document(name="letter.txt", content_type="text/plain", content=words)
