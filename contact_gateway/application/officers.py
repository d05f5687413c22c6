"""Whether somebody who is named is one of the landlord's officers."""

from __future__ import annotations

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import People


def is_officer(people: People, landlord: str, officer: str) -> bool:
    """Return whether the landlord has such an officer. Raises `Unavailable`."""
    return any(known.id == officer for known in people.officers(landlord))


def refuse_strangers(people: People, landlord: str, officer: str) -> None:
    """Raise `Refused` (unknown_officer), with who is allowed, for anybody else."""
    officers = {known.id for known in people.officers(landlord)}
    if officer not in officers:
        allowed = ", ".join(sorted(officers)) or "none yet"
        raise Refused("unknown_officer", f"There is no officer {officer!r}; the officers are: {allowed}.")
