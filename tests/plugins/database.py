"""A real PostgreSQL for the tests: one server, migrated once into a template, and a fresh copy for each who asks."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.migrate import upgrade

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

MEMORY = Path("/dev/shm")
"""Where a file system in memory is: a copy of a database is made there with a seventh of the work."""

ROOM_BYTES = 1 << 30


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """A folder that is not there yet, in a place every account can reach, unlike pytest's own temporary folders."""
    path = _new_folder()
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def own_server(data_folder: Path) -> Iterator[EmbeddedPostgres]:
    """A migrated server of this test's own, as safe as in production, to be ill-treated."""
    server = EmbeddedPostgres(data_folder)
    upgrade(server.start())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """The owner's URL of a server: that of TEST_DATABASE_URL, whose user may make databases, or an embedded one."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = _new_folder(MEMORY if _is_roomy(MEMORY) else None)
    server = EmbeddedPostgres(folder, QUICK)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database_template(database_server: str) -> Iterator[str]:
    """The name of a migrated database to copy from."""
    with database_copied(database_server, template="template0") as name:
        upgrade(url_of(database_server, name))
        yield name


@pytest.fixture
def direct_url(database_server: str, database_template: str) -> Iterator[str]:
    """The owner's URL of a migrated, empty database that is this test's alone, past any pooler."""
    with database_copied(database_server, template=database_template) as name:
        yield url_of(database_server, name)


@pytest.fixture
def database_url(direct_url: str) -> str:
    """The app's URL of the same database: through the pooler of TEST_POOLER_URL, where there is one."""
    return url_of(os.environ.get("TEST_POOLER_URL") or direct_url, make_url(direct_url).database or "")


def _new_folder(place: Path | None = None) -> Path:
    return (place or Path(tempfile.gettempdir())) / f"contact-gateway-test-{secrets.token_hex(8)}"


def _is_roomy(place: Path) -> bool:
    return place.is_dir() and os.access(place, os.W_OK) and shutil.disk_usage(place).free > ROOM_BYTES


def url_of(server: str, database: str) -> str:
    """Return the URL of another database of the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


@contextmanager
def database_copied(server: str, template: str) -> Iterator[str]:
    """Copy a template that nobody is connected to, and drop the copy in the end, whoever is still connected."""
    name = f"test_{secrets.token_hex(8)}"
    copy, model = sql.Identifier(name), sql.Identifier(template)
    conninfo = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(copy, model))
    try:
        yield name
    finally:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(copy))
