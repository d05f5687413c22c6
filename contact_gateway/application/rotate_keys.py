"""Bring all that is sealed for a landlord under its newest key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contact_gateway.application.errors import NotFound, Sealed
from contact_gateway.application.ports_of_encryption import Resealed, SealedTexts
from contact_gateway.application.ports_of_files import Files

FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKeys:
    """The use case. It may be stopped at any moment and run again, also while the service works."""

    texts: SealedTexts
    files: Files

    def __call__(self, landlord: str) -> Iterator[Resealed]:
        """Bring texts, then files, under the newest key; each batch is stored before it is returned.

        What cannot be read is left as it is, and counted. Raises `NoKey` for a landlord without a key, and
        `Unavailable`.
        """
        yield from self.texts.reseal(landlord)
        for file_id in self._files_behind(landlord):
            yield self._reseal(landlord, file_id)

    def behind(self, landlord: str) -> Mapping[str, int]:
        """Return how many values of each kind lie under another key than the newest: with none, it may be retired."""
        return {**self.texts.behind(landlord), FILES: sum(1 for _ in self._files_behind(landlord))}

    def _files_behind(self, landlord: str) -> Iterator[str]:
        for entry in self.files.entries(landlord):
            try:
                if self.files.is_behind(landlord, entry.id):
                    yield entry.id
            except NotFound:
                continue  # it was removed since it was listed

    def _reseal(self, landlord: str, file_id: str) -> Resealed:
        try:
            self.files.reseal(landlord, file_id)
        except (Sealed, NotFound):
            return Resealed(kind=FILES, resealed=0, unreadable=1)
        return Resealed(kind=FILES, resealed=1)
