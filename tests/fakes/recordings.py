"""What is known of recordings, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contact_gateway.application.records_of_calls import MOST_FAULTS, Recording
from tests.fakes.memory import Memory


class MemoryRecordings:
    """The recordings port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, landlord: str, recording: Recording) -> bool:
        with self._memory.writing:
            held = self._memory.of(landlord).recordings
            is_new = recording.id not in held
            held.setdefault(recording.id, recording)
            return is_new

    def put(self, landlord: str, recording: Recording) -> None:
        with self._memory.writing:
            self._memory.of(landlord).recordings[recording.id] = recording

    def to_fetch(self, landlord: str, limit: int = 20, most_faults: int = MOST_FAULTS) -> Sequence[Recording]:
        return [
            one
            for one in self._by_faults(landlord)
            if one.fetched_at is None and one.deleted_at is None and one.faults < most_faults
        ][:limit]

    def to_delete(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Recording]:
        def is_due(one: Recording) -> bool:
            is_expired = one.delete_after is not None and one.delete_after <= now
            at_provider = one.deleted_at is None and (is_expired or one.fetched_at is not None)
            return at_provider or (is_expired and bool(one.file_id))

        return [one for one in self._by_faults(landlord) if is_due(one)][:limit]

    def of_contact(self, landlord: str, contact_id: str) -> Sequence[Recording]:
        mine = [one for one in self._all(landlord) if one.contact_id == contact_id]
        return sorted(mine, key=lambda one: (one.made_at, one.id))

    def _by_faults(self, landlord: str) -> list[Recording]:
        return sorted(self._all(landlord), key=lambda one: (one.faults, one.made_at, one.id))

    def _all(self, landlord: str) -> list[Recording]:
        with self._memory.writing:
            return list(self._memory.of(landlord).recordings.values())
