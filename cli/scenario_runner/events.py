"""Reads the events of a scenario: contacts, looks at the counters, acts of casework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cli.scenario_runner.act_reading import NamesGiven, read_act
from cli.scenario_runner.contacts import read_contact
from cli.scenario_runner.context import Context
from cli.scenario_runner.expectations import OF_A_CONTACT, OF_COUNTERS, Field, read_expected
from cli.scenario_runner.expectations_of_acts import OF_AN_ACT
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.local_times import an_instant
from cli.scenario_runner.model import CountersRead, Deed, Event, Expected
from cli.scenario_runner.nodes import Node, Table
from cli.scenario_runner.readers import Reader, a_day, a_table, described, many, one_of
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import Per

_DEEDS = ("contact", "counters", "do")


def read_events(node: Node, context: Context) -> tuple[Event, ...]:
    """Read the events, which stand in order of time."""
    events: list[Event] = []
    names = NamesGiven(restrictions=dict(context.restrictions))
    for item in many(lambda each: each)(node):
        event = _read_event(item, len(events) + 1, context, names)
        if events and event.at < events[-1].at:
            raise ScenarioFault(event.line, "This happens before the event above it.", "events in order of `at`")
        events.append(event)
    return tuple(events)


def _read_event(node: Node, number: int, context: Context, names: NamesGiven) -> Event:
    deeds = [key for key in _DEEDS if isinstance(node, Table) and key in node.entries]
    if not isinstance(node, Table) or len(deeds) != 1:
        found = " and ".join(deeds) or (described(node) if not isinstance(node, Table) else "none")
        raise ScenarioFault(node.line, f"An event is exactly one of three things, got {found}.", ", ".join(_DEEDS))
    match deeds[0]:
        case "contact":
            return _read_contact(node, number, context)
        case "counters":
            return _read_counters(node, context)
        case _:
            return _read_act(node, context, names)


def _read_contact(node: Table, number: int, context: Context) -> Event:
    values = _values(node, OF_A_CONTACT, {"contact": lambda inner: inner}, context)
    played, words = read_contact(values["contact"], values["at"], number, context)
    return _event(node, values, played, words)


def _read_counters(node: Table, context: Context) -> Event:
    keys: dict[str, Reader[Any]] = {
        "of": context.a_person(),
        "channel": one_of(Channel),
        "by": one_of(Per),
        "on": a_day,
    }
    values = _values(node, OF_COUNTERS, {"counters": lambda inner: a_table(inner, keys, ("of", "by"))}, context)
    asked = {"channel": None, "on": None, **values["counters"]}
    if asked["on"] and asked["by"] is Per.HOUR:
        raise ScenarioFault(node.lines["counters"], "A day does not say which hour is meant.", "by: day, week, month")
    where = asked["channel"] or "all channels"
    return _event(node, values, CountersRead(**asked), f"counters of {asked['of']}, {where}, by {asked['by']}")


def _read_act(node: Table, context: Context, names: NamesGiven) -> Event:
    keys, required, make = read_act(node, context, names)
    values = _values(node, OF_AN_ACT, keys, context, required=required)
    deed, words = make(values)
    return _event(node, values, deed, words)


def _values(
    node: Table,
    fields: Mapping[str, Field[Any]],
    own: Mapping[str, Reader[Any]],
    context: Context,
    required: Iterable[str] | None = None,
) -> dict[str, Any]:
    def expected(inner: Node) -> tuple[Expected, ...]:
        return read_expected(inner, fields, context.policy)

    at: Reader[datetime] = an_instant(context.policy.zone)
    keys = {"at": at, **own, "expect": expected}
    return a_table(node, keys, required=("at", *(own if required is None else required)))


def _event(node: Table, values: Mapping[str, Any], deed: Deed, words: str) -> Event:
    return Event(at=values["at"], line=node.line, words=words, deed=deed, expected=values.get("expect", ()))
