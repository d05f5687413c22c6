"""The runs of jobs in memory."""

from __future__ import annotations

from datetime import datetime

from tests.fakes.memory import Memory


class MemoryJobRuns:
    """The job runs port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def start(self, landlord: str, job: str, slot: datetime) -> bool:
        with self._memory.writing:
            slots = self._memory.of(landlord).slots
            if (job, slot) in slots:
                return False
            slots[job, slot] = ""
            return True

    def finish(self, landlord: str, job: str, slot: datetime, result: str) -> None:
        self._memory.of(landlord).slots[job, slot] = result
