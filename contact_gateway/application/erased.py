"""Of somebody who was erased nothing is known any more, and nothing more is done about them."""

from __future__ import annotations

from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Case
from contact_gateway.application.records_of_registers import PersonFile


def refuse_if_erased(person: Case | PersonFile) -> None:
    """Raise `Refused` (erased): no act, and no change, makes somebody known again who asked to be forgotten."""
    if person.is_erased:
        raise Refused(
            "erased",
            "This person was erased, so nothing more is done about them here: "
            "whoever has to do with the landlord again is put on record as a new customer.",
        )
