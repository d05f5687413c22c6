"""Values in the shape in which the macros of GOV.UK Frontend take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contact_gateway.web.desk.limit_form import Fault


def options(choices: Iterable[tuple[str, str]], revealed: Mapping[str, str] | None = None) -> list[dict[str, object]]:
    """Return radios, checkboxes or options; a choice reveals the markup that stands under its value."""
    inside = revealed or {}
    return [
        {"value": str(value), "text": words} | ({"conditional": {"html": inside[value]}} if value in inside else {})
        for value, words in choices
    ]


def summary_rows(pairs: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    """Return the rows of a summary list."""
    return [{"key": {"text": name}, "value": {"text": words}} for name, words in pairs]


def fault_links(faults: Iterable[Fault], targets: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the lines of an error summary, each a link to its field where it has one."""
    return [
        {"text": fault.sentence} | ({"href": f"#{targets[fault.field]}"} if fault.field in targets else {})
        for fault in faults
    ]


def fault_messages(faults: Iterable[Fault]) -> dict[str, dict[str, str]]:
    """Return the message beside each field, the first where it has several."""
    messages: dict[str, dict[str, str]] = {}
    for fault in faults:
        messages.setdefault(fault.field, {"text": fault.sentence})
    return messages
