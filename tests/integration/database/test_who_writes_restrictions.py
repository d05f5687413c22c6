"""Whatever contacts come, the rows that say what binds whom stay as people left them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy
from sqlalchemy import text

from cli.demo.population import demo_pack, settle
from cli.scenario_runner.acting import LEAVE_THE_HOUSE
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Event, Happening
from scheduler.jobs import JOBS
from tests import builders
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_sam, cap, receiver

CHANGES = (
    *("INSERT INTO restrictions", "UPDATE restrictions", "DELETE FROM restrictions"),
    *("INSERT INTO case_acts", "UPDATE case_acts", "DELETE FROM case_acts"),
)
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


def test_no_job_writes_a_restriction_whatever_has_become_due(direct_url: str) -> None:
    """Reviews due, overdue and suspended; an appeal without an answer; what was suspended by hand."""
    clock = FakeClock(NOON)
    gateway = open_gateway(direct_url, ENCRYPTION, clock=clock)
    services, seen = gateway.services, list[str]()
    with closing(gateway.database) as database:
        services.policies.import_pack("tuntum", demo_pack("tuntum"), clock.now())
        settle(services, "tuntum")
        (of_jo,), (of_ali,) = (services.restrictions.of_customer("tuntum", one) for one in ("jo", "ali"))
        services.casework.appeal("tuntum", of_jo.id, "lee", AppealRequest(received_at=clock.now(), hearer="ash"))
        services.casework.suspend("tuntum", of_ali.id, "kim", "In hospital.")
        before = _rows(database, "tuntum")
        sqlalchemy.event.listen(database.engine, "before_cursor_execute", lambda *told: seen.append(str(told[2])))
        for days in (150, 30, 10, 400):
            clock.advance(timedelta(days=days))
            for planned in JOBS:
                if planned.job.name not in LEAVE_THE_HOUSE:
                    planned.job.work(services, "tuntum")
        codes = {task.code for task in services.calls.tasks.open("tuntum", 500)}
        assert codes >= {"prepare_review", "review_overdue", "suspended_unreviewed", "appeal_answer_overdue"}
        assert [one for one in map(_plain, seen) if any(word in one for word in CHANGES)] == []
        assert _rows(database, "tuntum") == before


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


def _rows(database: Database, landlord: str = LANDLORD) -> list[str]:
    with database.transaction(landlord) as connection:
        rows = text("SELECT to_jsonb(r)::text FROM restrictions r WHERE landlord_id = :l ORDER BY id")
        return list(connection.execute(rows, {"l": landlord}).scalars())


def _plain(statement: str) -> str:
    return " ".join(statement.split())
