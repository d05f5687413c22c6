"""Statements that are written to be read, and sent as short as they can be."""

from __future__ import annotations

import sqlalchemy


def statement(sql: str) -> sqlalchemy.TextClause:
    """Return a statement without the blanks that lay it out; no text in it may hold two blanks in a row.

    The driver remembers how it translated a statement only below 4096 characters; translating a long one again for
    each contact costs more than running it.
    """
    return sqlalchemy.text(" ".join(sql.split()))
