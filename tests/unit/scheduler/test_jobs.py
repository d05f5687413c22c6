"""The table of jobs, walked through the nights in which clocks are changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from contact_gateway.application.relay_outbox import BATCH
from contact_gateway.domain.contact import Channel
from scheduler.fetch_recordings import fetch_recordings
from scheduler.give_notices import give_notices
from scheduler.give_up_legs import give_up_legs
from scheduler.jobs import JOBS
from scheduler.prepare_months import prepare_months
from scheduler.relay_outbox import relay_outbox
from scheduler.seal_audit import seal_audit
from scheduler.sweep_calls import sweep_calls
from scheduler.sweep_kept_answers import sweep_kept_answers
from scheduler.sweep_reviews import sweep_reviews
from tests.builders import MONDAY, new_person, restriction
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory, OutboxRow
from tests.unit.application.calls.switchboard import CALL, LANDLORD, Switchboard
from tests.unit.application.test_sweep_reviews import DECIDED
from tests.unit.web.desk.desk_app import memory_services

LONDON = ZoneInfo("Europe/London")
BY_THE_CLOCK = [planned for planned in JOBS if planned.job.once_in]


def test_every_job_has_a_name_of_its_own() -> None:
    names = [planned.job.name for planned in JOBS]
    assert sorted(names) == [
        *("fetch_recordings", "give_notices", "give_reports", "give_up_legs", "prepare_months", "relay_outbox"),
        *("remind", "retain", "seal_audit", "sweep_calls", "sweep_files", "sweep_kept_answers", "sweep_reviews"),
        *("sweep_warnings", "tell_breaches"),
    ]


@pytest.mark.parametrize("first", [datetime(2026, 10, 24, tzinfo=UTC), datetime(2027, 3, 27, tzinfo=UTC)])
def test_no_job_runs_in_the_hour_that_comes_twice_or_never(first: datetime) -> None:
    for planned in BY_THE_CLOCK:
        runs, at = [], first
        while at < first + timedelta(days=3):
            at = planned.when.get_next_fire_time(at, at + timedelta(seconds=1))
            runs.append(at)
        assert all(run.astimezone(LONDON).hour != 1 for run in runs)
        assert {run.astimezone(LONDON).date() for run in runs} >= {(first + timedelta(days=n)).date() for n in range(3)}
        assert max(later - earlier for earlier, later in pairwise(runs)) <= timedelta(hours=4)


def test_the_relay_goes_on_until_nothing_leaves() -> None:
    memory = Memory(FakeClock())
    message = OutgoingMessage(kind="reply", channel=Channel.EMAIL, payload={"to": "sam@example.org"})
    for number in range(2 * BATCH + 3):
        memory.of("example").outbox[f"m{number}"] = OutboxRow(message=message, document=None, due_at=MONDAY)
    assert relay_outbox(memory_services(memory), "example") == 2 * BATCH + 3
    assert relay_outbox(memory_services(memory), "example") == 0


def test_the_sweep_says_how_many_reviews_came_up() -> None:
    memory = Memory(FakeClock())
    services = memory_services(memory)
    services.policies.import_pack("example", "Example Homes", MONDAY)
    services.people.add("example", new_person())
    services.casework.take_over("example", restriction(review_on=date(2026, 3, 1)), DECIDED)
    assert [sweep_reviews(services, "example"), sweep_reviews(services, "example")] == [1, 0]


def test_answers_that_were_kept_for_two_days_are_deleted() -> None:
    clock = FakeClock()
    services = memory_services(Memory(clock))
    key = RequestKey("crm", "a key")
    services.api.kept_answers.claim("example", key, "fingerprint")
    services.api.kept_answers.keep("example", key, KeptAnswer(status=200, headers=(), body="{}"))
    assert sweep_kept_answers(services, "example") == 0
    clock.advance(timedelta(days=2, seconds=1))
    assert [sweep_kept_answers(services, "example"), sweep_kept_answers(services, "example")] == [1, 0]


@pytest.mark.parametrize("name", ["give_notices", "give_up_legs", "sweep_calls", "sweep_warnings"])
def test_a_call_that_goes_on_does_not_wait_for_a_job(name: str) -> None:
    (planned,) = [planned for planned in JOBS if planned.job.name == name]
    wait = planned.when.get_next_fire_time(MONDAY, MONDAY) - MONDAY
    assert planned.job.once_in is None
    assert wait <= timedelta(seconds=60 if name.startswith("sweep_") else 5)


def test_the_job_of_the_calls_says_and_ends_what_is_due() -> None:
    board = Switchboard(terms={"each": 10})
    board.talking()
    services = replace(memory_services(board.memory), calls=board.calls)
    assert give_notices(services, "example") == 0
    board.wait(minutes=10)
    assert give_notices(services, "example") == 1
    assert give_up_legs(services, "example") == 0
    board.live.calls.clear()
    board.wait(minutes=10)
    assert [sweep_calls(services, "example"), sweep_calls(services, "example")] == [2, 0]


def test_a_recording_is_fetched_and_then_gone_at_the_provider() -> None:
    board = Switchboard()
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 9)
    board.store.sounds["RE1"] = b"words"
    assert fetch_recordings(replace(memory_services(board.memory), calls=board.calls), LANDLORD) == 2


def test_three_months_are_there_before_they_begin() -> None:
    services = memory_services(Memory(FakeClock(datetime(2026, 11, 30, tzinfo=UTC))))
    assert [prepare_months(services, "example"), prepare_months(services, "elsewhere")] == [5, 0]


def test_what_was_put_on_record_is_sealed_within_a_minute() -> None:
    (planned,) = [planned for planned in JOBS if planned.job.name == "seal_audit"]
    assert planned.when.get_next_fire_time(MONDAY, MONDAY) - MONDAY == timedelta(minutes=1)
    memory = Memory(FakeClock())
    memory.of("example").audit += ["one", "two"]
    services = memory_services(memory)
    assert [seal_audit(services, "example"), seal_audit(services, "example")] == [2, 0]
