"""Reads a whole scenario file: its text in, a `Scenario` out, or the one sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from cli.scenario_runner.context import Context
from cli.scenario_runner.events import read_events
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.local_times import a_start
from cli.scenario_runner.model import Outage, Scenario
from cli.scenario_runner.nodes import Node, Table, parse
from cli.scenario_runner.people import read_people
from cli.scenario_runner.readers import Reader, a_table, a_text, many, one_of
from cli.scenario_runner.restrictions import read_restrictions
from contact_gateway.application.ports import PhoneNumbers
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.policy import MAIN, Policy

KEYS = ("scenario", "landlord", "policies", "people", "channels_down", "restrictions", "events")

PackReader = Callable[[str, str, str, str], Policy]
"""Given the text of a pack, the landlord's slug, the name of the file and the text of the main pack, which is empty for
that one itself: its policy. Raises ValueError.
"""


def read_scenario(
    text: str, folder: Path, shipped: Mapping[str, str], read_pack: PackReader, numbers: PhoneNumbers
) -> Scenario:
    """Return the scenario that a text holds.

    Args:
        text: the file.
        folder: where the file lies, and the packs beside it.
        shipped: the texts of the packs that come with the service, by landlord.
        read_pack: turns a pack's text into a policy.
        numbers: knows how numbers are written.

    Raises:
        ScenarioFault: the first thing that is wrong, with its line and what is allowed.
    """
    document = parse(text)
    parts = a_table(document, dict.fromkeys(KEYS, _as_it_is), required=("scenario", "landlord"))
    title = a_text(parts["scenario"])
    slug, pack, policy = _landlord(parts["landlord"], folder, shipped, read_pack)
    beside = _beside(parts["policies"], folder, policy, pack, read_pack) if "policies" in parts else {}
    context = Context(policy=policy, numbers=numbers, beside=tuple(beside))
    people = read_people(parts["people"], context) if "people" in parts else ()
    context = replace(context, people={person.id: person for person in people})
    outage = _an_outage(context)
    restrictions = read_restrictions(parts["restrictions"], context) if "restrictions" in parts else ()
    context = replace(context, restrictions={one.id: one.customer_id for one in restrictions})
    return Scenario(
        title=title,
        landlord=slug,
        pack=pack,
        beside=tuple(beside.values()),
        policy=policy,
        people=people,
        outages=many(outage)(parts["channels_down"]) if "channels_down" in parts else (),
        restrictions=restrictions,
        events=read_events(parts["events"], context) if "events" in parts else (),
    )


def _landlord(node: Node, folder: Path, shipped: Mapping[str, str], read_pack: PackReader) -> tuple[str, str, Policy]:
    name = a_text(node)
    if name in shipped:
        slug, pack, file_name = name, shipped[name], f"{name}.toml"
    else:
        path = folder / name
        allowed = f"{', '.join(shipped)}, or the path of a TOML pack beside this file"
        if path.suffix != ".toml" or not path.is_file():
            raise ScenarioFault(node.line, f"There is no landlord {name!r}, and no such pack.", allowed)
        slug, pack, file_name = path.stem, _file(path, node.line), name
    try:
        return slug, pack, read_pack(pack, slug, file_name, "")
    except ValueError as fault:
        raise ScenarioFault(node.line, f"The pack of this landlord is wrong: {fault}") from fault


def _beside(node: Node, folder: Path, main: Policy, main_pack: str, read_pack: PackReader) -> Mapping[str, str]:
    """Return the texts of the packs that stand beside the landlord's main one, by the codes of their policies."""
    found: dict[str, str] = {}
    for item in many(_as_it_is)(node):
        name = a_text(item)
        path = folder / name
        if path.suffix != ".toml" or not path.is_file():
            raise ScenarioFault(item.line, f"There is no pack {name!r}.", "the path of a TOML pack beside this file")
        text = _file(path, item.line)
        try:
            policy = read_pack(text, main.landlord, name, main_pack)
        except ValueError as fault:
            raise ScenarioFault(item.line, f"This pack is wrong: {fault}") from fault
        if policy.code in {MAIN, *found}:
            raise ScenarioFault(item.line, f"There is a policy {policy.code!r} already.", "a [policy] code of its own")
        found[policy.code] = text
    return found


def _file(path: Path, line: int) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ScenarioFault(line, f"The pack {path.name} cannot be read: {fault}.", "a text file in UTF-8") from fault


def _an_outage(context: Context) -> Reader[Outage]:
    instant = a_start(context.policy.zone)
    keys: dict[str, Reader[Any]] = {"channel": one_of(Channel), "from": instant, "until": instant}

    def read(node: Node) -> Outage:
        values = a_table(node, keys, required=keys)
        if values["from"] >= values["until"]:
            line = node.lines["until"] if isinstance(node, Table) else node.line
            raise ScenarioFault(line, "This outage ends before it begins.", "until after from")
        return Outage(channel=values["channel"], start=values["from"], until=values["until"])

    return read


def _as_it_is(node: Node) -> Node:
    return node
