"""A pack's sound values, as plain tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contact_gateway.adapters.policy_files.faults import Path, Wrong

Read = Mapping[str, Any]
"""A pack's sound values, read by its shape: tables and lists may lack what was faulty."""

Faulty = Iterator[tuple[Path, Wrong]]
"""Faults, each at the path where it is put right."""


def table(read: Read, *path: str) -> Mapping[Any, Any]:
    """Return a table by its path, an empty one where it is missing."""
    for name in path:
        read = read.get(name, {})
    return read
