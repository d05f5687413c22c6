"""Frozen dataclasses as plain JSON data, and back.

What stands at its default is left out, so that rows stay small; what is unknown is passed over and what is missing
stands at its default, so that old and new code can read each other's rows while a new version is rolled out.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def to_plain(value: object) -> object:
    """Return a value as what JSON can hold. Raises TypeError for what has no plain form here."""
    match value:
        case Enum():
            return value.value
        case str():
            return storable(value)
        case None | int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
    return _members(value)


def storable(text: str) -> str:
    """Return a text that PostgreSQL takes: without U+0000 and with `?` for half a surrogate pair, which mail may hold.

    Neither means anything to a reader; refusing the contact for it would.
    """
    return text if text.isascii() and text.isprintable() else text.replace("\0", "").encode(errors="replace").decode()


def from_plain(kind: type[Value], plain: object) -> Value:
    """Return the value of this kind of which `to_plain` made the plain data."""
    return cast("Value", _reader(cast("Hashable", kind))(plain))


@cache
def _reader(kind: Any) -> Callable[[Any], object]:  # noqa: ANN401 a type or what stands for one: X | None, tuple[X, ...]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        (only,) = (_reader(argument) for argument in arguments if argument is not types.NoneType)
        return lambda plain: None if plain is None else only(plain)
    if origin in {tuple, frozenset}:
        item = _reader(arguments[0])
        return lambda plain: origin(map(item, plain))
    if is_dataclass(kind):
        return _dataclass_reader(cast("type", kind))
    if kind is datetime:
        return lambda plain: datetime.fromisoformat(plain).astimezone(UTC)
    if kind is date:
        return date.fromisoformat
    return cast("Callable[[Any], object]", kind)


def _dataclass_reader(kind: type) -> Callable[[Mapping[str, Any]], object]:
    hints = get_type_hints(kind)
    known = frozenset(field.name for field in fields(kind))

    def read(plain: Mapping[str, Any]) -> object:
        return kind(**{name: _reader(hints[name])(value) for name, value in plain.items() if name in known})

    return read


def _default(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _members(value: object) -> object:
    match value:
        case Mapping():
            return {storable(str(name)): to_plain(member) for name, member in value.items()}
        case frozenset():
            return sorted(str(to_plain(item)) for item in value)
        case tuple() | list():
            return [to_plain(item) for item in value]
    members = ((name, default, getattr(value, name)) for name, default in _defaults(cast("Hashable", type(value))))
    return {name: to_plain(member) for name, default, member in members if member != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - as above
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no plain form.")
    return tuple((field.name, _default(field)) for field in fields(kind))
