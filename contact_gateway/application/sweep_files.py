"""Remove files that nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_files import Files, FileUses

KEPT_UNNAMED = timedelta(days=1)
"""Far longer than anything takes between writing a file and storing what names it."""

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepFiles:
    """A file outside the database is written before what names it commits; where that never does, it is left over.

    The same happens where a provider delivers a mail twice.
    """

    files: Files
    uses: FileUses
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Remove the files that have lain there for a day and are named by nothing; return how many. `Unavailable`."""
        long_ago = self.clock.now() - KEPT_UNNAMED
        old = (entry.id for entry in self.files.entries(landlord) if entry.stored_at < long_ago)
        return sum(self._sweep(landlord, page) for page in _pages(old))

    def _sweep(self, landlord: str, file_ids: list[str]) -> int:
        left_over = set(file_ids) - self.uses.used(landlord, file_ids)
        for file_id in left_over:
            self.files.delete(landlord, file_id)
        return len(left_over)


def _pages(file_ids: Iterator[str]) -> Iterator[list[str]]:
    while page := list(islice(file_ids, _PAGE)):
        yield page
