"""No transaction sees or writes another landlord's rows, and the log takes no change."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, Document
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Event, Happening
from tests import builders
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_landlord, add_sam, cap, count, receiver

APPEND_ONLY = (
    "contact_keys",
    "contacts",
    "contact_steps",
    "contact_events",
    "audit",
    "policies",
    "documents",
    "ended_contacts",
    "scripts",
    "audit_seals",
    "case_acts",
)
TABLES = sorted(name for name in metadata().tables if name != "landlords")

FILL = """
    INSERT INTO policies VALUES (:l, 1, 'pack', now());
    INSERT INTO staff_complaints VALUES (:l, 'sam', 'lee');
    INSERT INTO contact_requests VALUES (:l, 'sam', 'voice', now(), NULL);
    INSERT INTO outages VALUES (:l, 'web_form', now(), now());
    INSERT INTO reviews_due VALUES (:l, 'restriction-1', '2026-09-01', now(), '{}');
    INSERT INTO users (landlord_id, id, email, name, password_hash) VALUES (:l, 'u', :l || '@example.org', 'U', 'x');
    INSERT INTO job_runs VALUES (:l, 'reviews', now());
    INSERT INTO api_tokens VALUES (:l, 'token of ' || :l, 'crm', '{}', 'x', now(), now());
    INSERT INTO kept_answers VALUES (:l, 'crm', 'key', 'fingerprint');
    INSERT INTO person_addresses VALUES (:l, 'sam', '1 Example Street');
    INSERT INTO call_legs VALUES (:l, 'leg', gen_random_uuid(), '', 1, 'room', 'lee', '+44', 'over', '', '', 9, now());
    INSERT INTO call_announcements VALUES (:l, 'a', gen_random_uuid(), 'leg', 'closing', 'sent', 'lee', now(), now());
    INSERT INTO incidents VALUES (:l, 'incident', 'sam', NULL, 'lee', 'abuse', now());
    INSERT INTO ended_contacts VALUES (:l, gen_random_uuid(), 'incident', 'lee', 'abuse', 'voice', now(), 2);
    INSERT INTO tasks VALUES (:l, 'task', 'ask_to_stop', 'sam', NULL, 'lee', '', now());
    INSERT INTO recordings VALUES (:l, 'RE1', gen_random_uuid(), 'call', 7, now());
    INSERT INTO scripts VALUES (:l, 'en', 'greeting', 1, 1, 'Hello.', NULL, NULL, 'robin', now());
    INSERT INTO case_acts (landlord_id, id, customer_id, act, by, at, data, policy_version)
    VALUES (:l, 'act', 'sam', 'incident', 'lee', now(), '{}', 1);
    INSERT INTO audit_seals VALUES (:l, 1, 1, 1, '', '', '', now());
    INSERT INTO legal_holds VALUES (:l, 'hold', 'sam', 'lee', now());
    INSERT INTO subject_exports VALUES (:l, 'export', 'sam', 'prepared', 'lee', now(), '', NULL, gen_random_uuid())
"""


@pytest.fixture
def two_landlords(database: Database) -> Database:
    """Two landlords with the same people, each with at least one row in every table."""
    for slug in (LANDLORD, "other"):
        add_sam(database, cap(1), slug=slug)
        receive = receiver(database)
        receive(slug, builders.contact(received_at=NOON))
        receive(slug, builders.contact(received_at=NOON, provider_id="CA2"))
        mail = builders.contact(Channel.EMAIL, received_at=NOON, provider_id="mail", dialled="us@example.org")
        receive(slug, mail, Document(name="mail.eml", content_type="message/rfc822", content=b"mail"))
        answered = Event(happening=Happening.ANSWERED, at=NOON)
        RecordOutcome(log=PostgresContactLog(database, ENCRYPTION))(slug, ContactKey("twilio", "CA1"), answered)
        with database.transaction(slug) as connection:
            for statement in FILL.split(";"):
                connection.execute(text(statement), {"l": slug})
    return database


def refused(database: Database, statement: str, **values: object) -> bool:
    """Whether the database itself forbids it."""
    try:
        with database.transaction(LANDLORD) as connection:
            connection.execute(text(statement), values)
    except DatabaseFault as fault:
        return "InsufficientPrivilege" in str(fault)
    return False


def visible(database: Database, landlord: str) -> dict[str, int]:
    return {table: count(database, table, slug=landlord) for table in TABLES}


def test_each_landlord_sees_its_own_rows_of_every_table_and_no_others(two_landlords: Database) -> None:
    for table in TABLES:
        assert count(two_landlords, table) > 0, table
        assert count(two_landlords, table, f"landlord_id <> '{LANDLORD}'") == 0, table


@pytest.mark.parametrize("nobody", ["", "nowhere", "Example", "%"])
def test_without_a_landlord_there_are_no_rows(two_landlords: Database, nobody: str) -> None:
    assert visible(two_landlords, nobody) == dict.fromkeys(TABLES, 0)


def test_a_connection_that_names_no_landlord_at_all_sees_nothing(two_landlords: Database) -> None:
    with two_landlords.engine.connect() as connection:
        connection.execute(text("SET LOCAL ROLE contact_gateway_app"))
        rows = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]  # noqa: S608 - our tables
    assert rows == [0] * len(TABLES)


def test_the_landlord_of_one_transaction_is_forgotten_in_the_next(two_landlords: Database) -> None:
    with two_landlords.transaction(LANDLORD):
        pass
    with two_landlords.engine.connect() as connection:
        asked = "SELECT current_setting('app.landlord', true), current_user = session_user"
        assert connection.execute(text(asked)).one() == ("", True)


def test_no_row_is_written_for_another_landlord(two_landlords: Database) -> None:
    for table in TABLES:
        with two_landlords.transaction("other") as connection:
            row = connection.execute(text(f"SELECT to_jsonb(t) FROM {table} t LIMIT 1")).scalar_one()  # noqa: S608 - ours
        names = ", ".join(f'"{name}"' for name in row if name not in {"seq", "event_id"})
        copy = f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, :row)"  # noqa: S608 - ours
        assert refused(two_landlords, copy, row=json.dumps(row)), table


def test_what_is_appended_is_never_changed_or_removed(two_landlords: Database) -> None:
    for table in APPEND_ONLY:
        assert refused(two_landlords, f"UPDATE {table} SET landlord_id = landlord_id"), table  # noqa: S608 - ours
        assert refused(two_landlords, f"DELETE FROM {table}"), table  # noqa: S608 - ours
        assert refused(two_landlords, f"TRUNCATE {table}"), table
        assert count(two_landlords, table) > 0


def test_every_table_is_under_the_law_and_the_app_owns_none(database: Database) -> None:
    asked = text("""
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND relname <> 'alembic_version'
        AND NOT (relrowsecurity AND relforcerowsecurity AND pg_get_userbyid(relowner) <> 'contact_gateway_app')
    """)
    with database.engine.connect() as connection:
        assert connection.execute(asked).all() == []


def test_every_index_begins_with_the_landlord(database: Database) -> None:
    asked = text("""
        SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
        AND indexdef !~ '[(]landlord_id' AND tablename NOT IN ('landlords', 'alembic_version')
    """)
    with database.engine.connect() as connection:
        assert sorted(connection.execute(asked).scalars().all()) == ["api_tokens_by_id", "users_by_email"]


def test_a_partition_cannot_be_read_past_the_law(two_landlords: Database) -> None:
    with pytest.raises(DatabaseFault, match="InsufficientPrivilege"), two_landlords.transaction(LANDLORD) as connection:
        connection.execute(text("SELECT count(*) FROM contacts_default"))


def test_whoever_starts_up_can_list_the_landlords_and_change_none(two_landlords: Database) -> None:
    with two_landlords.transaction("") as connection:
        slugs = connection.execute(text("SELECT slug FROM landlords ORDER BY slug")).scalars().all()
        renamed = connection.execute(text("UPDATE landlords SET name = 'mine'")).rowcount
    assert (slugs, renamed) == ([LANDLORD, "other"], 0)


def test_a_user_is_found_by_the_whole_address_alone_and_the_door_closes_again(two_landlords: Database) -> None:
    with two_landlords.transaction("") as connection:
        found = connection.execute(text("SELECT landlord_id, id FROM user_by_email('other@example.org')")).all()
        nobody = connection.execute(text("SELECT * FROM user_by_email('%')")).all()
        left_open = connection.execute(text("SELECT count(*) FROM users")).scalar_one()
    assert (found, nobody, left_open) == ([("other", "u")], [], 0)


def test_a_token_is_found_by_its_whole_id_alone_and_the_door_closes_again(two_landlords: Database) -> None:
    with two_landlords.transaction("") as connection:
        found = connection.execute(text("SELECT landlord_id FROM api_token_by_id('token of other')")).scalars().all()
        nobody = connection.execute(text("SELECT * FROM api_token_by_id('%')")).all()
        left_open = connection.execute(text("SELECT count(*) FROM api_tokens")).scalar_one()
    assert (found, nobody, left_open) == (["other"], [], 0)


def test_an_error_names_no_value(database: Database) -> None:
    add_landlord(database)
    with pytest.raises(DatabaseFault) as raised, database.transaction(LANDLORD) as connection:
        connection.execute(
            text("INSERT INTO contact_points VALUES (:l, 'phone', :number, 'nobody')"),
            {"l": LANDLORD, "number": "+447700900999"},
        )
    assert str(raised.value) == "ForeignKeyViolation (23503, contact_points_landlord_id_person_id_fkey)"
    assert raised.value.__cause__ is None
