"""The modules of the repository, as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("contact_gateway", "ivr", "scheduler", "cli")
BESIDE = ("migrations", "tests", "tools", "bench")


def modules(*folders: str) -> list[Path]:
    """Every Python file below the folders (of all of them, where none is named), and wsgi.py with the product."""
    below = [path for folder in folders or PRODUCT + BESIDE for path in sorted((ROOT / folder).rglob("*.py"))]
    return below if folders else [*below, *ROOT.glob("*.py")]


def faults(paths: list[Path], guard: Callable[[str], list[str]]) -> list[str]:
    """What a guard says of each file, with the file's name."""
    return [f"{path.relative_to(ROOT)}:{fault}" for path in paths for fault in guard(path.read_text(encoding="utf-8"))]
