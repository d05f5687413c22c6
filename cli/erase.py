"""`contact-gateway erase`: erase a customer on request."""

from __future__ import annotations

import click

from cli.governing import governance


@click.command()
@click.argument("landlord")
@click.argument("customer")
@click.option("--by", "officer", default="", help="The officer who does it, by id.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase(landlord: str, customer: str, officer: str, *, dry_run: bool, yes: bool) -> None:
    """Erase what was said, written and stored about a CUSTOMER; counts and the audit trail stay, by id.

    Refused while a legal hold stands or a restriction is in force. It cannot be taken back.
    """
    if not dry_run and not officer:
        raise click.UsageError("Say who does it: --by OFFICER.")
    with governance() as services:
        if not dry_run and not yes:
            services.erase_person.would_erase(landlord, customer)
            click.confirm(f"Erase customer {customer} for good?", abort=True)
        do = services.erase_person
        done = do.would_erase(landlord, customer) if dry_run else do.erase(landlord, customer, officer)
    for one in done:
        if one.rows:
            click.echo(f"{one.kind}: {one.rows} {one.fate}")
    if dry_run:
        click.echo("Nothing was erased. Leave out --dry-run, and say --by OFFICER, to do so.")
