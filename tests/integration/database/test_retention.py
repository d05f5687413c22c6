"""What was kept long enough goes, by landlord and by the policy's spans; evidence and what is held for a claim stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database import retention_rules as rules
from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_retention import LegalHold
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.audit_chain import BEFORE_ALL, FORGOTTEN
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.words import Kept
from tests.builders import MONDAY, new_person
from tests.contracts.cases import deed, warned
from tests.contracts.worlds import HERE, THERE, World, postgres_world
from tests.integration.the_other_landlord import furnish, rows_of_the_other

LATER = datetime(2090, 1, 1, tzinfo=UTC)
ALL = dict.fromkeys((Kept.MESSAGES, Kept.CASES, Kept.CONTACTS, Kept.DISCLOSURES), LATER)
HOLD = LegalHold(id="hold", customer_id="their-sam", reference="C1", placed_by="their-lee", placed_at=MONDAY)


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        furnish(made)
        made.legal_holds.lift(THERE, "their-hold", "their-lee", MONDAY)
        yield made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def told(world: World, limits: dict[Kept, datetime] | None = None) -> dict[tuple[str, str], int]:
    return {(one.kept, one.table): one.rows for one in world.retention.going(THERE, limits or ALL)}


def count(database: Database, table: str) -> int:
    with database.transaction(THERE) as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - our tables


def close(database: Database) -> None:
    """Nothing is open any more, and nothing lies at the provider."""
    with database.transaction(THERE) as connection:
        for change in (
            "UPDATE restrictions SET binds = '{[2026-01-01, 2026-02-01)}'",
            "UPDATE tasks SET done_at = now()",
            "UPDATE outbox SET state = 'sent'",
            "UPDATE recordings SET deleted_at = now()",
        ):
            connection.execute(text(change))


def test_every_table_goes_by_some_span_or_stays_for_a_reason() -> None:
    going = {one.table.name for one in rules.GOINGS} | {"audit"}
    assert going | set(rules.STAYS) == set(metadata().tables)
    assert going.isdisjoint(rules.STAYS)


def test_nothing_goes_before_its_time(world: World, database_url: str) -> None:
    before = rows_of_the_other(database_url)
    early = dict.fromkeys(Kept, MONDAY - timedelta(days=3650))
    assert world.retention.going(THERE, early) == []
    assert world.retention.forget(THERE, early) == []
    assert rows_of_the_other(database_url) == before


def test_a_look_says_how_much_and_the_oldest_and_takes_nothing_out(world: World, database_url: str) -> None:
    before = rows_of_the_other(database_url)
    messages = [one for one in world.retention.going(THERE, ALL) if one.kept is Kept.MESSAGES]
    assert {one.table for one in messages} >= {"contact_steps", "subject_exports"}
    assert all(one.rows > 0 and one.oldest for one in messages)
    assert rows_of_the_other(database_url) == before


def test_an_open_case_and_the_contacts_that_are_its_evidence_stay(world: World, database: Database) -> None:
    with database.transaction(THERE) as connection:
        connection.execute(text("UPDATE restrictions SET binds = '{[2026-01-01,)}'"))
        connection.execute(text("UPDATE incidents SET customer_id = 'their-sam'"))
        named = connection.execute(text("SELECT contact_id::text FROM incidents")).scalar_one()
    went = {(one.kept, one.table) for one in world.retention.forget(THERE, ALL)}
    assert (Kept.CONTACTS, "contacts") in went
    assert Kept.CASES not in {kept for kept, _ in went}
    for table in ("restrictions", "case_acts", "incidents", "ended_contacts"):
        assert count(database, table) > 0, table
    with database.transaction(THERE) as connection:
        assert connection.execute(text("SELECT id::text FROM contacts")).scalars().all() == [named]
        assert connection.execute(text("SELECT count(*) FROM contact_steps WHERE words IS NOT NULL")).scalar_one() == 1


def test_all_that_is_closed_goes_with_what_hangs_on_it_and_the_trail_says_so(world: World, database: Database) -> None:
    close(database)
    foreseen = told(world)
    went = world.retention.forget(THERE, ALL)
    assert {table for _, table in foreseen} <= {one.table for one in went}
    world.retention.forget(THERE, ALL)
    left = {one.table.name for one in rules.GOINGS if count(database, one.table.name)}
    assert left == set()
    tags = [row.tag for row in world.audit_trail.rows(THERE, BEFORE_ALL, None, 1000)]
    assert "scheduler:retention:carried_out" in tags
    assert "database:contacts:forgotten" in tags
    assert world.retention.forget(THERE, ALL) == []


def test_a_look_foresees_exactly_what_one_span_takes_out(world: World, database: Database) -> None:
    close(database)
    for kept in (Kept.MESSAGES, Kept.CASES, Kept.DISCLOSURES):
        foreseen = told(world, {kept: LATER})
        went = {(one.kept, one.table): one.rows for one in world.retention.forget(THERE, {kept: LATER})}
        assert went == foreseen


def test_a_legal_hold_keeps_everything_of_its_customer(world: World, database: Database) -> None:
    mail = OutgoingMessage(kind="letter", channel=Channel.EMAIL, payload={"text": "Your case."})
    with world.case_files.open(THERE, "their-sam") as case:
        case.add(deed(warned(), notices=(mail,)))
    close(database)
    world.legal_holds.place(THERE, HOLD)
    world.retention.forget(THERE, {**ALL, Kept.AUDIT: LATER})
    for table in ("restrictions", "case_acts", "subject_exports", "counters", "contacts", "contact_steps"):
        assert count(database, table) > 0, table
    with database.transaction(THERE) as connection:
        with_words = "SELECT count(*) FROM contact_steps WHERE words IS NOT NULL"
        assert connection.execute(text(with_words)).scalar_one() > 0
        letters = "SELECT count(*) FROM outbox WHERE customer_id = 'their-sam'"
        assert connection.execute(text(letters)).scalar_one() == 1
    world.legal_holds.lift(THERE, "hold", "their-lee", MONDAY)
    world.retention.forget(THERE, ALL)
    assert count(database, "contacts") == 0


def test_another_landlords_rows_do_not_go(world: World, database: Database) -> None:
    there = count(database, "contacts")
    world.retention.forget(HERE, ALL)
    assert count(database, "contacts") == there


@pytest.fixture
def trail(database: Database, world: World) -> World:
    """A trail of another landlord with a seal of each of three years, the last of them lately."""
    for year in (2019, 2020, 2026):
        world.looks.looked(HERE, Look.REGISTER_READ, f"register of {year}", "their-lee", {})
        assert world.audit_trail.seal(HERE, datetime(year, 1, 1, tzinfo=UTC), 1000)
    return world


def verified(world: World) -> tuple[list[str], int]:
    SealAudit(trail=world.audit_trail, clock=world.clock)(HERE)
    report = VerifyAudit(trail=world.audit_trail)(HERE)
    return [str(one) for one in report.faults], report.forgotten


def test_old_rows_of_the_trail_go_by_whole_seals_and_it_still_fits(trail: World) -> None:
    limits = {Kept.AUDIT: datetime(2020, 6, 1, tzinfo=UTC)}
    (going,) = trail.retention.going(HERE, limits)
    (went,) = trail.retention.forget(HERE, limits)
    assert (went.table, went.rows) == (going.table, going.rows) == ("audit", 3)
    assert trail.retention.going(HERE, limits) == []
    assert verified(trail) == ([], 3)
    assert "register of 2026" in {row.subject_id for row in trail.audit_trail.rows(HERE, BEFORE_ALL, None, 99)}


def test_what_was_sealed_within_a_year_never_goes(trail: World) -> None:
    trail.retention.forget(HERE, {Kept.AUDIT: LATER})
    assert "register of 2026" in {row.subject_id for row in trail.audit_trail.rows(HERE, BEFORE_ALL, None, 99)}
    assert verified(trail)[0] == []


def test_no_trail_goes_while_a_legal_hold_stands(trail: World) -> None:
    trail.people.add(HERE, new_person())
    trail.legal_holds.place(HERE, replace(HOLD, customer_id="sam"))
    limits = {Kept.AUDIT: datetime(2020, 6, 1, tzinfo=UTC)}
    assert trail.retention.going(HERE, limits) == []
    assert trail.retention.forget(HERE, limits) == []


def test_that_rows_were_forgotten_nobody_says_but_the_database(world: World, database: Database) -> None:
    said = text("INSERT INTO audit (landlord_id, tag, subject_id, actor) VALUES (:landlord, :tag, '', 'x')")
    with pytest.raises(DatabaseFault), database.transaction(HERE) as connection:
        connection.execute(said, {"landlord": HERE, "tag": FORGOTTEN})
    with database.transaction(HERE) as connection:
        connection.execute(said, {"landlord": HERE, "tag": "staff:task:done"})


def test_the_application_takes_no_row_out_of_the_log_by_itself(world: World, database: Database) -> None:
    for table in ("contacts", "contact_steps", "case_acts", "audit", "documents", "legal_holds"):
        with pytest.raises(DatabaseFault, match="InsufficientPrivilege"), database.transaction(THERE) as connection:
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our tables
