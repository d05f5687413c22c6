"""What nobody may look at unseen, in memory."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.records_of_audit import Look
from tests.fakes.memory import Memory


class MemoryLooks:
    """The looks port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def looked(self, landlord: str, look: Look, subject_id: str, by: str, details: Mapping[str, str | int]) -> None:
        said = " ".join(f"{name}={value}" for name, value in details.items())
        self._memory.of(landlord).audit.append(f"{look} {subject_id} {by} {said}")
