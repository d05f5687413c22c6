"""A migrated database, and the log on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.engine import Database
from tests.fakes.encryption import ENCRYPTION


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def log(database: Database) -> PostgresContactLog:
    return PostgresContactLog(database, ENCRYPTION)
