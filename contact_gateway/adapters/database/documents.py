"""What contacts came with: which file it is, and the file itself where the database is the place for files."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import Seal
from contact_gateway.adapters.database.tables_of_contacts import DOCUMENTS, FILES
from contact_gateway.application.files import seal_file
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.records import Document


def keep_document(connection: Connection, seal: Seal, contact_id: str, document: Document) -> None:
    """Keep a contact's document in the transaction in which the contact is stored. Raises `NoKey`."""
    file_id = document.file_id or new_id()
    row = {"landlord_id": seal.landlord, "id": new_id(), "contact_id": contact_id, "file_id": file_id}
    if not document.file_id:
        content = seal_file(seal.encryption, seal.landlord, file_id, document)
        connection.execute(insert(FILES).values(landlord_id=seal.landlord, id=file_id, content=content))
    connection.execute(insert(DOCUMENTS).values(row))


def document_of(database: Database, files: Files, landlord: str, contact_id: str | None) -> Document | None:
    """Return what a contact came with first, or None. Raises `NotFound`, `Unavailable`, `NoKey` and `Unreadable`.

    The file is read outside the transaction, for its store may be slow.
    """
    mine = DOCUMENTS.c.landlord_id == landlord, DOCUMENTS.c.contact_id == contact_id
    with database.transaction(landlord) as connection:
        first = select(DOCUMENTS).where(*mine).order_by(DOCUMENTS.c.received_at).limit(1)
        row = connection.execute(first).one_or_none()
    if row is None or row.file_id:
        return files.get(landlord, row.file_id) if row else None
    return Document(name=row.name, content_type=row.content_type, content=row.content or b"")
