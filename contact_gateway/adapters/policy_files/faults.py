"""What is wrong in a pack, said so that whoever wrote it can put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Where a value stands in a pack: names of keys and, within a list, numbers from 0."""


class Wrong(Exception):
    """A value that cannot be meant: what is wrong, and what is allowed instead. Becomes a `Fault` at its place."""

    def __init__(self, what: str, allowed: str) -> None:
        """Keep both halves of the sentence."""
        super().__init__(f"{what} Allowed: {allowed}.")
        self.what = what
        self.allowed = allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a pack, at a line (from 1) of a file. `key` is dotted, empty where the file is no TOML."""

    file_name: str
    line: int
    key: str
    what: str
    allowed: str

    def __str__(self) -> str:
        """Return the fault as one line, as editors and people read it."""
        subject = f"{self.key}: " if self.key else ""
        return f"{self.file_name}:{self.line}: {subject}{self.what} Allowed: {self.allowed}."


class PackFaults(ValueError):
    """A pack that cannot be used. `faults` holds every fault found, in the order of the lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults in the order in which they stand in the file."""
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.key)))
        super().__init__("\n".join(map(str, self.faults)))


def dotted(path: Path) -> str:
    """Return a path as TOML spells it: `review.usual`, `open_senders."@police.example.org"`, `lines[0].team`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            bare = part.replace("_", "").replace("-", "")
            name = part if bare.isascii() and bare.isalnum() else f'"{part}"'
            text += f".{name}" if text else name
    return text
