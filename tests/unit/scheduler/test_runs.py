"""Jobs run landlord by landlord, each slot once, whatever happens in one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contact_gateway.application.errors import Unavailable
from contact_gateway.application.services import Services
from scheduler.runs import Job, Runs
from tests.builders import MONDAY
from tests.fakes.clock import FakeClock
from tests.fakes.job_runs import MemoryJobRuns
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.unit.web.desk.desk_app import memory_services

HOUR = timedelta(hours=1)


class Installation:
    """Two landlords, and work that remembers for whom it was done."""

    def __init__(self, *broken: str) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.broken = set(broken)
        self.done: list[str] = []
        services = memory_services(self.memory)
        for landlord in ("here", "there"):
            services.policies.import_pack(landlord, f"{landlord} homes", MONDAY)
        self.services = services
        self.job = Job(name="sweep", work=self.work, once_in=HOUR)

    def work(self, services: Services, landlord: str) -> int:
        self.done.append(landlord)
        if landlord in self.broken:
            raise Unavailable("sam@example.org could not be read.")
        return 7

    def scheduler(self) -> Runs:
        return Runs(services=self.services, job_runs=MemoryJobRuns(self.memory))

    def results(self, landlord: str) -> list[str]:
        return [str(result) for result in self.memory.of(landlord).slots.values()]


def test_every_landlord_has_its_turn() -> None:
    place = Installation()
    place.scheduler().run(place.job)
    assert place.done == ["here", "there"]
    assert place.results("here") == ["done: 7"]


def test_three_schedulers_run_a_slot_once() -> None:
    place = Installation()
    for scheduler in (place.scheduler(), place.scheduler(), place.scheduler()):
        scheduler.run(place.job)
    assert place.done == ["here", "there"]


def test_the_next_slot_runs_again() -> None:
    place = Installation()
    for _ in range(3):
        place.scheduler().run(place.job)
        place.clock.advance(HOUR)
    assert place.done == ["here", "there"] * 3


def test_work_that_is_claimed_row_by_row_needs_no_slot() -> None:
    place = Installation()
    for _ in range(2):
        place.scheduler().run(replace(place.job, once_in=None))
    assert place.done == ["here", "there"] * 2
    assert place.results("here") == []


def test_what_fails_for_one_landlord_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    place = Installation("here")
    place.scheduler().run(place.job)
    assert place.done == ["here", "there"]
    assert (place.results("here"), place.results("there")) == (["failed: Unavailable"], ["done: 7"])
    assert caplog.messages == ["sweep failed for here: Unavailable"]


class NoPolicies(MemoryPolicies):
    def landlords(self) -> list[str]:
        raise Unavailable("The database does not answer.")


def test_without_the_database_the_run_fails_as_a_whole() -> None:
    place = Installation()
    place.services = replace(place.services, policies=NoPolicies(place.memory))
    with pytest.raises(Unavailable):
        place.scheduler().run(place.job)
    assert place.done == []


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC), datetime(2026, 10, 25, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ],
)
def test_slots_are_hours_in_utc_at_both_clock_changes(now: datetime, slot: datetime) -> None:
    assert Installation().job.slot(now) == slot
