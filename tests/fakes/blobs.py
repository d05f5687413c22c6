"""A store of bytes in memory, and who names what in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_encryption import Resealed
from contact_gateway.application.ports_of_files import FileEntry


class MemoryBlobs:
    """The blobs port."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: defaultdict[str, dict[str, tuple[bytes, datetime]]] = defaultdict(dict)

    def put(self, landlord: str, blob_id: str, content: bytes) -> None:
        self._held[landlord][blob_id] = (content, self._clock.now())

    def get(self, landlord: str, blob_id: str, first: int | None = None) -> bytes:
        if blob_id not in self._held[landlord]:
            raise NotFound("There is no file of that id.")
        return self._held[landlord][blob_id][0][:first]

    def delete(self, landlord: str, blob_id: str) -> None:
        self._held[landlord].pop(blob_id, None)

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        yield from [FileEntry(blob_id, stored_at) for blob_id, (_, stored_at) in self._held[landlord].items()]


class MemoryFileUses:
    """The port that knows which files are named; tests say which."""

    def __init__(self) -> None:
        self.named: defaultdict[str, set[str]] = defaultdict(set)

    def used(self, landlord: str, file_ids: Collection[str]) -> frozenset[str]:
        return frozenset(self.named[landlord].intersection(file_ids))


class NothingSealed:
    """The port of sealed texts of a memory, which seals nothing."""

    def behind(self, landlord: str) -> Mapping[str, int]:
        return {}

    def reseal(self, landlord: str) -> Iterator[Resealed]:
        yield from ()
