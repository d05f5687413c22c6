"""How many requests each client may send, counted in Redis for all web machines together."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from limits.storage import RedisStorage

from contact_gateway.adapters.redis.client import FAULTS, connections
from contact_gateway.application.ports_of_api import FloodGuard
from contact_gateway.application.records_of_api import Pace

PAUSE_SECONDS = 5.0
"""For so long nobody waits for a Redis that did not answer; then one request asks again."""

log = logging.getLogger(__name__)


def redis_counts(url: str) -> RedisStorage:
    """Return where all web machines count together; nothing is connected yet."""
    return RedisStorage("redis://", connection_pool=connections(url), key_prefix="contact-gateway:flood")


class RedisFloodGuard:
    """The flood guard port for many machines.

    Where Redis is away, hangs or refuses, the request waits for half a second at most, the next ones not at all, and
    each process counts for itself; nobody is refused because of it. A Redis that comes back empty counts anew.
    """

    def __init__(self, shared: FloodGuard, instead: FloodGuard, seconds: Callable[[], float] = time.monotonic) -> None:
        """Ask `shared`, which counts in Redis; `instead` counts while that does not answer."""
        self._shared = shared
        self._instead = instead
        self._circuit = _Circuit(seconds)

    def count(self, landlord: str, client: str) -> Pace:
        """Count one request of this client and say whether it is within the limit."""
        if not self._circuit.may_ask():
            return self._instead.count(landlord, client)
        try:
            pace = self._shared.count(landlord, client)
        except FAULTS:
            # nobody is kept out because of our own fault: a flood is held back less well, a request never lost
            self._circuit.open()
            return self._instead.count(landlord, client)
        self._circuit.close()
        return pace


class _Circuit:
    """Open: nobody asks; after a pause one may, and closes it again where there is an answer."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._asks_again_at: float | None = None

    def may_ask(self) -> bool:
        with self._lock:
            if self._asks_again_at is None:
                return True
            if self._seconds() < self._asks_again_at:
                return False
            self._asks_again_at = self._seconds() + PAUSE_SECONDS  # for all others, until this one has its answer
            return True

    def open(self) -> None:
        with self._lock:
            if self._asks_again_at is None:
                log.warning("Redis does not answer: each process counts requests for itself.")
            self._asks_again_at = self._seconds() + PAUSE_SECONDS

    def close(self) -> None:
        with self._lock:
            if self._asks_again_at is not None:
                log.warning("Redis answers again: requests are counted for all processes together.")
            self._asks_again_at = None
