"""`contact-gateway keys`: the keys that seal what is personal."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click

from cli.installation import database, opened, read_settings
from contact_gateway.adapters.encryption import key_name, new_key
from contact_gateway.application.errors import GatewayError, NoKey
from contact_gateway.application.rotate_keys import RotateKeys
from contact_gateway.bootstrap.keys import landlord_keys

SOME_LEFT = 1
"""The exit code while something still needs an older key."""


@click.group()
def keys() -> None:
    """Look after the keys that seal what is personal."""


@keys.command()
def new() -> None:
    """Print a new key, for the landlords' keys file and nowhere else."""
    click.echo(base64.b64encode(new_key()).decode())


@keys.command()
@click.argument("landlord")
@click.pass_context
def status(context: click.Context, landlord: str) -> None:
    """Say how much lies under another key than the newest.

    Exits 0 when nothing does, so that older keys may be taken out of the file, else 1.
    """
    with _rotation(landlord) as rotate_keys:
        context.exit(_report(landlord, rotate_keys))


@keys.command()
@click.argument("landlord")
@click.pass_context
def rotate(context: click.Context, landlord: str) -> None:
    """Bring all that is sealed for a landlord under its newest key, the first in the file.

    It may be stopped at any moment and run again, also while the service works. Exits 0 when nothing is left under an
    older key, else 1.
    """
    with _rotation(landlord) as rotate_keys:
        click.echo(
            "Every process that runs must have been restarted with this key first: others cannot read what it seals."
        )
        left = rotate_keys.behind(landlord)
        shut: Counter[str] = Counter()
        with click.progressbar(length=sum(left.values()), label=f"Rotating the keys of {landlord}") as bar:
            for batch in rotate_keys(landlord):
                shut[batch.kind] += batch.unreadable
                bar.update(batch.resealed + batch.unreadable)
        for kind, count in (+shut).items():
            click.echo(f"{kind}: {count} cannot be read; left as they are.", err=True)
        context.exit(_report(landlord, rotate_keys))


@contextmanager
def _rotation(landlord: str) -> Iterator[RotateKeys]:
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway:
        try:
            own = landlord_keys(settings)
            if landlord not in own:
                named = ", ".join(sorted(own)) or "none"
                raise NoKey(f"There is no encryption key for {landlord!r}; there are keys for: {named}.")
            click.echo(f"The newest key of {landlord} is {key_name(own[landlord].encryption_keys[0])}.")
            yield gateway.rotate_keys
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault


def _report(landlord: str, rotate_keys: RotateKeys) -> int:
    left = {kind: count for kind, count in rotate_keys.behind(landlord).items() if count}
    for kind, count in left.items():
        click.echo(f"{kind}: {count} under another key")
    if left:
        return SOME_LEFT
    click.echo("Nothing is left under another key.")
    return 0
