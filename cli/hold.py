"""`contact-gateway hold`: legal holds, under which nothing of a customer is forgotten or erased."""

from __future__ import annotations

import click

from cli.governing import governance
from contact_gateway.application.ids import new_id

_BY = click.option("--by", "officer", required=True, help="The officer who does it, by id.")


@click.group()
def hold() -> None:
    """Keep what a court or a claim needs, whatever retention and erasure say."""


@hold.command()
@click.argument("landlord")
@click.argument("customer")
@click.option("--reference", required=True, help="That of the claim.")
@_BY
def place(landlord: str, customer: str, reference: str, officer: str) -> None:
    """Place a hold on a CUSTOMER. While any stands, nothing of the landlord's audit trail is forgotten either."""
    with governance() as services:
        made = services.legal_holds.place(landlord, customer, reference, officer, new_id())
    click.echo(f"Hold {made.id} stands on {customer}.")


@hold.command()
@click.argument("landlord")
@click.argument("hold_id")
@_BY
def lift(landlord: str, hold_id: str, officer: str) -> None:
    """Lift a hold."""
    with governance() as services:
        services.legal_holds.lift(landlord, hold_id, officer)
    click.echo(f"Hold {hold_id} is lifted.")


@hold.command("list")
@click.argument("landlord")
def list_holds(landlord: str) -> None:
    """Say which holds stand."""
    with governance() as services:
        standing = services.legal_holds.standing(landlord)
    for one in standing:
        click.echo(f"{one.id}: {one.customer_id}, {one.reference}, by {one.placed_by} since {one.placed_at:%Y-%m-%d}")
    if not standing:
        click.echo("No legal hold stands.")
