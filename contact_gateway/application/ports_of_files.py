"""What the use cases need to keep files: raw mail, attachments, recordings, letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records import Document


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file that is kept, and since when."""

    id: str
    stored_at: datetime


class Files(Protocol):
    """Files, encrypted wherever they lie. Raises `Unavailable`, within half a minute, where no store answers."""

    def put(self, landlord: str, document: Document) -> str:
        """Keep a document and return its id; when this returns, it is stored durably."""

    def get(self, landlord: str, file_id: str) -> Document:
        """Return a document. Raises `NotFound`, also for another landlord's; `NoKey` and `Unreadable` as encryption."""

    def delete(self, landlord: str, file_id: str) -> None:
        """Remove a document for good; nothing happens where there is none."""

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through all that is kept for a landlord, in no order: for backup, export, sweeping."""

    def is_behind(self, landlord: str, file_id: str) -> bool:
        """Whether a file lies under another key than the newest. Raises `NotFound`."""

    def reseal(self, landlord: str, file_id: str) -> None:
        """Bring a file under the newest key, in one step. Raises what `get` raises."""


class Blobs(Protocol):
    """A store that keeps bytes under ids, landlord by landlord, and knows nothing of what they mean.

    An id is a UUID as text, lower case. Raises `Unavailable`, within half a minute, where it does not answer.
    """

    def put(self, landlord: str, blob_id: str, content: bytes) -> None:
        """Store the bytes, or replace them whole: whoever reads gets the old or the new. Durable when it returns."""

    def get(self, landlord: str, blob_id: str, first: int | None = None) -> bytes:
        """Return the bytes, or only so many from their beginning. Raises `NotFound`."""

    def delete(self, landlord: str, blob_id: str) -> None:
        """Remove the bytes for good; nothing happens where there are none."""

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through all that lies there for a landlord, in no order."""


class FileUses(Protocol):
    """Knows which files something in the database still names."""

    def used(self, landlord: str, file_ids: Collection[str]) -> frozenset[str]:
        """Return those of the ids that any row of this landlord names."""
