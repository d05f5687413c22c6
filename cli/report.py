"""`contact-gateway report`: the reports that a landlord's policy asks for, as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cli.installation import use_cases
from cli.register import BY, FORMATS, written
from contact_gateway.application.errors import GatewayError
from contact_gateway.domain.tables import TableFormat


@click.command()
@click.argument("landlord")
@click.option("--name", default="", help="One report, by its name in the policy; all of them without.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="A day of the period; else the last that is over.")
@click.option("--format", "written_as", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write.")
def report(landlord: str, name: str, on: datetime | None, written_as: str, path: Path) -> None:
    """Write the reports that the policy asks for, of one period: figures without names.

    That somebody looked is put on record. An existing file is replaced.
    """
    day = on.date() if on else None
    with use_cases() as services:
        try:
            file = services.governance.make_reports.export(landlord, BY, TableFormat(written_as), name, day)
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault
    written(path, file.content)
    click.echo(f"{file.rows} figures are in {path}.")
