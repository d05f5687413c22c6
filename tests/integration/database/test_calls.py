"""The book of calls on a real PostgreSQL: what only its rows show, and what holds where nobody waits in line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event, insert, text

from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.adapters.database.file_contents import DatabaseFileUses
from contact_gateway.adapters.database.record_rows import row_of
from contact_gateway.adapters.database.recordings import DatabaseRecordings
from contact_gateway.adapters.database.tables_of_calls import CALL_ANNOUNCEMENTS
from contact_gateway.application.errors import NotFound, Unavailable
from contact_gateway.application.ids import id_from
from contact_gateway.application.records_of_calls import Recording, RecordingKind, StaffAct
from contact_gateway.domain.calls import Announcement
from tests import builders
from tests.contracts.calls import a_leg, an_announcement, ended_by
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_sam, cap, count, receiver


@pytest.fixture
def book(database: Database) -> DatabaseCallBook:
    return DatabaseCallBook(database, ENCRYPTION)


@pytest.fixture
def call(database: Database) -> str:
    """A call from Sam, who is restricted, so that it counts for Sam."""
    add_sam(database, cap(3))
    return receiver(database)(LANDLORD, builders.contact(received_at=NOON)).contact_id


def end(book: DatabaseCallBook, call: str) -> bool:
    with book.open(LANDLORD, call) as opened:
        return opened.put_ended(ended_by(call))


def test_who_let_a_call_go_on_for_longer_is_on_record(database: Database, book: DatabaseCallBook, call: str) -> None:
    with book.open(LANDLORD, call) as opened:
        opened.put_longer(replace(a_leg(call), limit=900), "kim")
    with database.transaction(LANDLORD) as connection:
        noted = text("SELECT subject_id, actor, details FROM audit WHERE tag = 'manager:call:extended'")
        on_record = connection.execute(noted).one()
    assert tuple(on_record) == (call, "kim", {"leg": a_leg(call).id, "limit": 900})
    assert book.live(LANDLORD, call).leg.limit == 900


@pytest.mark.parametrize("act", list(StaffAct))
def test_what_an_officer_did_with_a_call_is_on_record_also_where_it_runs_through_no_room(
    database: Database, book: DatabaseCallBook, call: str, act: StaffAct
) -> None:
    with book.open(LANDLORD, call) as opened:
        assert opened.call() is None
        opened.put_act(act, "kim")
    with database.transaction(LANDLORD) as connection:
        noted = text("SELECT tag, subject_id, actor, details FROM audit WHERE tag LIKE 'staff:call:%'")
        on_record = connection.execute(noted).one()
    assert tuple(on_record) == (f"staff:call:{act}", call, "kim", {})


@pytest.mark.clause("TOR-09")
def test_ending_a_contact_makes_one_draft_of_an_incident_about_whoever_it_stands_for(
    database: Database, book: DatabaseCallBook, call: str
) -> None:
    assert [end(book, call), end(book, call)] == [True, False]
    with database.transaction(LANDLORD) as connection:
        incident = connection.execute(text("SELECT * FROM incidents")).mappings().one()
        ended = connection.execute(text("SELECT * FROM ended_contacts")).mappings().one()
        noted = text("SELECT subject_id, actor, details FROM audit WHERE tag = 'staff:contact:ended'")
        on_record = connection.execute(noted).one()
    assert (incident["customer_id"], str(incident["contact_id"]), incident["state"]) == ("sam", call, "draft")
    assert (incident["officer"], incident["head"], incident["at"]) == ("lee", "violence_or_threat", builders.MONDAY)
    assert (ended["channel"], ended["incident_id"], ended["warnings_heard"]) == ("voice", incident["id"], 1)
    details = {"incident": incident["id"], "reason": "violence_or_threat", "warnings_heard": 1}
    assert tuple(on_record) == (call, "lee", details)
    assert b"what he would do" not in bytes(incident["note"])


def test_an_incident_about_nobody_known_names_no_customer(database: Database, book: DatabaseCallBook) -> None:
    add_sam(database)
    stranger = builders.contact(received_at=NOON, sender=builders.phone("+447700900999"))
    assert end(book, receiver(database)(LANDLORD, stranger).contact_id)
    assert count(database, "incidents", "customer_id = ''") == 1


def test_a_look_at_a_call_takes_two_statements_and_a_change_of_it_one_more(
    database: Database, book: DatabaseCallBook, call: str
) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    with book.open(LANDLORD, call) as opened:
        assert opened.call() is None
        opened.put_leg(a_leg(call))
    assert len(statements) == 3
    statements.clear()
    book.live(LANDLORD, call)
    assert len(statements) == 2


def test_whoever_waits_too_long_for_a_call_is_told_so(book: DatabaseCallBook, call: str) -> None:
    with book.open(LANDLORD, call), pytest.raises(Unavailable), book.open(LANDLORD, call.upper()):
        raise AssertionError("two at once deal with the same call")


def test_two_warnings_are_never_in_flight_even_where_nobody_waits_in_line(
    database: Database, book: DatabaseCallBook, call: str
) -> None:
    leg = a_leg(call)
    with book.open(LANDLORD, call) as opened:
        opened.put_leg(leg)
        opened.put_played(an_announcement(leg))
    second = row_of(LANDLORD, an_announcement(leg, Announcement.FINAL_WARNING))
    with pytest.raises(DatabaseFault, match="call_announcements_in_flight"), database.transaction(LANDLORD) as line:
        line.execute(insert(CALL_ANNOUNCEMENTS).values(second))
    assert count(database, "call_announcements") == 1


def test_an_announcement_into_a_leg_that_nobody_knows_is_refused(book: DatabaseCallBook, call: str) -> None:
    lost = an_announcement(a_leg(call), Announcement.CLOSING)
    with pytest.raises(DatabaseFault), book.open(LANDLORD, call) as opened:
        opened.put_played(lost)
    with pytest.raises(NotFound):
        book.announced(LANDLORD, lost.id)


@pytest.mark.parametrize("nonsense", ["", "nothing", "CA1", "'; DROP TABLE call_legs"])
def test_an_id_that_no_contact_can_have_is_not_found(book: DatabaseCallBook, nonsense: str) -> None:
    with pytest.raises(NotFound):
        book.live(LANDLORD, nonsense)
    with pytest.raises(NotFound), book.open(LANDLORD, nonsense):
        raise AssertionError("there is no such call")


def test_what_the_provider_says_is_stored_without_what_the_database_refuses(book: DatabaseCallBook, call: str) -> None:
    leg = a_leg(call)
    with book.open(LANDLORD, call) as opened:
        opened.put_leg(leg)
        opened.put_played(an_announcement(leg, Announcement.CLOSING, why="not\0 found \ud800"))
    (played,) = book.live(LANDLORD, call).played
    assert played.why == "not found ?"
    with pytest.raises(NotFound):
        book.contact_of_leg(LANDLORD, "\0")


def test_a_recording_keeps_its_file_from_being_swept_away(database: Database, call: str) -> None:
    ours, nobodys = id_from("ours"), id_from("nobody's")
    made = Recording(id="RE1", contact_id=call, kind=RecordingKind.CALL, seconds=7, made_at=NOON)
    recordings, uses = DatabaseRecordings(database), DatabaseFileUses(database)
    recordings.put(LANDLORD, replace(made, file_id=ours))
    assert uses.used(LANDLORD, [ours, nobodys]) == {ours}
    recordings.put(LANDLORD, made)
    assert uses.used(LANDLORD, [ours, nobodys]) == frozenset()
