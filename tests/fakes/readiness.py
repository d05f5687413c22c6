"""Whether all is ready, on a memory that always is, unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.errors import GatewayError
from tests.fakes.memory import Memory


class MemoryReadiness:
    """The readiness port; `fault` is what is in the way."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.fault: GatewayError | None = None

    def landlords(self) -> Sequence[str]:
        if self.fault:
            raise self.fault
        return self._memory.landlords()
