"""The doors over a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.worlds import World, postgres_world
from tests.integration.doors.house import House


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as world:
        yield world


@pytest.fixture
def house(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[House]:
    house = House(database_url, direct_url, tmp_path)
    yield house
    house.close()
