"""Lists in pages, each with the cursor of the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def page_of(found: Sequence[Item], limit: int, id_of: Callable[[Item], str]) -> tuple[Sequence[Item], str | None]:
    """Return one page and its cursor, of items of which one more than the page holds was asked for."""
    page = found[:limit]
    return page, id_of(page[-1]) if len(found) > limit else None
