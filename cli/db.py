"""`contact-gateway db`: the database's shape."""

from __future__ import annotations

import click

from cli.installation import database, read_settings


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Apply the migrations that are missing, as the owner of the tables (DATABASE_OWNER_URL)."""
    with database(read_settings(), migrate=True):
        click.echo("The database is up to date.")
