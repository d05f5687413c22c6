"""Whether somebody who is named is one of the landlord's officers."""

from __future__ import annotations

from collections.abc import Collection

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import People


def is_officer(people: People, landlord: str, officer: str) -> bool:
    """Return whether the landlord has such an officer. Raises `Unavailable`."""
    return officer in _known(people, landlord)


def refuse_strangers(people: People, landlord: str, *named: str) -> None:
    """Raise `Refused` (unknown_officer), with who is allowed, where somebody named is none of the officers."""
    refuse_unless_among(_known(people, landlord), *named)


def refuse_unless_among(known: Collection[str], *named: str) -> None:
    """Raise `Refused` (unknown_officer), with who is allowed, where somebody named is not among those known."""
    strangers = sorted(set(named) - set(known))
    if strangers:
        allowed = ", ".join(sorted(known)) or "none yet"
        raise Refused("unknown_officer", f"There is no officer {strangers[0]!r}; the officers are: {allowed}.")


def _known(people: People, landlord: str) -> set[str]:
    return {officer.id for officer in people.officers(landlord)}
