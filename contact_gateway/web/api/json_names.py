"""Finds a name that stands twice in one JSON object: readers differ in which of the two they take."""

from __future__ import annotations

import json


class RepeatedName(Exception):
    """A name that stands twice in one object."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__("A name stands twice in one object.")
        self.name = name


def check_names(body: bytes) -> None:
    """Raise `RepeatedName` where an object of a JSON text, at whatever depth, says a name twice.

    Names are compared as they are meant, whatever escapes they are written with. Numbers are not converted.
    """
    json.loads(body, object_pairs_hook=_named_once, parse_int=str, parse_float=str)


def _named_once(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise RepeatedName(name)
        seen.add(name)
