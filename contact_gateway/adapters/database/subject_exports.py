"""The exports of what is held on people, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import RowMapping, insert, select, update

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import require_person
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.tables_of_audit import SUBJECT_EXPORTS
from contact_gateway.application.errors import NotFound, Stale
from contact_gateway.application.records_of_subject_access import ExportState, SubjectExport

_IT = SUBJECT_EXPORTS.c


class DatabaseSubjectExports:
    """The subject exports port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def add(self, landlord: str, export: SubjectExport) -> None:
        """Store a new one, with its audit row. Raises `NotFound` for no such person."""
        told = {"export": export.id}
        with self._database.transaction(landlord) as connection:
            require_person(connection, landlord, export.person_id)
            connection.execute(insert(SUBJECT_EXPORTS).values(landlord_id=landlord, **asdict(export)))
            tag = audit.Tag.SUBJECT_EXPORT_PREPARED
            audit.record(connection, landlord, tag, export.person_id, export.prepared_by, told)

    def one(self, landlord: str, export_id: str) -> SubjectExport:
        """Return one. Raises `NotFound`."""
        wanted = select(SUBJECT_EXPORTS).where(_IT.landlord_id == landlord, _IT.id == storable(export_id))
        with self._database.transaction(landlord) as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no export {export_id}.")
        return _export(row)

    def of_person(self, landlord: str, person_id: str) -> Sequence[SubjectExport]:
        """Return a person's, newest first."""
        wanted = select(SUBJECT_EXPORTS).where(_IT.landlord_id == landlord, _IT.person_id == storable(person_id))
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(_IT.prepared_at.desc(), _IT.id)).mappings().all()
        return [_export(row) for row in rows]

    def release(self, landlord: str, was: SubjectExport, now: SubjectExport, passages: int, withheld: int) -> None:
        """Store that it was released, with its audit row. Raises `Stale`, `NotFound`."""
        self.one(landlord, was.id)
        mine = (_IT.landlord_id == landlord) & (_IT.id == was.id) & (_IT.state == was.state)
        told: dict[str, str | int] = {"export": now.id, "passages": passages, "files_withheld": withheld}
        with self._database.transaction(landlord) as connection:
            done = connection.execute(update(SUBJECT_EXPORTS).where(mine).values(asdict(now)))
            if done.rowcount != 1:
                raise Stale("Somebody else released this export meanwhile.")
            tag = audit.Tag.SUBJECT_EXPORT_RELEASED
            audit.record(connection, landlord, tag, now.person_id, now.released_by, told)


def _export(row: RowMapping) -> SubjectExport:
    return SubjectExport(
        id=row["id"],
        person_id=row["person_id"],
        state=ExportState(row["state"]),
        prepared_by=row["prepared_by"],
        prepared_at=instant(row["prepared_at"]),
        file_id=str(row["file_id"]),
        released_by=row["released_by"],
        released_at=instant(row["released_at"]) if row["released_at"] else None,
    )
