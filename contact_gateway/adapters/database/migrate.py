"""Brings a database to the shape that this version of the code expects, and back."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parents[3] / "migrations"


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Apply what is missing, each migration in a transaction of its own; nothing happens where nothing is.

    Several processes may call this at once: one migrates, the others wait for it.
    """
    command.upgrade(_config(owner_url), revision)


def downgrade(owner_url: str, revision: str = "base") -> None:
    """Take migrations back down to a revision; `base` removes everything, with all that is stored."""
    command.downgrade(_config(owner_url), revision)


def is_current(owner_url: str) -> bool:
    """Say whether every migration is applied."""
    engine = sqlalchemy.create_engine(owner_url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    return set(found) == set(ScriptDirectory.from_config(_config(owner_url)).get_heads())


def _config(owner_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["owner_url"] = owner_url  # not an option: a password may hold what an ini file gives a meaning
    return config
