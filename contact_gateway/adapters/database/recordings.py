"""What is known of recordings, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.contact_ids import contact_uuid
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.record_rows import put, record_of, row_of
from contact_gateway.adapters.database.tables_of_calls import RECORDINGS
from contact_gateway.application.records_of_calls import MOST_FAULTS, Recording

_IT = RECORDINGS.c
_FEWEST_FAULTS_FIRST = (_IT.faults, _IT.made_at, _IT.id)


class DatabaseRecordings:
    """The recordings port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def add(self, landlord: str, recording: Recording) -> bool:
        """Store a recording, once; False where it was there, and then it stays as it is."""
        stored = insert(RECORDINGS).values(row_of(landlord, recording)).on_conflict_do_nothing().returning(_IT.id)
        with self._database.transaction(landlord) as connection:
            return connection.execute(stored).scalar_one_or_none() is not None

    def put(self, landlord: str, recording: Recording) -> None:
        """Store a recording, or what became of it."""
        with self._database.transaction(landlord) as connection:
            connection.execute(put(RECORDINGS, row_of(landlord, recording)))

    def to_fetch(self, landlord: str, limit: int = 20, most_faults: int = MOST_FAULTS) -> Sequence[Recording]:
        """Return recordings that were not fetched yet, nor deleted, nor failed so often; the fewest faults first."""
        is_new = and_(_IT.fetched_at.is_(None), _IT.deleted_at.is_(None), _IT.faults < most_faults)
        wanted = select(RECORDINGS).where(_IT.landlord_id == landlord, is_new)
        return self._read(landlord, wanted.order_by(*_FEWEST_FAULTS_FIRST).limit(limit))

    def to_delete(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Recording]:
        """Return recordings of which a copy should be gone, the fewest faults first."""
        is_expired = _IT.delete_after <= now
        theirs = and_(_IT.deleted_at.is_(None), or_(_IT.fetched_at.is_not(None), is_expired))
        ours = and_(_IT.file_id.is_not(None), is_expired)
        wanted = select(RECORDINGS).where(_IT.landlord_id == landlord, or_(theirs, ours))
        return self._read(landlord, wanted.order_by(*_FEWEST_FAULTS_FIRST).limit(limit))

    def of_contact(self, landlord: str, contact_id: str) -> Sequence[Recording]:
        """Return a contact's recordings, oldest first. Raises `NotFound` for what no contact can have as its id."""
        mine = and_(_IT.landlord_id == landlord, _IT.contact_id == str(contact_uuid(contact_id)))
        return self._read(landlord, select(RECORDINGS).where(mine).order_by(_IT.made_at, _IT.id))

    def _read(self, landlord: str, wanted: Select[tuple[object, ...]]) -> Sequence[Recording]:
        with self._database.transaction(landlord) as connection:
            return [record_of(Recording, dict(row)) for row in connection.execute(wanted).mappings()]
