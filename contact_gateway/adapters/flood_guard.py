"""How many requests each client may send."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from contact_gateway.application.records_of_api import Pace

A_MINUTE = 1200
"""Requests: twenty a second, kept up for a minute."""


class CountingFloodGuard:
    """The flood guard port: any sixty seconds are looked at, so that no clock's edge gives twice."""

    def __init__(self, a_minute: int = A_MINUTE, storage: Storage | None = None) -> None:
        """Allow so many requests a minute to each client, counted in the storage, or in this process alone."""
        self._limit = RateLimitItemPerMinute(a_minute)
        self._limiter = MovingWindowRateLimiter(storage or MemoryStorage())

    def count(self, landlord: str, client: str) -> Pace:
        """Count one request of this client and say whether it is within the limit; raises what the storage raises."""
        if self._limiter.hit(self._limit, landlord, client):
            return Pace(allowed=True)
        opens = self._limiter.get_window_stats(self._limit, landlord, client).reset_time
        return Pace(allowed=False, retry_in_seconds=max(ceil(opens - datetime.now(UTC).timestamp()), 1))
