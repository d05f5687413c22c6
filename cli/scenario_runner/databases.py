"""A database of its own for each scenario, gone when it is over."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.migrate import upgrade

_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""A rehearsal that a power cut ends is played again."""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server whose user may make databases, and a migrated database on it to copy from."""

    url: str
    template: str

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """Give the URL of a new, empty, migrated database, which is dropped in the end."""
        with _database(self.url, self.template) as url:
            yield url


@contextmanager
def open_server(url: str | None) -> Iterator[Server]:
    """Use the server of this URL, or start one for a while that leaves nothing behind.

    Raises `psycopg.Error` where the server cannot be reached or its user may not make databases, and
    `EmbeddedDatabaseError` where none can be started.
    """
    with _given_or_embedded(url) as server_url, _database(server_url, "template0") as migrated:
        upgrade(migrated)
        yield Server(server_url, make_url(migrated).database or "")


@contextmanager
def _given_or_embedded(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    folder = Path(tempfile.gettempdir()) / f"contact-gateway-scenario-{secrets.token_hex(8)}"
    server = EmbeddedPostgres(folder, _QUICK)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    name = f"scenario_{secrets.token_hex(8)}"
    made, model = sql.Identifier(name), sql.Identifier(template)
    _execute(server, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(made, model))
    try:
        place = make_url(server).set(drivername="postgresql+psycopg", database=name)
        yield place.render_as_string(hide_password=False)
    finally:
        _execute(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))


def _execute(server: str, statement: sql.Composed) -> None:
    conninfo = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(statement)
