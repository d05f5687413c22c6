"""Reads the people of a scenario."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cli.scenario_runner.context import Context
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.nodes import Node, Table
from cli.scenario_runner.readers import Reader, a_table, a_text, a_truth, many, one_of
from contact_gateway.application.records import NewPerson
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import ImpossibleWindow, parse_window
from contact_gateway.domain.standing import Role

_LANGUAGE = re.compile(r"language:([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")
NO_ADDRESS = "none"
"""What a file says of whoever has no address on record."""

_HOUSED = frozenset({Role.CUSTOMER, Role.HOUSEHOLD, Role.REPRESENTATIVE})
_OF_SOMEBODY = frozenset({Role.REPRESENTATIVE, Role.HOUSEHOLD})


def read_people(node: Node, context: Context) -> tuple[NewPerson, ...]:
    """Read everybody, and check that whoever belongs to somebody belongs to a customer of the file."""
    people: dict[str, NewPerson] = {}
    places: list[tuple[NewPerson, Node]] = []
    for number, (read, place) in enumerate(many(lambda item: (_read_person(item, context), item))(node), start=1):
        person = _housed(read, number)
        if person.id in people:
            raise ScenarioFault(place.line, f"The id {person.id!r} stands here twice.", "each person once")
        people[person.id] = person
        places.append((person, place))
    customers = [person.id for person in people.values() if person.role is Role.CUSTOMER]
    for person, place in places:
        if person.of and person.of not in customers:
            line = place.entries["of"].line if isinstance(place, Table) else place.line
            raise ScenarioFault(line, f"{person.of!r} is no customer of this file.", ", ".join(customers) or "none yet")
    return tuple(people.values())


def _read_person(node: Node, context: Context) -> NewPerson:
    role = Role.CUSTOMER
    if isinstance(node, Table) and "role" in node.entries:
        role = one_of(Role)(node.entries["role"])
    values = a_table(node, _keys(role, context), _required(role))
    values["role"] = role
    if role is Role.CUSTOMER and _is_nobody_known(values):
        values["unverified"] = True
    languages = [word for word in values.get("adjustments", ()) if _LANGUAGE.fullmatch(word)]
    if languages:
        values["language"] = languages[0].partition(":")[2]
        values["adjustments"] = tuple(word for word in values["adjustments"] if word not in languages)
    return NewPerson(**{"name": "", "reference": values["id"], **values})


def _housed(person: NewPerson, number: int) -> NewPerson:
    """Return the person with an address to post letters to: the file's, none where it says so, else an invented one."""
    if person.address == NO_ADDRESS:
        return replace(person, address="")
    if person.address or person.role not in _HOUSED:
        return person
    return replace(person, address=f"{number} Example Street\nExampleton\nEX1 1AA")


def _is_nobody_known(values: Mapping[str, Any]) -> bool:
    """Whether a customer is known by accounts alone: without a name, and by nothing but handles."""
    kinds = {point.kind for point in values.get("contact_points", ())}
    return "name" not in values and "unverified" not in values and kinds == {PointKind.HANDLE}


def _keys(role: Role, context: Context) -> Mapping[str, Reader[Any]]:
    keys: dict[str, Reader[Any]] = {
        "id": a_text,
        "role": a_text,
        "name": a_text,
        "reference": _a_reference,
        "contact_points": many(context.a_point),
        "address": a_text,
        "adjustments": many(an_adjustment),
    }
    if role in _OF_SOMEBODY:
        keys["of"] = a_text
    if role is Role.CUSTOMER:
        keys |= {"priority": a_truth, "segment": a_text, "unverified": a_truth}
    if role is Role.SENDER:
        keys["body"] = one_of(Body)
    if role is Role.OFFICER:
        keys |= {"grade": one_of(context.policy.grades), "roles": many(a_text), "hours": many(_a_window)}
    return keys


def _required(role: Role) -> tuple[str, ...]:
    if role in _OF_SOMEBODY:
        return ("id", "of")
    return ("id", "body") if role is Role.SENDER else ("id",)


def _a_reference(node: Node) -> str:
    text = a_text(node)
    if len(text) == 1 or "#" in text:
        raise ScenarioFault(
            node.line, f"{text!r} cannot be keyed in: one key is a choice, and # ends it.", "two characters or more"
        )
    return text


def an_adjustment(node: Node) -> str:
    """Read an adjustment, or a language as `language:cy`."""
    text = a_text(node)
    if text in set(Adjustment) or _LANGUAGE.fullmatch(text):
        return text
    raise ScenarioFault(node.line, f"{text!r} is no adjustment.", ", ".join([*Adjustment, "language:<code>"]))


def _a_window(node: Node) -> str:
    try:
        return str(parse_window(a_text(node)))
    except ImpossibleWindow as fault:
        raise ScenarioFault(node.line, str(fault)) from fault
