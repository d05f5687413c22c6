"""The chain over the audit trail, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import psycopg
import pytest
from sqlalchemy import make_url, text

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.audit_trail import DatabaseAuditTrail
from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import AuditReport, VerifyAudit
from tests.builders import MONDAY
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, add_landlord

OTHER = "elsewhere"
INSERTED = """
    INSERT INTO audit (landlord_id, seq, tag, subject_id, actor) OVERRIDING SYSTEM VALUE
    VALUES ('example', 0, 'staff:task:done', 'x', 'lee')
"""


@pytest.fixture
def trail(database: Database) -> DatabaseAuditTrail:
    for landlord in (LANDLORD, OTHER):
        add_landlord(database, landlord)
    return DatabaseAuditTrail(database, ENCRYPTION)


def put(database: Database, *subjects: str, landlord: str = LANDLORD) -> None:
    for subject in subjects:
        with database.transaction(landlord) as connection:
            audit.record(connection, landlord, audit.Tag.TASK_DONE, subject, "lee", {"n": 1, "é": subject})


def sealed(trail: DatabaseAuditTrail, landlord: str = LANDLORD) -> int:
    made = SealAudit(trail=trail, clock=FakeClock())(landlord)
    return sum(len(seal.marks) for seal in made)


def verified(trail: DatabaseAuditTrail, landlord: str = LANDLORD) -> AuditReport:
    return VerifyAudit(trail=trail)(landlord)


@contextmanager
def owner(direct_url: str) -> Iterator[psycopg.Connection]:
    """Whoever may write to any table, past the law of the rows."""
    url = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE audit NO FORCE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE audit_seals NO FORCE ROW LEVEL SECURITY")
        yield connection


def test_each_landlord_has_a_chain_of_its_own(trail: DatabaseAuditTrail, database: Database) -> None:
    put(database, "a", "b")
    put(database, "c", landlord=OTHER)
    put(database, "d")
    assert [sealed(trail), sealed(trail), sealed(trail, OTHER)] == [3, 0, 1]
    put(database, "e")
    assert sealed(trail) == 1
    report = verified(trail)
    assert (report.faults, report.rows, report.seals, report.unsealed) == ((), 4, 2, 0)
    assert [seal.number for seal in trail.seals(LANDLORD)] == [1, 2]
    assert verified(trail, OTHER).rows == 1


def test_more_rows_than_one_seal_takes_are_sealed_in_several(trail: DatabaseAuditTrail, database: Database) -> None:
    put(database, *"abcde")
    seals = [trail.seal(LANDLORD, MONDAY, 2) for _ in range(4)]
    assert [len(seal.marks) if seal else None for seal in seals] == [2, 2, 1, None]
    assert verified(trail).faults == ()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE audit SET actor = 'max' WHERE subject_id = 'b'", "was altered"),
        ("UPDATE audit SET details = details || '{\"n\": 2}' WHERE subject_id = 'b'", "was altered"),
        ("UPDATE audit SET at = at + interval '1 microsecond' WHERE subject_id = 'b'", "was altered"),
        ("DELETE FROM audit WHERE subject_id = 'b'", "is missing"),
        ("UPDATE audit SET landlord_id = 'elsewhere' WHERE subject_id = 'b'", "is missing"),
        ("UPDATE audit_seals SET marks = marks || '\\x00'", "was altered"),
        ("UPDATE audit_seals SET to_seq = to_seq + 1", "was altered"),
        ("UPDATE audit_seals SET sealed_at = sealed_at - interval '1 day'", "was altered"),
        (INSERTED, "was inserted"),
    ],
)
def test_whatever_the_owner_of_the_tables_does_to_a_row_is_found(
    trail: DatabaseAuditTrail, database: Database, direct_url: str, harm: str, said: str
) -> None:
    put(database, "a", "b", "c")
    assert sealed(trail) == 3
    assert verified(trail).faults == ()
    with owner(direct_url) as connection:
        connection.execute(harm.encode())
    found = verified(trail).faults
    assert found
    assert any(said in str(fault) for fault in found)


@pytest.mark.parametrize("sql", ["UPDATE audit_seals SET hash = ''", "DELETE FROM audit_seals", "DELETE FROM audit"])
def test_the_application_may_add_seals_and_rows_and_change_none(
    trail: DatabaseAuditTrail, database: Database, sql: str
) -> None:
    put(database, "a")
    assert sealed(trail) == 1
    with pytest.raises(DatabaseFault, match="InsufficientPrivilege"), database.transaction(LANDLORD) as connection:
        connection.execute(text(sql))


def test_nothing_is_sealed_past_a_row_that_may_still_come_to_light(
    trail: DatabaseAuditTrail, database: Database
) -> None:
    impatient = DatabaseAuditTrail(database, ENCRYPTION, patience_seconds=0.2)
    with database.transaction(LANDLORD) as late:
        audit.record(late, LANDLORD, audit.Tag.TASK_DONE, "late", "lee", {})
        put(database, "early")
        assert sealed(impatient) == 0
        assert verified(trail).unsealed == 1
    assert sealed(impatient) == 2
    report = verified(trail)
    assert (report.faults, report.rows, report.unsealed) == ((), 2, 0)


def test_whoever_seals_waits_for_a_row_that_is_being_written(trail: DatabaseAuditTrail, database: Database) -> None:
    written = Event()

    def seal() -> int:
        written.set()
        return sealed(trail)

    with ThreadPoolExecutor(1) as beside:
        with database.transaction(LANDLORD) as late:
            audit.record(late, LANDLORD, audit.Tag.TASK_DONE, "late", "lee", {})
            put(database, "early")
            waiting = beside.submit(seal)
            assert written.wait(5)
            late.execute(text("SELECT pg_sleep(0.3)"))
            assert not waiting.done()
        assert waiting.result(10) == 2
    assert verified(trail).faults == ()


def test_a_row_that_is_taken_back_leaves_no_fault(trail: DatabaseAuditTrail, database: Database) -> None:
    put(database, "a")
    with database.transaction(LANDLORD) as connection:
        audit.record(connection, LANDLORD, audit.Tag.TASK_DONE, "taken back", "lee", {})
        connection.rollback()
    put(database, "b")
    assert sealed(trail) == 2
    assert verified(trail).faults == ()


def test_many_who_write_and_two_who_seal_leave_a_chain_without_a_fault(
    trail: DatabaseAuditTrail, database: Database
) -> None:
    def write(name: int) -> None:
        for number in range(15):
            put(database, f"{name}-{number}")

    def seal(_: int) -> int:
        return sum(sealed(trail) for _ in range(8))

    with ThreadPoolExecutor(6) as beside:
        writing = [beside.submit(write, name) for name in range(4)]
        sealing = [beside.submit(seal, name) for name in range(2)]
        for done in writing:
            done.result(60)
        covered = sum(done.result(60) for done in sealing)
    assert covered + sealed(trail) == 60
    report = verified(trail)
    assert (report.faults, report.rows, report.unsealed) == ((), 60, 0)
