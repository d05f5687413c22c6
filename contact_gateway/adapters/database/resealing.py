"""Bringing sealed columns under a landlord's newest key, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, func, literal, select, text, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import SEALED_COLUMNS, SealedColumn
from contact_gateway.application.errors import Sealed
from contact_gateway.application.ports_of_encryption import Encryption, Resealed

BATCH = 200

_PATIENCE = text("SET LOCAL statement_timeout = '60s'")
"""Nobody waits for a rotation, and it may have to pass over many rows to find the next."""

_Key = tuple[str, ...]


class DatabaseSealedTexts:
    """The port of sealed texts."""

    def __init__(self, database: Database, encryption: Encryption, batch: int = BATCH) -> None:
        """Take the database, the encryption, and how many rows are brought under the newest key at once."""
        self._database = database
        self._encryption = encryption
        self._batch = batch

    def behind(self, landlord: str) -> Mapping[str, int]:
        """Return how many values of each kind lie under another key than the newest. Raises `NoKey`."""
        return {sealed.kind: self._count(landlord, sealed) for sealed in SEALED_COLUMNS}

    def reseal(self, landlord: str) -> Iterator[Resealed]:
        """Bring values under the newest key, batch by batch; each is stored before it is returned. Raises `NoKey`.

        Method: go through each column by the key of its rows, from the last row seen on, so that what cannot be read is
        met once. A row that somebody else holds is skipped, and left to the next run.
        """
        for sealed in SEALED_COLUMNS:
            after: _Key | None = None
            while batch := self._one_batch(landlord, sealed, after):
                done, after = batch
                yield done

    def _count(self, landlord: str, sealed: SealedColumn) -> int:
        wanted = select(func.count()).select_from(sealed.table).where(self._is_behind(landlord, sealed))
        with self._database.transaction(landlord) as connection:
            connection.execute(_PATIENCE)
            counted: int = connection.execute(wanted).scalar_one()
        return counted

    def _one_batch(self, landlord: str, sealed: SealedColumn, after: _Key | None) -> tuple[Resealed, _Key] | None:
        key = tuple(sealed.table.c[name] for name in sealed.key)
        wanted = select(*key, sealed.column.label("sealed")).where(self._is_behind(landlord, sealed))
        if after is not None:
            seen = (literal(value, column.type) for column, value in zip(key, after, strict=True))
            wanted = wanted.where(tuple_(*key) > tuple_(*seen))
        locked = wanted.order_by(*key).limit(self._batch).with_for_update(skip_locked=True)
        with self._database.transaction(landlord) as connection:
            connection.execute(_PATIENCE)
            rows = connection.execute(locked).all()
            done = sum(self._reseal(connection, landlord, sealed, _key_of(row), row.sealed) for row in rows)
        if not rows:
            return None
        return Resealed(kind=sealed.kind, resealed=done, unreadable=len(rows) - done), _key_of(rows[-1])

    def _reseal(self, connection: Connection, landlord: str, sealed: SealedColumn, key: _Key, value: bytes) -> bool:
        place = sealed.place(*key)
        try:
            plain = self._encryption.open(landlord, place, value)
        except Sealed:
            return False  # left as it is for a person to look at; `behind` goes on counting it
        is_it = [sealed.table.c[name] == part for name, part in zip(sealed.key, key, strict=True)]
        again = update(sealed.table).where(sealed.table.c.landlord_id == landlord, *is_it)
        connection.execute(again.values({sealed.name: self._encryption.seal(landlord, place, plain)}))
        return True

    def _is_behind(self, landlord: str, sealed: SealedColumn) -> ColumnElement[bool]:
        mark = self._encryption.mark(landlord)
        begins = func.substring(sealed.column, 1, len(mark))
        return (sealed.table.c.landlord_id == landlord) & sealed.column.is_not(None) & (begins != mark)


def _key_of(row: Iterable[object]) -> _Key:
    return tuple(map(str, row))[:-1]
