"""Sums of the counters in memory."""

from __future__ import annotations

from datetime import datetime
from functools import reduce

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from tests.fakes.memory import Memory


class MemoryCounters:
    """The counters port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of_customer(
        self, landlord: str, customer_id: str, start: datetime, end: datetime, channel: Channel | None = None
    ) -> Counts:
        found = (
            counts
            for (customer, counted, hour), counts in self._memory.of(landlord).counters.items()
            if customer == customer_id and start <= hour < end and channel in {None, counted}
        )
        return reduce(Counts.plus, found, Counts())
