"""Who calls on the telephone's page of a demo, and who sits at which line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cli.demo.population import people
from contact_gateway.application.records import NewPerson
from contact_gateway.application.services import Services
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.standing import Role
from ivr.phone_simulator.telephone.parties import Caller

_RELAYED = "ali"
_STRANGERS = (
    Caller("Somebody unknown", "+447700900199"),
    Caller("Somebody who withholds the number", "anonymous"),
)


def callers() -> list[Caller]:
    """Return everybody who can call: the people of the demo, one of them through the text relay too, and strangers."""
    by_number: defaultdict[str, list[NewPerson]] = defaultdict(list)
    for person in people():
        if person.role is not Role.OFFICER:
            by_number[_number(person)].append(person)
    known = [Caller(_named(sharing), number) for number, sharing in by_number.items()]
    relayed = next(one for one in people() if one.id == _RELAYED)
    through = Caller(f"{relayed.name}, through the text relay", f"18001{_number(relayed)}")
    return [*known, through, *_STRANGERS]


def lines_of(services: Services, policy: Policy) -> Mapping[str, str]:
    """Return who sits at each line that may be rung, or from which somebody calls."""
    lines = {number: one.label for one in policy.destinations.values() if (number := number_of(services, one.phone))}
    return lines | {_number(person): person.name for person in people()}


def number_of(services: Services, text: str) -> str:
    """Return a number as it is dialled; nothing where the text is none."""
    point = services.phone_numbers.read(text) if text and "@" not in text else None
    return point.value if point and point.kind is PointKind.PHONE else ""


def _number(person: NewPerson) -> str:
    return next(point.value for point in person.contact_points if point.kind is PointKind.PHONE)


def _named(sharing: list[NewPerson]) -> str:
    [first, *others] = sharing
    if others:
        return f"{' or '.join(one.name for one in sharing)}, on one telephone"
    if first.language != "en":
        return f"{first.name}, in Welsh"
    return f"{first.name}, at risk" if first.priority else first.name
