"""The reader of statements finds every way to forget the landlord, and reads what the product really sends."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import DatabasePeople
from tests import builders
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_sam, cap, receiver
from tests.plugins.statements import READER, StatementReader

FORGETFUL = {
    "SELECT name FROM people WHERE id = :id": ["people"],
    "SELECT p.landlord_id, p.name FROM people p WHERE p.id = :id": ["people"],
    "UPDATE people SET name = :id": ["people"],
    "DELETE FROM outages": ["outages"],
    "SELECT count(*) FROM contacts WHERE channel = :id": ["contacts"],
    "SELECT slug FROM landlords WHERE name = :id": ["landlords"],
    "SELECT 1 FROM people WHERE landlord_id = :landlord AND id = (SELECT customer_id FROM restrictions LIMIT 1)": [
        "restrictions"
    ],
    "SELECT 1 FROM people p JOIN restrictions r ON r.landlord_id = p.landlord_id AND r.customer_id = p.id": [
        "people",
        "restrictions",
    ],
}
MINDFUL = (
    "SELECT name FROM people WHERE landlord_id = :landlord",
    "SELECT 1 FROM people p JOIN restrictions r ON r.landlord_id = p.landlord_id WHERE p.landlord_id = :landlord",
    "SELECT count(*) FROM contacts WHERE landlord_id = :landlord AND channel = :id",
    "UPDATE people SET name = :id WHERE landlord_id = :landlord",
    "SELECT name FROM landlords WHERE slug = :landlord",
    "INSERT INTO outages (landlord_id, channel, starts_at, ends_at) VALUES (:landlord, :id, now(), now())",
    "SELECT :id",
)


def found(database: Database, sql: str) -> list[str]:
    reader = StatementReader(lambda: "here")
    known = {name: value for name, value in {"landlord": LANDLORD, "id": "sam"}.items() if f":{name}" in sql}
    with database.transaction(LANDLORD) as connection:
        compiled = str(text(sql).compile(dialect=connection.dialect))
        reader.before(connection, compiled, known)
    return sorted({fault.split()[2] for fault in reader.take()})


@pytest.mark.parametrize(("sql", "tables"), FORGETFUL.items(), ids=range(len(FORGETFUL)))
def test_a_statement_that_forgets_the_landlord_is_found(database: Database, sql: str, tables: list[str]) -> None:
    add_sam(database)
    assert found(database, sql) == tables


@pytest.mark.parametrize("sql", MINDFUL)
def test_a_statement_that_names_the_landlord_is_good(database: Database, sql: str) -> None:
    add_sam(database)
    assert found(database, sql) == []


def test_a_statement_that_can_find_nothing_is_read_again_with_other_values(database: Database) -> None:
    reader = StatementReader(lambda: "here")
    with database.transaction(LANDLORD) as connection:
        forgetful = text("SELECT name FROM people WHERE id = :id AND CAST(:id AS text) <> ''")
        compiled = str(forgetful.compile(dialect=connection.dialect))
        reader.before(connection, compiled, {"id": ""})
        assert reader.take() == []
        reader.before(connection, compiled, {"id": "sam"})
    assert len(reader.take()) == 1


def test_what_the_product_sends_is_read_and_what_tests_send_is_not(database: Database) -> None:
    add_sam(database, cap(1))
    receiver(database)(LANDLORD, builders.contact(received_at=NOON))
    DatabasePeople(database, ENCRYPTION).customer(LANDLORD, "sam")
    with database.transaction(LANDLORD) as connection:
        connection.execute(text("SELECT count(*) FROM people"))
    read = " ".join(READER.read)
    assert "INSERT INTO contact_steps" in read
    assert "policy_version, l.zone" in read
    assert "FROM people" in read
    assert "SELECT count(*) FROM people" not in READER.read


def test_a_statement_that_fails_says_so_itself(database: Database) -> None:
    assert found(database, "SELECT nothing FROM people") == []
