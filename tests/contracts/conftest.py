"""Each contract is tried twice: on the fakes that the unit tests trust, and on the adapters over a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.calls import a_call
from tests.contracts.worlds import World, memory_world, postgres_world


@pytest.fixture(params=["memory", "postgres"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "memory":
        yield memory_world()
        return
    with postgres_world(*map(request.getfixturevalue, ("database_url", "direct_url"))) as real:
        yield real


@pytest.fixture
def call(world: World) -> str:
    """A contact of Sam's, by voice."""
    return a_call(world)
