"""How many bodies an address may keep us waiting for: one that does not come takes a thread, and nothing ends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from werkzeug.exceptions import ServiceUnavailable

MOST = 8
"""Bodies of one address that are waited for at once; fewer than a web process has threads."""

PATIENCE_SECONDS = 1.0
_TRY_AGAIN_SECONDS = 1


class WaitingBodies:
    """Keeps a seat for whoever is waited for. It knows the addresses that are waited for now, and no others."""

    def __init__(self, most: int = MOST, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Give so many seats to each address; beyond them a body waits so long for one."""
        self._most = most
        self._patience = patience_seconds
        self._taken: Counter[str] = Counter()
        self._changed = Condition()

    @contextmanager
    def seat(self, address: str) -> Iterator[None]:
        """Hold one of the address's seats. Raises `ServiceUnavailable`, so that a provider comes again, without one.

        An empty address is a socket behind a proxy of ours, which has the whole body: it has as many as it likes.
        """
        if address:
            self._sit(address)
        try:
            yield
        finally:
            if address:
                self._rise(address)

    def _sit(self, address: str) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self._taken[address] < self._most, self._patience):
                raise ServiceUnavailable(retry_after=_TRY_AGAIN_SECONDS)
            self._taken[address] += 1

    def _rise(self, address: str) -> None:
        with self._changed:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
            self._changed.notify_all()
