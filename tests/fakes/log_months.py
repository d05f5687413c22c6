"""The months of the contact log, in memory."""

from __future__ import annotations

from datetime import date


class MemoryLogMonths:
    """The port of the log's months."""

    def __init__(self) -> None:
        self.made: set[tuple[int, int]] = set()

    def prepare(self, first: date, last: date) -> int:
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        wanted = {(month // 12, month % 12 + 1) for month in months}
        new = wanted - self.made
        self.made |= new
        return len(new)
