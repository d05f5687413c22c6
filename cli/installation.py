"""The installation that a command works on: its settings, and a database that is there and up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.embedded_account import EmbeddedDatabaseError
from contact_gateway.adapters.database.migrate import upgrade
from contact_gateway.settings import Settings, SettingsError


def read_settings(said: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment, and from what the command line said instead.

    Raises `click.UsageError` with every fault.
    """
    try:
        return Settings.from_environ({**os.environ, **(said or {})})
    except SettingsError as fault:
        raise click.UsageError(str(fault)) from fault


@contextmanager
def database(settings: Settings, *, migrate: bool = True) -> Iterator[str]:
    """Give the app's database URL; an embedded server is started, and stopped only by whoever started it.

    Raises `click.ClickException` where the embedded server cannot run.
    """
    if settings.database_url:
        if migrate:
            upgrade(settings.database_owner_url or settings.database_url)
        yield settings.database_url
        return
    server = EmbeddedPostgres(settings.data_dir)
    found = server.is_running()
    try:
        url = server.start()
    except EmbeddedDatabaseError as fault:
        raise click.ClickException(str(fault)) from fault
    try:
        if migrate:
            upgrade(url)
        yield url
    finally:
        if not found:
            server.stop()
