"""`contact-gateway user`: local accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from cli.installation import use_cases
from contact_gateway.application.accounts import SHORTEST_PASSWORD, faults_of_names, faults_of_password
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.records import User
from contact_gateway.application.services import Services

ROLES = ("agent", "manager")

_LANDLORD = click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
_EMAIL = click.option("--email", required=True, help="The address to sign in with.")
_PASSWORD = click.password_option(help=f"At least {SHORTEST_PASSWORD} characters; asked for when not given.")


@click.group()
def user() -> None:
    """Look after local accounts."""


@user.command()
@_LANDLORD
@_EMAIL
@click.option("--name", required=True, help="The person's name, as pages show it.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Give it again for more.")
@click.option("--officer", default="", help="The officer's id, where the person is one that the landlord has.")
@_PASSWORD
def add(*, landlord: str, email: str, name: str, roles: tuple[str, ...], officer: str, password: str) -> None:
    """Add somebody who may sign in."""
    _refuse([*faults_of_names(email, name), *faults_of_password(password)])
    account = User(id=new_id(), landlord=landlord, email=email, name=name, roles=frozenset(roles), officer_id=officer)
    with _services() as services:
        services.policies.current(landlord)
        _refuse_unknown_officer(services, landlord, officer)
        services.users.add(account, password)
    click.echo(f"{name} may sign in as {email}.")


@user.command("password")
@_LANDLORD
@_EMAIL
@_PASSWORD
def new_password(*, landlord: str, email: str, password: str) -> None:
    """Give somebody a new password; whoever is signed in as them is signed out."""
    _refuse(faults_of_password(password))
    with _services() as services:
        services.users.add(_found(services, landlord, email), password)
    click.echo(f"{email} has a new password; sessions begun before are over.")


@user.command()
@_LANDLORD
@_EMAIL
def remove(*, landlord: str, email: str) -> None:
    """Remove an account; whoever is signed in by it is signed out."""
    with _services() as services:
        services.users.remove(landlord, _found(services, landlord, email).id)
    click.echo(f"{email} may not sign in any more.")


def _found(services: Services, landlord: str, email: str) -> User:
    found = services.users.by_email(landlord, email)
    if found is None:
        raise NotFound(f"Nobody signs in by {email} at {landlord}.")
    return found


def _refuse_unknown_officer(services: Services, landlord: str, officer: str) -> None:
    """Refuse a word that is no officer's id; where the landlord has none yet, the first officer may come later."""
    known = sorted(one.id for one in services.people.officers(landlord))
    if officer and known and officer not in known:
        add = f"Add them first, by POST /api/v1/officers, or name one of these: {', '.join(known)}."
        raise click.UsageError(f"There is no officer {officer!r} at {landlord}. {add}")


def _refuse(faults: Sequence[str]) -> None:
    if faults:
        raise click.UsageError("\n".join(faults))


@contextmanager
def _services() -> Iterator[Services]:
    """Give the use cases; what is asked wrongly ends the command as a wrong command."""
    with use_cases() as services:
        try:
            yield services
        except (NotFound, Refused) as fault:
            raise click.UsageError(str(fault)) from fault
