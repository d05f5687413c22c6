"""Files in the database: the place for them where nothing else is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Text, cast, delete, func, select, union
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS
from contact_gateway.adapters.database.tables_of_contacts import FILES
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_files import FileEntry

_IT = FILES.c
_PAGE = 1000
_NAMED_BY = tuple(table.c.file_id for table in metadata().sorted_tables if "file_id" in table.c)
"""Every column of that name, in whichever table: a row that names a file keeps it from being swept away."""

_LETTER = CASE_ACTS.c.data["letter_id"].astext
"""The file of a letter that was issued; the act that says so names it."""


class DatabaseBlobs:
    """The store of bytes, in rows."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def put(self, landlord: str, blob_id: str, content: bytes) -> None:
        """Store the bytes, or replace them."""
        stored = insert(FILES).values(landlord_id=landlord, id=blob_id, content=content)
        with self._database.transaction(landlord) as connection:
            key = ["landlord_id", "id"]
            connection.execute(stored.on_conflict_do_update(index_elements=key, set_={"content": content}))

    def get(self, landlord: str, blob_id: str, first: int | None = None) -> bytes:
        """Return the bytes, or only so many from their beginning. Raises `NotFound`."""
        wanted = _IT.content if first is None else func.substring(_IT.content, 1, first)
        with self._database.transaction(landlord) as connection:
            found = select(wanted).where(_IT.landlord_id == landlord, _IT.id == blob_id)
            content: bytes | None = connection.execute(found).scalar_one_or_none()
        if content is None:
            raise NotFound("There is no file of that id.")
        return content

    def delete(self, landlord: str, blob_id: str) -> None:
        """Remove the bytes."""
        with self._database.transaction(landlord) as connection:
            connection.execute(delete(FILES).where(_IT.landlord_id == landlord, _IT.id == blob_id))

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through the rows, a page at a time."""
        page = select(_IT.id, _IT.stored_at).where(_IT.landlord_id == landlord).order_by(_IT.id).limit(_PAGE)
        after = None
        while True:
            with self._database.transaction(landlord) as connection:
                rows = connection.execute(page if after is None else page.where(_IT.id > after)).all()
            yield from (FileEntry(row.id, row.stored_at) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1].id


class DatabaseFileUses:
    """Knows which files are named by a row, wherever they lie."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def used(self, landlord: str, file_ids: Collection[str]) -> frozenset[str]:
        """Return those of the ids that any row of this landlord names."""
        wanted = list(file_ids)
        named = [
            select(cast(column, Text)).where(column.table.c.landlord_id == landlord, column.in_(wanted))
            for column in _NAMED_BY
        ]
        named.append(select(_LETTER).where(CASE_ACTS.c.landlord_id == landlord, _LETTER.in_(wanted)))
        with self._database.transaction(landlord) as connection:
            return frozenset(connection.execute(union(*named)).scalars())
