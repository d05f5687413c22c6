"""`contact-gateway db`: the database's shape."""

from __future__ import annotations

import click

from cli.installation import database, migrate_server, read_settings


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Apply the migrations that are missing, as the owner of the tables (DATABASE_OWNER_URL)."""
    settings = read_settings()
    with database(settings):  # brings an embedded one up to date
        if settings.database_url:
            migrate_server(settings)
        click.echo("The database is up to date.")
