"""`contact-gateway retention`: forget what was kept for as long as the policy says."""

from __future__ import annotations

import click

from cli.governing import governance


@click.command()
@click.argument("landlord")
@click.option("--dry-run", is_flag=True, help="Only say how many rows of what would go, and the oldest.")
def retention(landlord: str, *, dry_run: bool) -> None:
    """Take out what was kept for as long as the LANDLORD's policy says, as the scheduler does every day.

    What is evidence in a case stays, and what is of a customer on whom a legal hold stands.
    """
    with governance() as services:
        found = services.retain.going(landlord) if dry_run else services.retain.forget(landlord)
    for one in found:
        since = f", the oldest of {one.oldest:%Y-%m-%d}" if one.oldest else ""
        click.echo(f"{one.kept}: {one.rows} of {one.table}{since}")
    if not found:
        click.echo("Nothing was kept long enough to go.")
    elif dry_run:
        click.echo("Nothing was taken out. Leave out --dry-run to do so.")
