"""The options that a pack has, by name, and packs without one of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from contact_gateway.adapters.policy_files.format import PACK
from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, Shape

Pack = dict[str, Any]

_ONLY_WITH: Mapping[str, tuple[str, ...]] = {
    "review.exceptional": ("exceptional_grade",),
    "review.exceptional_grade": ("exceptional",),
    "appeals.window": ("from_start",),
    "stages.length": ("letter",),
}
"""What a table of a pack may say only where it says the other too."""

_ROWS = frozenset({"authority.rules.kinds", "appeals.kinds"})
"""What sets a row apart from the row for all other kinds: without it there is no such row."""


def options() -> Iterator[str]:
    """Give all that a pack may say: `review.from_start`, `appeals.tiers.role`, `letters.*.sent_by`.

    A table with keys that it must have is an option as a whole, and so are the keys that it may have.
    """
    for option in _keys("", PACK):
        yield option.removeprefix(".")


def used(pack: Mapping[str, Any], option: str) -> bool:
    """Whether a pack says something under this name."""
    path, name = _place(option)
    return any(name in table for table in _tables(pack, path))


def without(pack: Pack, option: str) -> Pack:
    """Return the pack as it would be had nobody thought of this option."""
    left = deepcopy(pack)
    if option in _ROWS:
        path, name = _place(option)
        *around, rows = path
        for table in _tables(left, around):
            table[rows] = [row for row in table[rows] if name not in row]
    path, name = _place(option)
    for table in _tables(left, path):
        for one in (name, *_ONLY_WITH.get(option, ())) if name in table else ():
            table.pop(one, None)
    return left


def as_toml(pack: Mapping[str, Any]) -> str:
    """Write a pack down again."""
    return "\n".join(f"{_key(name)} = {_value(value)}" for name, value in pack.items()) + "\n"


def _keys(path: str, shape: Shape) -> Iterator[str]:
    match shape:
        case Many(each=each):
            yield from _keys(path, each)
        case Named(each=Keys(known=known, required=required)):
            yield from [path] if required else []
            yield from _keys(f"{path}.*", Keys(known={name: known[name] for name in known if name not in required}))
        case Keys(known=known, required=required):
            yield from [path] if required else []
            for name, inner in known.items():
                yield from [] if name in required else _keys(f"{path}.{name}", inner)
        case _:
            yield path


def _place(option: str) -> tuple[list[str], str]:
    *path, name = option.split(".")
    return path, name


def _tables(found: object, path: list[str]) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for item in found:
            yield from _tables(item, path)
    elif isinstance(found, dict) and not path:
        yield found
    elif isinstance(found, dict):
        for name in found if path[0] == "*" else [path[0]]:
            yield from _tables(found.get(name), path[1:])


def _key(name: str) -> str:
    return json.dumps(name)


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
