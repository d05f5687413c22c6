"""Shapes of data: what may stand where. Reading by a shape finds every fault, not only the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from contact_gateway.adapters.policy_files.faults import Path, Wrong

Reader = Callable[[object], object]
"""Takes plain data, returns the value meant, or raises `Wrong`."""


@dataclass(frozen=True, slots=True)
class One:
    """A single value."""

    read: Reader


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one shape."""

    each: Shape
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class Keys:
    """A table whose keys the format fixes."""

    known: Mapping[str, Shape]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose keys the landlord names, each read by `name`, each holding the same shape."""

    name: Reader
    each: Shape


Shape = One | Many | Keys | Named


@dataclass(frozen=True, slots=True)
class Dropped:
    """Stands where a faulty value was; tables and lists leave it out."""


Found = Callable[[Path, Wrong], None]
"""Told of each fault and its place."""


def read_by(shape: Shape, value: object, path: Path, found: Found) -> object:
    """Return the sound part of a value, typed as its shape says; tell `found` of everything else."""
    try:
        match shape:
            case One():
                return shape.read(value)
            case Many():
                return _read_list(shape, value, path, found)
            case Keys():
                return _read_keys(shape, value, path, found)
            case Named():
                return _read_named(shape, value, path, found)
    except Wrong as wrong:
        found(path, wrong)
        return Dropped()


def _read_list(shape: Many, value: object, path: Path, found: Found) -> object:
    if not isinstance(value, list):
        raise Wrong(f"This needs a list, got {value!r}.", "a list in square brackets")
    if len(value) < shape.at_least:
        held = f"has {len(value)} items" if value else "is empty"
        raise Wrong(f"This list {held}.", f"a list of at least {shape.at_least}")
    items = (read_by(shape.each, item, (*path, number), found) for number, item in enumerate(value))
    return tuple(item for item in items if not isinstance(item, Dropped))


def _read_keys(shape: Keys, value: object, path: Path, found: Found) -> object:
    table = _a_table(value)
    for name in table:
        if name not in shape.known:
            found((*path, name), Wrong(f"There is no key {name!r} here.", ", ".join(shape.known)))
    for name in shape.required:
        if name not in table:
            found((*path, name), Wrong(f"The key {name!r} is missing.", f"{name} = ..."))
    return dict(
        _sound(
            (name, read_by(shape.known[name], item, (*path, name), found))
            for name, item in table.items()
            if name in shape.known
        )
    )


def _read_named(shape: Named, value: object, path: Path, found: Found) -> object:
    names: dict[object, object] = {}
    for name, item in _a_table(value).items():
        key = read_by(One(shape.name), name, (*path, name), found)
        if not isinstance(key, Dropped):
            names[key] = read_by(shape.each, item, (*path, name), found)
    return dict(_sound(iter(names.items())))


def _a_table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Wrong(f"This needs a table, got {value!r}.", "a table: [name] and its keys below, or { key = value }")
    return value


def _sound(pairs: Iterator[tuple[object, object]]) -> Iterator[tuple[object, object]]:
    return ((key, value) for key, value in pairs if not isinstance(value, Dropped))
