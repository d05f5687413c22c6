"""What is put on record beside a restriction."""

from __future__ import annotations

from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.application.records import DecidedBy, ReviewDue
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, new_person, restriction
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION

DECIDED = DecidedBy(officer="lee", grounds=Grounds.THREAT, decided_at=MONDAY, policy_version=1)


def test_the_trail_tells_who_decided_what_by_ids_and_codes_only(database: Database) -> None:
    DatabasePeople(database, ENCRYPTION).add("here", new_person())
    restrictions = DatabaseRestrictions(database, FakeClock(), ENCRYPTION)
    made = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "the gate at number nine"})
    restrictions.add("here", made, DECIDED)
    review = ReviewDue(restriction=made, customer_name="Sam Example", due_on=made.review_on, counts=Counts())
    for _ in range(2):
        restrictions.put_before_manager("here", review, MONDAY)
    with database.transaction("here") as connection:
        rows = connection.execute(text("SELECT tag, subject_id, actor, details FROM audit ORDER BY seq")).all()
    assert [tuple(row)[:3] for row in rows] == [
        ("manager:restriction:added", "restriction-1", "lee"),
        ("scheduler:review:due", "restriction-1", "scheduler"),
    ]
    assert rows[0].details == {
        "customer": "sam",
        "kind": "no_further_consideration",
        "grounds": "threat",
        "mode": "enforced",
        "policy_version": 1,
    }
    assert rows[1].details == {"due_on": "2026-09-01"}
