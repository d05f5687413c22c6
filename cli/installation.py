"""The installation that a command works on: its settings, and a database that is there and up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import click
import psycopg
from sqlalchemy import exc

from cli.embedded_database import embedded_database
from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.adapters.database.migrate import upgrade
from contact_gateway.adapters.database.readiness import DatabaseReadiness
from contact_gateway.adapters.database.trouble import Trouble, trouble_of
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.landlord_keys import LandlordKeysError
from contact_gateway.application.errors import GatewayError, NoKey
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.gateway import Gateway, open_installation
from contact_gateway.bootstrap.keys import landlord_encryption
from contact_gateway.settings import Settings, SettingsError


def read_settings(said: Mapping[str, str] | None = None, *, serves: bool = False) -> Settings:
    """Read the settings from the environment, and from what the command line said instead.

    `serves` says that the command serves pages, which takes a secret key. Raises `click.UsageError` with every fault.
    """
    try:
        return Settings.from_environ({**os.environ, **(said or {})}, serves=serves)
    except SettingsError as fault:
        raise click.UsageError(str(fault)) from fault


@contextmanager
def database(settings: Settings, *, migrate: bool = False) -> Iterator[str]:
    """Give the app's database URL; an embedded server is started, kept running, and stopped by the last who uses it.

    An embedded database is brought up to date first, a server's where `migrate` says so and something is missing: who
    else uses it has a say in when that is, and its owner's key is not for every command.

    Raises `click.ClickException` where the embedded server cannot run, a server cannot be migrated, or the database
    refuses what the command does with it.
    """
    if settings.database_url:
        if migrate and not _is_ready(settings.database_url):
            migrate_server(settings)
        with _in_sentences():
            yield settings.database_url
        return
    with embedded_database(settings.data_dir) as url:
        upgrade(url)
        with _in_sentences():
            yield url


def migrate_server(settings: Settings) -> None:
    """Bring a server's database up to date, as the owner of its tables.

    Raises `click.ClickException` with what is in the way.
    """
    try:
        upgrade(settings.database_owner_url or settings.database_url or "")
    except exc.DBAPIError as fault:
        if isinstance(fault.orig, psycopg.errors.InsufficientPrivilege):
            wanted = "This role may not migrate the database; DATABASE_OWNER_URL is to name the owner of its tables."
            raise click.ClickException(wanted) from fault
        trouble = trouble_of(fault)
        if trouble is None:
            raise
        if trouble is Trouble.BUSY:
            raise click.ClickException(
                "The tables were in use for a minute on end; try again when less is on."
            ) from fault
        raise click.ClickException(f"DATABASE_OWNER_URL, or what stands for it: {trouble.value}") from fault


def _is_ready(database_url: str) -> bool:
    server = Database(database_url)
    with closing(server):
        try:
            DatabaseReadiness(server).landlords()
        except (GatewayError, DatabaseFault):
            return False
    return True


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Let a command end with a sentence where the database is away, or has not the shape of this version."""
    try:
        yield
    except GatewayError as fault:
        raise click.ClickException(str(fault)) from fault
    except DatabaseFault as fault:
        shape = "Has it the shape of this version? `contact-gateway db upgrade` gives it that."
        raise click.ClickException(f"The database refuses this: {fault}. {shape}") from fault


def read_encryption(settings: Settings) -> LandlordEncryption:
    """Read the landlords' keys. Raises `click.UsageError` with every fault."""
    try:
        return landlord_encryption(settings)
    except LandlordKeysError as fault:
        raise click.UsageError(str(fault)) from fault


@contextmanager
def opened(settings: Settings, database_url: str) -> Iterator[Gateway]:
    """Give the gateway of an installation, closed in the end.

    Raises `click.UsageError` where the landlords' keys cannot be read or one is missing.
    """
    try:
        gateway = open_installation(settings, database_url)
    except (LandlordKeysError, NoKey) as fault:
        raise click.UsageError(str(fault)) from fault
    with closing(gateway.database):
        yield gateway


@contextmanager
def use_cases() -> Iterator[Services]:
    """Give the use cases of the installation that the environment names. Raises what `database` and `opened` raise."""
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway:
        yield gateway.services
