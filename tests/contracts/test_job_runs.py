from __future__ import annotations

from datetime import timedelta

from tests.builders import MONDAY
from tests.contracts.worlds import HERE, THERE, World


def test_a_slot_is_claimed_once_and_stays_claimed_when_it_is_done(world: World) -> None:
    assert world.job_runs.start(HERE, "sweep_reviews", MONDAY)
    assert not world.job_runs.start(HERE, "sweep_reviews", MONDAY)
    world.job_runs.finish(HERE, "sweep_reviews", MONDAY, "3 reviews found")
    assert not world.job_runs.start(HERE, "sweep_reviews", MONDAY)


def test_each_job_slot_and_landlord_is_claimed_on_its_own(world: World) -> None:
    assert world.job_runs.start(HERE, "sweep_reviews", MONDAY)
    assert world.job_runs.start(HERE, "relay_outbox", MONDAY)
    assert world.job_runs.start(HERE, "sweep_reviews", MONDAY + timedelta(days=1))
    assert world.job_runs.start(THERE, "sweep_reviews", MONDAY)
