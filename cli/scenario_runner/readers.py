"""Readers of single values: a node in, a proper value out, or a `ScenarioFault` with the line and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.nodes import Items, Node, Scalar, Table
from contact_gateway.domain.periods import seconds_of

Value = TypeVar("Value")
Word = TypeVar("Word", bound=str)
Reader = Callable[[Node], Value]


def a_text(node: Node) -> str:
    """Read a text that is not blank."""
    if isinstance(node, Scalar) and not node.is_null and node.text.strip():
        return node.text.strip()
    raise ScenarioFault(node.line, f"A text is needed here, got {described(node)}.", "a word or a sentence")


def any_text(node: Node) -> str:
    """Read a text that may be empty."""
    return node.text if isinstance(node, Scalar) and not node.text.strip() and not node.is_null else a_text(node)


def said(node: Node) -> str:
    """Read what was said: a text that may be empty, a list of texts, or a text under the name of each who spoke."""
    match node:
        case Items(items=items):
            return "; ".join(map(a_text, items))
        case Table(entries=entries):
            return "; ".join(f"{who}: {a_text(what)}" for who, what in entries.items())
        case _:
            return any_text(node)


def a_number(node: Node) -> int:
    """Read a whole number, 0 or more."""
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if text.isascii() and text.isdigit():
        return int(text)
    raise ScenarioFault(node.line, f"A number is needed here, got {described(node)}.", "a whole number, 0 or more")


def a_truth(node: Node) -> bool:
    """Read yes or no. The words of YAML 1.1 are taken as well as its own."""
    words = {"true": True, "yes": True, "false": False, "no": False}
    said = words.get(node.text.strip().lower()) if isinstance(node, Scalar) else None
    if said is None:
        raise ScenarioFault(node.line, f"Yes or no is needed here, got {described(node)}.", "true, false")
    return said


def a_day(node: Node) -> date:
    """Read a date."""
    text = a_text(node)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError as fault:
        raise ScenarioFault(node.line, f"{text} is no day of the calendar: {fault}.", "2026-03-02") from fault
    raise ScenarioFault(node.line, f"{text!r} is not a date.", "2026-03-02")


def a_duration(node: Node) -> int:
    """Read a duration such as `90s` or `6m10s`, as seconds."""
    try:
        return seconds_of(a_text(node))
    except ScenarioFault:
        raise
    except ValueError as fault:
        raise ScenarioFault(node.line, str(fault)) from fault


def one_of(words: Iterable[Word]) -> Reader[Word]:
    """Make a reader of one word out of these."""
    known = {str(word): word for word in words}

    def read(node: Node) -> Word:
        text = a_text(node)
        if text not in known:
            raise ScenarioFault(node.line, f"{text!r} is not known here.", ", ".join(known))
        return known[text]

    return read


def many(each: Reader[Value]) -> Reader[tuple[Value, ...]]:
    """Make a reader of a list; a single value is a list of one, and nothing is an empty list."""

    def read(node: Node) -> tuple[Value, ...]:
        if isinstance(node, Scalar) and node.is_null:
            return ()
        return tuple(each(item) for item in node.items) if isinstance(node, Items) else (each(node),)

    return read


def or_nothing(reader: Reader[Value]) -> Reader[Value | None]:
    """Make a reader that takes `null` too."""
    return lambda node: None if isinstance(node, Scalar) and node.is_null else reader(node)


def a_table(node: Node, keys: Mapping[str, Reader[Any]], required: Iterable[str] = ()) -> dict[str, Any]:
    """Read a mapping with these keys, each by its reader; a key that is not known, or missing, is a fault."""
    if not isinstance(node, Table):
        raise ScenarioFault(node.line, f"Keys are needed here, got {described(node)}.", ", ".join(keys))
    for key in node.entries:
        if key not in keys:
            raise ScenarioFault(node.lines[key], f"There is no key {key!r} here.", ", ".join(keys))
    for key in required:
        if key not in node.entries:
            raise ScenarioFault(node.line, f"The key {key!r} is missing here.", ", ".join(keys))
    return {key: keys[key](value) for key, value in node.entries.items()}


def described(node: Node) -> str:
    """Say what stands there, for the sentence of a fault."""
    match node:
        case Scalar(is_null=True):
            return "nothing"
        case Scalar(text=text):
            return repr(text)
        case Items():
            return "a list"
        case Table():
            return "a mapping"
