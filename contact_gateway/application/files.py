"""Files under lock: sealed before a store sees them, opened after it gave them back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from contact_gateway.application.errors import NotFound, Unreadable
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports_of_encryption import Encryption, Place
from contact_gateway.application.ports_of_files import Blobs, FileEntry
from contact_gateway.application.records import Document

_HEAD_ENDS = b"\n"
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """The files port over any store of bytes."""

    blobs: Blobs
    encryption: Encryption

    def put(self, landlord: str, document: Document) -> str:
        """Keep a document and return its id; when this returns, it is stored durably. Raises `NoKey`."""
        file_id = new_id()
        self.blobs.put(landlord, file_id, seal_file(self.encryption, landlord, file_id, document))
        return file_id

    def get(self, landlord: str, file_id: str) -> Document:
        """Return a document. Raises `NotFound`, `NoKey` and `Unreadable`."""
        sealed = self.blobs.get(landlord, _checked(file_id))
        return _unpacked(self.encryption.open(landlord, _place(file_id), sealed))

    def delete(self, landlord: str, file_id: str) -> None:
        """Remove a document for good; nothing happens where there is none."""
        if _is_id(file_id):
            self.blobs.delete(landlord, file_id)

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through all that is kept for a landlord."""
        return self.blobs.entries(landlord)

    def is_behind(self, landlord: str, file_id: str) -> bool:
        """Whether a file lies under another key than the newest. Raises `NotFound` and `NoKey`."""
        mark = self.encryption.mark(landlord)
        return self.blobs.get(landlord, _checked(file_id), len(mark)) != mark

    def reseal(self, landlord: str, file_id: str) -> None:
        """Bring a file under the newest key, in one step. Raises `NotFound`, `NoKey` and `Unreadable`."""
        plain = self.encryption.open(landlord, _place(file_id), self.blobs.get(landlord, _checked(file_id)))
        self.blobs.put(landlord, file_id, self.encryption.seal(landlord, _place(file_id), plain))


def seal_file(encryption: Encryption, landlord: str, file_id: str, document: Document) -> bytes:
    """Return a document, with its name and type, as the bytes that are kept under this id. Raises `NoKey`."""
    head = json.dumps({"name": document.name, "content_type": document.content_type}).encode()
    return encryption.seal(landlord, _place(file_id), head + _HEAD_ENDS + document.content)


def plain_name(name: str) -> str:
    """Return a landlord's short name or an id that may become part of a path. Raises `NotFound` for what may not."""
    if not _PLAIN_NAME.fullmatch(name):
        raise NotFound("There is no file of that id.")
    return name


def _unpacked(plain: bytes) -> Document:
    head, ends, content = plain.partition(_HEAD_ENDS)
    if not ends:
        raise Unreadable("A file does not begin as files do.")
    return Document(**json.loads(head), content=content)


def _place(file_id: str) -> Place:
    return ("files", "content", file_id)


def _checked(file_id: str) -> str:
    """Let nothing through to a store that is not an id as we give them out, least of all a path."""
    if not _is_id(file_id):
        raise NotFound("There is no file of that id.")
    return file_id


def _is_id(file_id: str) -> bool:
    try:
        return str(UUID(file_id)) == file_id
    except ValueError:
        return False
