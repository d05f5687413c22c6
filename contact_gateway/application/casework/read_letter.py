"""Read any letter to a customer: as it left, or printed anew."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.sent_letters import the_letter
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_audit import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """The use case. A letter tells grounds: every look is on record before it is shown."""

    work: CaseWork
    letters: Letters
    looks: Looks

    def __call__(
        self, landlord: str, customer_id: str, letter_id: str, reader: str, *, printed_anew: bool = False
    ) -> Document:
        """Return the PDF of a letter to this customer. Raises `NotFound`, and what reading a file raises.

        Printed anew it is set from the words that were kept with it, whatever the landlord's wording is by now.
        """
        letter = the_letter(self.work.files.acts(landlord, customer_id), letter_id)
        about = letter.restriction_id or customer_id
        self.looks.looked(landlord, Look.LETTER_READ, about, reader, {"letter": letter_id})
        return self.letters.print_again(landlord, letter_id) if printed_anew else self.letters.kept(landlord, letter_id)
