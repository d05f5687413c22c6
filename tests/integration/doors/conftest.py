"""The doors over a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contracts.worlds import World, postgres_world


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as world:
        yield world
