"""Lists in pages, each with the cursor of the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from contact_gateway.web.api.shapes.base import PageQuery

Item = TypeVar("Item")


def page_of(
    asked: PageQuery, read: Callable[[str, int], Sequence[Item]], id_of: Callable[[Item], str]
) -> tuple[Sequence[Item], str | None]:
    """Return the page that is asked for and the cursor of the next, None on the last.

    `read` gives so many items after an id; one more than the page holds tells whether another follows.
    """
    found = read(asked.cursor or "", asked.limit + 1)
    page = found[: asked.limit]
    return page, id_of(page[-1]) if len(found) > asked.limit else None
