"""Brings a database to the shape that this version of the code expects, and back."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import exc

from contact_gateway.adapters.database.engine import server_url

MIGRATIONS = Path(__file__).parents[3] / "migrations"

TRIES = 40
PAUSE_SECONDS = 1.0
"""Between two tries, so that those who wait behind a migration get their turn."""


def upgrade(owner_url: str, revision: str = "head", scripts: Path = MIGRATIONS) -> None:
    """Apply what is missing, each migration in a transaction of its own; nothing happens where nothing is.

    Several processes may call this at once: one migrates, the others wait for it. Callers may go on calling: a
    migration that does not get its table within half a second lets them pass and tries again, for about a minute.

    Raises `OperationalError` where it never got it; what was applied until then stays.
    """
    _patiently(partial(command.upgrade, _config(owner_url, scripts), revision))


def downgrade(owner_url: str, revision: str = "base", scripts: Path = MIGRATIONS) -> None:
    """Take migrations back down to a revision; `base` removes everything, with all that is stored.

    Waits for tables as `upgrade` does, and raises what it raises.
    """
    _patiently(partial(command.downgrade, _config(owner_url, scripts), revision))


def is_current(owner_url: str) -> bool:
    """Say whether every migration is applied."""
    engine = sqlalchemy.create_engine(server_url(owner_url), poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(_config(owner_url)).get_heads())


def _patiently(migrate: Callable[[], None]) -> None:
    for left in reversed(range(TRIES)):
        try:
            migrate()
        except exc.OperationalError as error:
            if not left or not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _config(owner_url: str, scripts: Path = MIGRATIONS) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    # not an option: a password may hold what an ini file gives a meaning
    config.attributes["owner_url"] = server_url(owner_url)
    return config
