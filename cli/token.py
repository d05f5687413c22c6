"""`contact-gateway token`: tokens of other systems, for the JSON API."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from cli.installation import use_cases
from contact_gateway.application.records_of_api import ApiScope, ApiToken

_LANDLORD = click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
_LONGEST_NAME = 100


@click.group()
def token() -> None:
    """Look after tokens of other systems."""


@token.command()
@_LANDLORD
@click.option("--name", required=True, help="The system, such as telephony or crm; one token of a name is in use.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([scope.value for scope in ApiScope]),
    help="What it may do; give it again for more.",
)
@click.option(
    "--expires", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day on which it is no good any more."
)
def add(*, landlord: str, name: str, scopes: tuple[str, ...], expires: datetime) -> None:
    """Make a token and print it, once: it is kept nowhere."""
    if not (name.isascii() and name.isprintable() and name.strip() == name and 0 < len(name) <= _LONGEST_NAME):
        raise click.UsageError(f"--name is a word or a few in plain letters, {_LONGEST_NAME} at most.")
    with use_cases() as services:
        made = services.api.make_token(landlord, name, frozenset(map(ApiScope, scopes)), expires.replace(tzinfo=UTC))
    click.echo("Keep this token where only that system reads it; it is not shown again:", err=True)
    click.echo(made)


@token.command("list")
@_LANDLORD
def list_tokens(landlord: str) -> None:
    """List a landlord's tokens, never their secrets."""
    with use_cases() as services:
        services.policies.current(landlord)
        for held in services.api.tokens.of_landlord(landlord):
            click.echo(_row(held, services.clock.now()))


@token.command()
@_LANDLORD
@click.argument("token_id", metavar="ID")
def revoke(landlord: str, token_id: str) -> None:
    """End a token at once; `list` shows the ids."""
    with use_cases() as services:
        services.api.tokens.revoke(landlord, token_id, services.clock.now())
    click.echo(f"{token_id} opens nothing any more.")


def _row(held: ApiToken, now: datetime) -> str:
    state = "revoked" if held.revoked_at else "in force" if held.opens_at(now) else "expired"
    used = f"last used {held.last_used_on}" if held.last_used_on else "never used"
    scopes = " ".join(sorted(held.scopes))
    return f"{held.id}  {held.name:20} {state:9} until {held.expires_at:%Y-%m-%d}  {used}  {scopes}"
