"""Addresses in the headers of a mail.

Python's own parser of address lists takes `alice@example.org <mallory@example.org>` apart differently from one release
to the next, and slowly; who a mail is from must not depend on that. Here an address counts only where it is plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_HEADER = 100_000
"""Characters of an address header that are read: some thousand addresses."""

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)', re.DOTALL)
_PIECE = re.compile(r"\\.|[()]|[^()\\]+|\\", re.DOTALL)
_ANGLE = re.compile(r"<([^<>]*)>")
_BETWEEN = re.compile(r"[\s<>,;:\[\]\\]+")
_ADDRESS = re.compile(
    r"[^\s<>,;:\"()\[\]@\\\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,64}"
    r"@(?=.{1,253}\Z)\w(?:[\w-]{0,61}\w)?(?:\.\w(?:[\w-]{0,61}\w)?)*"
)
"""Every pattern here takes time in proportion to the text, whatever the text is."""


@dataclass(frozen=True, slots=True)
class Author:
    """The first address in From, empty where none can be read, and whether it is the only one."""

    address: str
    alone: bool


def is_address(text: str) -> bool:
    """Whether this is one plain mail address."""
    return _ADDRESS.fullmatch(text) is not None


def author(values: list[str]) -> Author:
    """Return who the From headers name. Several headers, or several addresses in one, leave it open who wrote."""
    bare = _bare(values[0] if values else "")
    angles = [angle.strip() for angle in _ANGLE.findall(bare)]
    named = angles or [part.strip() for part in bare.split(",") if part.strip()]
    first = named[0] if named and is_address(named[0]) else ""
    others = set(_plain_addresses(bare)) - {first.casefold()}
    return Author(first, alone=len(values) == 1 and len(named) == 1 and not others)


def addresses(values: list[str]) -> tuple[str, ...]:
    """Return the distinct addresses in these headers, in small letters, in their order."""
    return tuple(dict.fromkeys(address for value in values for address in _plain_addresses(_bare(value))))


def _plain_addresses(bare: str) -> Iterator[str]:
    return (word.casefold() for word in _BETWEEN.split(bare) if is_address(word))


def _bare(value: str) -> str:
    """Return a header's value less its quoted names and comments, in which an address is only decoration."""
    depth, kept = 0, []
    for piece in _PIECE.findall(_QUOTED.sub(" ", value[:LONGEST_HEADER])):
        depth = max(depth + (piece == "(") - (piece == ")"), 0)
        if not depth:
            kept.append(" " if piece == ")" else piece)
    return "".join(kept)
