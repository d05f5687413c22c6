"""Calls that are played in a moment, on exchanges of their own, beside one that passes as time does.

The gateway knows one address for all of them. What it asks there goes to the guest of that account while there is one,
unless it names a call or a room of the exchange itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from ivr.phone_simulator.exchange import Exchange


class Guests:
    """At most one guest an account; the next one waits."""

    def __init__(self, host: Exchange) -> None:
        """Take the exchange that is always there."""
        self.host = host
        self._here: dict[str, Exchange] = {}
        self._turns: defaultdict[str, Lock] = defaultdict(Lock)

    @contextmanager
    def staying(self, account: str, guest: Exchange) -> Iterator[None]:
        """Let an exchange carry what the account asks for; what it leaves behind can be asked for afterwards."""
        with self._turns[account]:
            self._here[account] = guest
            try:
                yield
            finally:
                del self._here[account]
                self._keep(guest)

    def _keep(self, guest: Exchange) -> None:
        with self.host.timeline.turn():
            self.host.calls |= guest.calls
            self.host.rooms |= guest.rooms
            self.host.recordings |= guest.recordings

    def asked(self, account: str, ids: Iterable[str]) -> Exchange:
        """Return the exchange that a request of an account is for, by the ids that it names."""
        guest = self._here.get(account)
        own = self.host
        if guest is None or any(one in own.calls or one in own.rooms or one in own.recordings for one in ids):
            return own
        return guest
