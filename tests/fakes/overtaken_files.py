"""The customers' files in memory, where others are faster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.fakes.case_files import MemoryCaseFiles, MemoryOpenCase
from tests.fakes.memory import Memory


class OvertakenFiles(MemoryCaseFiles):
    """The case files port, where others act while somebody waits for a case."""

    def __init__(self, memory: Memory, others_act: Callable[[], object]) -> None:
        super().__init__(memory)
        self._others_act = others_act

    @contextmanager
    def open(self, landlord: str, customer_id: str) -> Iterator[MemoryOpenCase]:
        self._others_act()
        with super().open(landlord, customer_id) as case:
            yield case
