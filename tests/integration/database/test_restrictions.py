"""What is put on record beside a restriction."""

from __future__ import annotations

import re

from sqlalchemy import text

from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.application.records import ReviewDue
from contact_gateway.application.records_of_casework import RestrictionNow
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.contracts.cases import DECIDED, deed, proposed
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION


def test_the_trail_tells_who_did_what_by_ids_and_codes_only(database: Database) -> None:
    people = DatabasePeople(database, ENCRYPTION)
    people.add("here", new_person())
    people.add("here", new_officer())
    made = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "the gate at number nine"})
    act = proposed(id="act-1", restriction=made, words={"why": "the gate at number nine"})
    with DatabaseCaseFiles(database, ENCRYPTION).open("here", "sam") as case:
        case.add(deed(act, made.id, restriction=RestrictionNow(restriction=made, decided=DECIDED)))
    restrictions = DatabaseRestrictions(database, FakeClock(), ENCRYPTION)
    review = ReviewDue(restriction=made, customer_name="Sam Example", due_on=made.review_on, counts=Counts())
    for _ in range(2):
        restrictions.put_before_manager("here", review, MONDAY)
    with database.transaction("here") as connection:
        rows = connection.execute(text("SELECT tag, subject_id, actor, details FROM audit ORDER BY seq")).all()
    assert [tuple(row)[:3] for row in rows] == [
        ("staff:case:act", "restriction-1", "lee"),
        ("scheduler:review:due", "restriction-1", "scheduler"),
    ]
    for digest in ("digest", "stands"):
        assert re.fullmatch("[0-9a-f]{64}", rows[0].details.pop(digest))
    assert rows[0].details == {
        "act": "proposed",
        "id": "act-1",
        "customer": "sam",
        "kind": "no_further_consideration",
        "grounds": "abuse",
        "mode": "enforced",
        "policy_version": 1,
    }
    assert rows[1].details == {"due_on": "2026-09-01"}
