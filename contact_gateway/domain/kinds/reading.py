"""Readers of single terms: plain data in, a proper value out, or a sentence that says what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Body
from contact_gateway.domain.periods import Per, WeeklyWindow, parse_window

Word = TypeVar("Word", bound=StrEnum)

MOST = 10_000
"""What a whole number of terms is at most."""

_WHOLE = re.compile(r"[0-9]{1,9}")
_SHOWN = 40


class ImpossibleTerms(ValueError):
    """Terms that no restriction can have; the message is a sentence for the person who typed them."""


def a_text(name: str, value: object) -> str:
    """Read a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        message = f"{name} needs a text, got {value!r}."
        raise ImpossibleTerms(message)
    return value.strip()


def a_count(name: str, value: object) -> int:
    """Read a whole number of one or more; a cap of nothing is a ban and has its own kind."""
    number = int(value) if isinstance(value, str) and _WHOLE.fullmatch(value.strip()) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
        message = f"{name} needs a whole number from 1 to {MOST}, got {repr(value)[:_SHOWN]}."
        raise ImpossibleTerms(message)
    return number


def a_yes_or_no(name: str, value: object) -> bool:
    """Read a truth value; scenario files spell it as a word."""
    words = {"true": True, "yes": True, "false": False, "no": False}
    said = words.get(str(value).casefold())
    if said is None:
        message = f"{name} needs true or false, got {value!r}."
        raise ImpossibleTerms(message)
    return said


def texts(name: str, value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    return tuple(a_text(name, item) for item in _items(name, value))


def one_of(words: type[Word]) -> Callable[[str, object], Word]:
    """Make a reader of one word out of an enumeration."""

    def read(name: str, value: object) -> Word:
        try:
            return words(str(value))
        except ValueError:
            message = f"{name} cannot be {value!r}; allowed: {', '.join(words)}."
            raise ImpossibleTerms(message) from None

    return read


def a_period(*allowed: str) -> Callable[[str, object], Per]:
    """Make a reader of a period, of which a kind may allow only some."""

    def read(name: str, value: object) -> Per:
        if str(value) not in allowed:
            message = f"{name} cannot be {value!r}; allowed: {', '.join(allowed)}."
            raise ImpossibleTerms(message)
        return Per(str(value))

    return read


def channels(name: str, value: object) -> frozenset[Channel]:
    """Read a list of channels, at least one."""
    return _words(name, value, Channel)


def bodies(name: str, value: object) -> frozenset[Body]:
    """Read a list of outside bodies, at least one."""
    return _words(name, value, Body)


def windows(name: str, value: object) -> tuple[WeeklyWindow, ...]:
    """Read weekly windows such as `tue 09:00-12:00`."""
    try:
        return tuple(parse_window(a_text(name, item)) for item in _items(name, value))
    except ImpossibleTerms:
        raise
    except ValueError as fault:
        raise ImpossibleTerms(str(fault)) from fault


def plain(value: object) -> object:
    """Return a term as plain data."""
    match value:
        case StrEnum() | WeeklyWindow():
            return str(value)
        case frozenset():
            return sorted(str(item) for item in value)
        case tuple():
            return [plain(item) for item in value]
        case _:
            return value


def _words(name: str, value: object, words: type[Word]) -> frozenset[Word]:
    found = frozenset(one_of(words)(name, item) for item in _items(name, value))
    if not found:
        message = f"{name} needs at least one of: {', '.join(words)}."
        raise ImpossibleTerms(message)
    return found


def _items(name: str, value: object) -> Iterable[object]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    message = f"{name} needs a list, got {value!r}."
    raise ImpossibleTerms(message)
