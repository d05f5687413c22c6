"""A pack as it is written: its values, and for each the clause it states. Defaults fill what it does not say.

Three spellings give a clause: `clause = "TUN-8.4"` in a table speaks for everything in it that states none of its own;
`{ value = 12, clause = "TUN-8.8c" }` speaks for one value; and a table within a table may state its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contact_gateway.adapters.policy_files.faults import Path, Wrong
from contact_gateway.adapters.policy_files.shapes import Found
from contact_gateway.adapters.policy_files.values import a_clause
from contact_gateway.domain.policy import DEFAULT, LANDLORD

Tree = dict[str, object]


@dataclass(frozen=True, slots=True)
class Stated:
    """Plain values without their clauses, and the clause of each value and table by its path."""

    values: Tree
    clauses: Mapping[Path, str] = field(default_factory=dict)

    def source(self, path: Path) -> str:
        """Return the clause a value comes from, `landlord` where the pack names none, `default` where it is silent."""
        return self.clauses.get(path, DEFAULT)


def read_stated(document: Tree, found: Found) -> Stated:
    """Take the clauses out of a document; tell `found` of every clause that is none."""
    clauses: dict[Path, str] = {}

    def take(value: object, path: Path, inherited: str) -> object:
        clauses[path] = clause = _clause(value, path, inherited, found)
        if _is_wrapped(value) and isinstance(value, dict):
            return value["value"]
        if isinstance(value, dict):
            return {name: take(item, (*path, name), clause) for name, item in value.items() if name != "clause"}
        if isinstance(value, list):
            return [take(item, (*path, number), clause) for number, item in enumerate(value)]
        return value

    return Stated({name: take(item, (name,), LANDLORD) for name, item in document.items()}, clauses)


def merged(defaults: Tree, pack: Tree) -> Tree:
    """Return the pack's values with the defaults where it is silent; tables are joined, anything else is replaced."""
    both = {**defaults, **pack}
    for name in defaults.keys() & pack.keys():
        default, own = defaults[name], pack[name]
        if isinstance(default, dict) and isinstance(own, dict):
            both[name] = merged(default, own)
    return both


def leaves(tree: Tree) -> Iterator[tuple[Path, object]]:
    """Give every single value with its path; a list of plain values is one value, a list of tables is walked."""
    for name, value in tree.items():
        yield from _leaves((name,), value)


def _leaves(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves((*path, name), item)
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            yield from _leaves((*path, number), item)
    else:
        yield path, value


def _is_wrapped(value: object) -> bool:
    return isinstance(value, dict) and "value" in value and value.keys() <= {"value", "clause"}


def _clause(value: object, path: Path, inherited: str, found: Found) -> str:
    if not isinstance(value, dict) or "clause" not in value:
        return inherited
    try:
        return a_clause(value["clause"])
    except Wrong as wrong:
        found((*path, "clause"), wrong)
        return inherited
