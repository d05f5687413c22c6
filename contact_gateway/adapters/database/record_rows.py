"""Frozen records as rows whose columns are named like their members, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert, insert

from contact_gateway.adapters.database.plain_data import from_plain, storable, to_plain
from contact_gateway.application.records_of_calls import Leg, Played, Recording, Task

Record = TypeVar("Record", Leg, Played, Recording, Task)
_KEY = ("landlord_id", "id")


def row_of(landlord: str, record: Leg | Played | Recording | Task) -> dict[str, object]:
    """Return the columns of a record; an id of something that is not there is NULL."""
    members = ((name, storable(value) if isinstance(value, str) else value) for name, value in asdict(record).items())
    row = {name: None if value == "" and name in {"contact_id", "file_id"} else value for name, value in members}
    return {"landlord_id": landlord, **row}


def record_of(kind: type[Record], row: Mapping[str, object]) -> Record:
    """Build the record again from its columns, given as they are or as JSON."""
    said = {name: to_plain(value) for name, value in row.items() if value is not None}
    return from_plain(kind, {"contact_id": "", **said})


def put(table: Table, row: Mapping[str, object]) -> Insert:
    """Return the statement that stores a row, or all that it says over the one of the same landlord and id."""
    stored = insert(table).values(row)
    changed = {name: stored.excluded[name] for name in row if name not in _KEY}
    return stored.on_conflict_do_update(index_elements=list(_KEY), set_=changed)
