"""The funnel on a real database: what one contact writes, and what a second try of it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, text

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.counters import PostgresCounters
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs
from contact_gateway.application.errors import NotFound
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, Document
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Counts, Event, Happening
from contact_gateway.domain.outcome import Outcome
from tests import builders
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_landlord, add_sam, cap, count, receiver

CALL = builders.contact(received_at=NOON)
KEY = ContactKey(CALL.provider, CALL.provider_id)
WEEK = (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))


def sums(database: Database, channel: Channel | None = None) -> Counts:
    return PostgresCounters(database).of_customer(LANDLORD, "sam", *WEEK, channel)


def tally(database: Database) -> tuple[int, int, int]:
    with database.transaction(LANDLORD) as connection:
        used, reserved, version = connection.execute(text("SELECT used, reserved, version FROM allowances")).one()
        return used, reserved, version


def test_a_retry_of_a_step_gets_the_stored_answer_and_changes_nothing(database: Database) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    first = receive(LANDLORD, CALL)
    stored = (sums(database), tally(database), count(database, "audit"))
    again = receive(LANDLORD, CALL)
    assert first.decision.outcome is Outcome.CONNECT
    assert (again.contact_id, again.decision) == (first.contact_id, first.decision)
    assert (sums(database), tally(database), count(database, "audit")) == stored


@pytest.mark.clause("TUN-5.3b")
def test_the_second_call_of_a_week_with_one_is_declined_and_is_a_breach(database: Database) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    receive(LANDLORD, CALL)
    declined = receive(LANDLORD, replace(CALL, provider_id="CA2"))
    assert declined.decision.outcome is Outcome.DECLINE
    assert (
        count(database, "breaches", f"contact_id = '{declined.contact_id}' AND restriction_id = 'restriction-1'") == 1
    )
    assert sums(database) == Counts(attempts=2, declined=1)
    assert tally(database) == (0, 1, 1)


def test_a_declined_caller_who_presses_emergency_was_no_breach_and_counts_once(database: Database) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    receive(LANDLORD, CALL)
    ring = replace(CALL, provider_id="CA2")
    declined = receive(LANDLORD, ring)
    pressed = receive(LANDLORD, replace(ring, step=Step.KEY, pressed="emergency"))
    assert pressed.contact_id == declined.contact_id
    assert pressed.decision.outcome is Outcome.EMERGENCY
    assert count(database, "breaches") == 0
    assert count(database, "contacts") == 2
    assert count(database, "contact_steps") == 3
    assert sums(database) == Counts(attempts=2, emergencies=1)


def test_two_keys_pressed_are_two_steps_and_the_last_one_stands(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    receive = receiver(database)
    receive(LANDLORD, CALL)
    receive(LANDLORD, replace(CALL, step=Step.KEY, pressed="review"))
    receive(LANDLORD, replace(CALL, step=Step.KEY, pressed="emergency"))
    with log.attempt(LANDLORD, KEY) as attempt:
        recorded = attempt.load_recorded()
    assert recorded is not None
    assert recorded[0].contact == replace(CALL, step=Step.KEY, pressed="emergency")
    assert count(database, "contact_steps") == 3


def test_digits_keyed_as_a_reference_stand_in_no_key_and_in_no_audit_row(database: Database) -> None:
    add_sam(database)
    receive = receiver(database)
    receive(LANDLORD, replace(CALL, step=Step.REFERENCE, reference="40401234"))
    assert count(database, "contact_steps", "step LIKE '%40401234%'") == 0
    assert count(database, "audit", "details::text LIKE '%40401234%'") == 0
    assert count(database, "contact_steps", "step LIKE 'reference:%'") == 1


def test_a_retry_of_keying_nothing_gets_its_answer_also_after_a_reference_was_keyed(database: Database) -> None:
    add_sam(database)
    receive = receiver(database)
    keyed = replace(CALL, step=Step.REFERENCE, reference="T-1001")
    nothing_keyed = replace(keyed, reference="")
    receive(LANDLORD, CALL)
    receive(LANDLORD, keyed)
    answer = receive(LANDLORD, nothing_keyed)
    assert receive(LANDLORD, nothing_keyed) == answer
    assert count(database, "contact_steps") == 3


def test_the_same_report_told_twice_and_late_changes_nothing(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(2))
    receiver(database)(LANDLORD, CALL)
    tell = RecordOutcome(log=log)
    answered = Event(happening=Happening.ANSWERED, at=NOON)
    ended = Event(happening=Happening.ENDED, at=NOON, talk_seconds=370)
    for told in (ended, answered, ended, answered):
        assert tell(LANDLORD, KEY, told)
    assert count(database, "contact_events") == 2
    assert tally(database)[:2] == (1, 0)
    assert sums(database) == Counts(attempts=1, accepted=1, talk_seconds=370)


def test_an_unanswered_call_gives_its_place_back(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    receive(LANDLORD, CALL)
    RecordOutcome(log=log)(LANDLORD, KEY, Event(happening=Happening.UNANSWERED, at=NOON))
    assert tally(database)[:2] == (0, 0)
    assert receive(LANDLORD, replace(CALL, provider_id="CA2")).decision.outcome is Outcome.CONNECT


def test_what_happened_to_a_call_that_was_never_seen_is_not_stored(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    assert not RecordOutcome(log=log)(LANDLORD, KEY, Event(happening=Happening.ENDED, at=NOON))
    assert count(database, "contact_events") == 0


def test_a_landlord_nobody_knows_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        receiver(database)("nowhere", CALL)


def test_a_mail_is_stored_whole_with_its_document_and_its_messages(database: Database) -> None:
    add_sam(database)
    mail = builders.contact(Channel.EMAIL, received_at=NOON, subject="Roof", text="It leaks.", dialled="a@example.org")
    raw = Document(name="mail.eml", content_type="message/rfc822", content=b"From: sam\r\n\r\n\x00\xff")
    answer = receiver(database)(LANDLORD, mail, raw)
    with database.transaction(LANDLORD) as connection:
        stored = connection.execute(text("SELECT file_id::text, contact_id::text FROM documents")).one()
        waiting = connection.execute(text("SELECT DISTINCT contact_id::text FROM outbox WHERE state = 'pending'")).all()
    assert stored.contact_id == answer.contact_id
    assert SealedFiles(DatabaseBlobs(database), ENCRYPTION).get(LANDLORD, stored.file_id) == raw
    assert waiting == [(answer.contact_id,)]


def test_what_no_table_can_hold_is_left_out_and_the_mail_is_taken(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    mail = builders.contact(Channel.EMAIL, received_at=NOON, subject="a\x00b \\u0000", text="half \ud83d a pair")
    receive = receiver(database)
    receive(LANDLORD, mail)
    with log.attempt(LANDLORD, ContactKey(mail.provider, mail.provider_id)) as attempt:
        recorded = attempt.load_recorded()
    assert recorded is not None
    assert (recorded[0].contact.subject, recorded[0].contact.text) == ("ab \\u0000", "half ? a pair")


@pytest.mark.parametrize("known", [True, False])
def test_a_contact_takes_three_statements(database: Database, *, known: bool) -> None:
    if known:
        add_sam(database, cap(3))
    else:
        add_landlord(database)
    receive = receiver(database)
    statements: list[str] = []
    commits: list[object] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    event.listen(database.engine, "commit", commits.append)
    receive(LANDLORD, CALL)
    assert len(statements) == 3
    assert len(commits) == 1


def test_an_event_takes_three_statements(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(3))
    receiver(database)(LANDLORD, CALL)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    RecordOutcome(log=log)(LANDLORD, KEY, Event(happening=Happening.ANSWERED, at=NOON))
    assert len(statements) == 3
