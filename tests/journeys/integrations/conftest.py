"""A gateway for every recipe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.worlds import postgres_world
from tests.journeys.integrations.house import House, house_on


@pytest.fixture
def house(database_url: str, direct_url: str) -> Iterator[House]:
    with postgres_world(database_url, direct_url) as world, house_on(world) as house:
        yield house
