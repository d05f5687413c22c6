"""A pack as people read it: every value in force, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contact_gateway.adapters.policy_files.building import kinds_of, sources_of_kinds
from contact_gateway.adapters.policy_files.faults import dotted
from contact_gateway.adapters.policy_files.packs import Pack
from contact_gateway.adapters.policy_files.stated import leaves
from contact_gateway.domain.policy import DEFAULT, LANDLORD, MANAGERS

_SOURCES = {
    DEFAULT: "default, not in policy",
    LANDLORD: "the landlord's own",
    MANAGERS: "landlord's managers, not in policy",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its dotted key, the value as text, and its source in words."""

    key: str
    value: str
    source: str


def rows(pack: Pack) -> Iterator[Row]:
    """Give every value in force, the kinds last with the grade that decides each."""
    for path, value in leaves(pack.values):
        if path[0] != "kinds":
            yield Row(dotted(path), _plain(value), _in_words(pack.stated.source(path)))
    kinds = kinds_of(pack.read, pack.stated)
    for key, source in sources_of_kinds(kinds, pack.stated).items():
        grade = next(rule.grade for kind, rule in kinds.items() if key == f"kinds.{kind}")
        yield Row(key, f"decided by {grade} or above" if grade else "allowed", _in_words(source))


def _in_words(source: str) -> str:
    return _SOURCES.get(source, source)


def _plain(value: object) -> str:
    match value:
        case list():
            return ", ".join(_plain(item) for item in value)
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())
