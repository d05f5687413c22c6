"""`contact-gateway user`: local accounts."""

from __future__ import annotations

import click

from cli.installation import database, opened, read_settings
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ids import new_id
from contact_gateway.application.records import User

ROLES = ("agent", "manager")


@click.group()
def user() -> None:
    """Look after local accounts."""


@user.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="The person's name, as pages show it.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Give it again for more.")
@click.option("--officer", default="", help="The officer's id, where the person is one.")
@click.password_option(help="At least 12 characters; asked for when not given.")
def add(*, landlord: str, email: str, name: str, roles: tuple[str, ...], officer: str, password: str) -> None:
    """Add somebody who may sign in."""
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway:
        account = User(
            id=new_id(), landlord=landlord, email=email, name=name, roles=frozenset(roles), officer_id=officer
        )
        try:
            gateway.services.users.add(account, password)
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo(f"{name} may sign in as {email}.")
