"""Whatever contacts come, the rows that say what binds whom stay as people left them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Event, Happening
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, add_sam, cap, receiver

WRITES = ("INSERT INTO restrictions", "UPDATE restrictions", "DELETE FROM restrictions", "case_acts")


@pytest.fixture
def sent(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent."""
    seen: list[str] = []

    def note(*told: object) -> None:
        seen.append(" ".join(str(told[2]).split()))

    sqlalchemy.event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    sqlalchemy.event.remove(database.engine, "before_cursor_execute", note)


def test_no_contact_and_no_report_writes_a_restriction(database: Database, sent: list[str]) -> None:
    add_sam(database, cap(1), builders.restriction(id="ban", channels=[Channel.EMAIL]))
    before = _rows(database)
    sent.clear()
    receive = receiver(database)
    for number in range(3):
        receive(LANDLORD, builders.contact(received_at=NOON, provider_id=f"CA{number}"))
    receive(LANDLORD, builders.contact(received_at=NOON, provider_id="CA2", step=Step.KEY, pressed="emergency"))
    receive(LANDLORD, builders.contact(Channel.EMAIL, received_at=NOON, provider_id="mail", text="Again!"))
    record = RecordOutcome(log=receive.log)
    for happening in (Happening.ANSWERED, Happening.ENDED):
        record(LANDLORD, ContactKey("twilio", "CA0"), Event(happening=happening, at=NOON))
    assert len(sent) > 10
    assert [one for one in sent if any(word in one for word in WRITES)] == []
    assert _rows(database) == before


def test_the_app_may_add_acts_and_never_change_or_remove_one(database: Database) -> None:
    granted = text(
        "SELECT privilege_type FROM information_schema.role_table_grants "
        "WHERE grantee = 'contact_gateway_app' AND table_name = 'case_acts'"
    )
    columns = text(
        "SELECT column_name FROM information_schema.column_privileges WHERE grantee = 'contact_gateway_app' "
        "AND table_name = 'case_acts' AND privilege_type = 'UPDATE'"
    )
    with database.transaction(LANDLORD) as connection:
        assert set(connection.execute(granted).scalars()) == {"SELECT", "INSERT"}
        assert connection.execute(columns).scalars().all() == ["words"]


def _rows(database: Database) -> list[str]:
    with database.transaction(LANDLORD) as connection:
        rows = text("SELECT to_jsonb(r)::text FROM restrictions r WHERE landlord_id = :l ORDER BY id")
        return list(connection.execute(rows, {"l": LANDLORD}).scalars())
