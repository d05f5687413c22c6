"""One installation for all that is thrown at it: what it kept of one request must not trip it over the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.scenario_runner.databases import Server, open_server
from tests.integration.doors.house import House


@pytest.fixture(scope="session")
def server(database_server: str) -> Iterator[Server]:
    with open_server(database_server) as server:
        yield server


@pytest.fixture(scope="session")
def house(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with server.fresh_database() as url:
        house = House(url, url, tmp_path_factory.mktemp("house"))
        yield house
        house.close()


@pytest.fixture(scope="session")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a file to be written anew by every example, in a folder where nothing else is."""
    return tmp_path_factory.mktemp("drafts") / "draft"
