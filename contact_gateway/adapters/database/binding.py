"""When a restriction binds, as the database keeps it: half-open stretches of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, literal
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.dialects.postgresql.ranges import MultiRange

from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.domain.periods import Interval

Stretches = MultiRange[datetime]


def stretches(binds: Iterable[Interval]) -> Stretches:
    """Return the column's value for these stretches, in any order."""
    return MultiRange([Range(one.start, one.end) for one in sorted(binds, key=lambda one: one.start)])


def from_to(start: datetime, end: datetime | None) -> Stretches:
    """Return the one stretch from `start` until `end`, or without an end; none where it would hold no time."""
    return MultiRange([Range(start, end)] if end is None or start < end else [])


def binds_at(now: datetime) -> ColumnElement[bool]:
    """Whether a restriction is in force."""
    return RESTRICTIONS.c.binds.bool_op("@>")(literal(now))


def binds_from_now(now: datetime) -> ColumnElement[bool]:
    """Whether a restriction is in force or will be."""
    return RESTRICTIONS.c.binds.bool_op("&&")(_range(now, None))


def _range(start: datetime | None, end: datetime | None) -> ColumnElement[Range[datetime]]:
    return literal(Range(start, end), TSTZRANGE)
