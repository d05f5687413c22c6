"""A letter that was issued is kept; one that was only tried is swept away."""

from __future__ import annotations

from datetime import date

from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseFileUses
from contact_gateway.application.ids import id_from
from contact_gateway.domain.casework.acts import LetterIssued
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.contracts.cases import an_act, deed
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, add_sam


def test_a_letter_that_was_issued_keeps_its_file_from_being_swept_away(database: Database) -> None:
    add_sam(database)
    issued, tried = id_from("issued"), id_from("tried")
    with DatabaseCaseFiles(database, ENCRYPTION).open(LANDLORD, "sam") as case:
        case.add(
            deed(
                an_act(
                    LetterIssued,
                    letter=LetterType.DECISION,
                    letter_id=issued,
                    sent_by=Delivery.POST,
                    received_on=date(2026, 4, 22),
                )
            )
        )
    uses = DatabaseFileUses(database)
    assert uses.used(LANDLORD, [issued, tried]) == {issued}
    assert uses.used("another", [issued]) == frozenset()
