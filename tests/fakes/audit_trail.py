"""The audit trail, in memory."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from contact_gateway.domain.audit_chain import BEFORE_ALL, AuditRow, Found, Seal, seal
from tests.builders import MONDAY
from tests.fakes.memory import Memory


class MemoryAuditTrail:
    """The audit trail port, over what the fakes put on record. `added` are rows of the test's own."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.added: defaultdict[str, list[AuditRow]] = defaultdict(list)
        self.made: defaultdict[str, list[Seal]] = defaultdict(list)

    def seal(self, landlord: str, at: datetime, limit: int) -> Seal | None:
        before = self.made[landlord][-1] if self.made[landlord] else None
        rows = self.rows(landlord, before.last if before else BEFORE_ALL, None, limit)
        if not rows:
            return None
        new = seal(landlord, before, rows, at)
        self.made[landlord].append(new)
        return new

    def seals(self, landlord: str) -> Iterator[Seal]:
        yield from sorted(self.made[landlord], key=lambda it: it.number)

    def rows(self, landlord: str, after: int, through: int | None, limit: int) -> Sequence[AuditRow]:
        rows = [
            AuditRow(number=number, at=MONDAY, tag=said, subject_id="", actor="")
            for number, said in enumerate(self.memory.of(landlord).audit, 1)
        ]
        for row in self.added[landlord]:
            insort(rows, row, key=lambda it: it.number)
        return [row for row in rows if after < row.number and (through is None or row.number <= through)][:limit]

    def acts_amiss(self, landlord: str) -> Sequence[Found]:
        """Whoever writes past the fakes writes nothing: all acts are as they were filed."""
        return ()

    def words_amiss(self, landlord: str) -> Sequence[Found]:
        """All words are as they were told."""
        return ()
