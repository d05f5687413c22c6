"""`contact-gateway register`: the register of everybody who is restricted, as a file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from cli.installation import use_cases
from contact_gateway.application.errors import GatewayError
from contact_gateway.domain.tables import TableFormat

BY = "command"
"""Who looked, as the audit trail names whoever may run commands on the machine."""


FORMATS = [one.value for one in TableFormat]


@click.command()
@click.argument("landlord")
@click.option("--format", "written_as", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
def register(landlord: str, written_as: str, path: Path) -> None:
    """Write the register of restrictions: name and address, in force from and until, and what each is.

    That it was exported is put on record. An existing file is replaced.
    """
    with use_cases() as services:
        try:
            file = services.governance.register.export(landlord, TableFormat(written_as), BY)
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault
    written(path, file.content)
    click.echo(f"{file.rows} restrictions are in {path}.")


def written(path: Path, content: bytes) -> None:
    """Write a file that its owner alone may read. Raises `click.ClickException`."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
    except OSError as fault:
        raise click.ClickException(f"{path} cannot be written: {fault.strerror}.") from fault
