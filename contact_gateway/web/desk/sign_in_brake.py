"""Slows down whoever guesses passwords, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from contact_gateway.application.ports import Clock

_FREE_TRIES = 3
_LONGEST_WAIT = timedelta(minutes=5)
_FORGOTTEN_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Tries:
    count: int
    last: datetime

    @property
    def wait_until(self) -> datetime:
        if self.count < _FREE_TRIES:
            return self.last
        return self.last + min(timedelta(seconds=2 ** min(self.count - _FREE_TRIES + 1, 20)), _LONGEST_WAIT)


class SignInBrake:
    """Counts tries to sign in by account and address together, in this process.

    Method: three tries are free; each one from then on doubles the wait before the next, from 2 seconds to 5 minutes;
    half an hour without a try, or a success, forgets them. The owner of the account comes from another address and so
    never waits for what a stranger did. A try counts when it begins, so that a hundred at once are a hundred.
    """

    def __init__(self, clock: Clock, most: int = 10_000) -> None:
        """Take the time from the clock; `most` is how many pairs are remembered, the latest ones."""
        self._clock = clock
        self._most = most
        self._tries: dict[tuple[str, str], _Tries] = {}
        self._lock = Lock()

    def ask(self, account: str, address: str) -> int:
        """Count a try and return 0, or return how many seconds (rounded up) to wait before one will be taken."""
        now = self._clock.now()
        key = (account.strip().casefold(), address)
        with self._lock:
            self._forget(now)
            before = self._tries.get(key, _Tries(0, now))
            if before.wait_until > now:
                return -(-(before.wait_until - now) // timedelta(seconds=1))
            self._tries.pop(key, None)
            self._tries[key] = _Tries(before.count + 1, now)
        return 0

    def succeeded(self, account: str, address: str) -> None:
        """Forget the tries before."""
        with self._lock:
            self._tries.pop((account.strip().casefold(), address), None)

    def _forget(self, now: datetime) -> None:
        # The dictionary keeps the order of the last try, so what may go stands in front.
        while self._tries:
            oldest = next(iter(self._tries))
            if len(self._tries) < self._most and now - self._tries[oldest].last < _FORGOTTEN_AFTER:
                return
            del self._tries[oldest]
