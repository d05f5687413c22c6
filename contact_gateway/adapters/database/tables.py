"""What all tables share: one metadata, the landlord first, and how instants and landlords are typed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

METADATA = MetaData()
"""All tables; whoever wants every one of them imports `every_table`."""

INSTANT = DateTime(timezone=True)
TEXTS = ARRAY(Text)
JSON = JSONB(none_as_null=True)


def landlord_key() -> Column[str]:
    """Return the column that comes first in every table, every key and every index."""
    return Column("landlord_id", Text, primary_key=True)


def text(name: str, *, default: str | None = None) -> Column[str]:
    """Return a text that is always there; `default` is what the database fills in."""
    return Column(name, Text, nullable=False, server_default=default)


def sealed(name: str) -> Column[bytes | None]:
    """Return a value that is stored sealed with the landlord's keys; NULL where there is nothing to say."""
    return Column(name, LargeBinary)


def instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Return an instant, kept in UTC."""
    return Column(name, INSTANT, nullable=nullable)


def stored_at(name: str) -> Column[datetime]:
    """Return the instant at which the database stored the row, by its own clock."""
    return Column(name, INSTANT, nullable=False, server_default=func.now())
