"""Whether whoever acts is an officer of the landlord."""

from __future__ import annotations

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import People


def check_officer(people: People, landlord: str, officer: str) -> None:
    """Return nothing. Raises `Refused` (unknown_officer)."""
    if officer not in {one.id for one in people.officers(landlord)}:
        raise Refused("unknown_officer", f"There is no officer {officer!r}.")
