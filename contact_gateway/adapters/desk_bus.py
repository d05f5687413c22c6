"""Who was in touch just now, for all live pages of one process: one thread hears, and everybody is told all of it.

A connection that several threads listen on gives each notice to one of them only. So one thread listens, keeps the last
notices in order, and each reader remembers how far it has read.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

_KEPT = 10_000
_CLOSING_SECONDS = 2.0
_SHORTEST_WAIT_SECONDS = 0.125
_LONGEST_WAIT_SECONDS = 5.0

Tell = Callable[[str, str], None]
"""Takes a landlord and the id of its contact; two empty ones say that notices may have been missed."""


class Feed(Protocol):
    """Something that notices are heard from."""

    def answers(self) -> bool:
        """Say within half a second whether it can be heard now."""

    def hear(self, tell: Tell, enough: Callable[[], bool]) -> None:
        """Tell that notices may have been missed as soon as it is heard, then every notice.

        Returns when the feed is lost or was not there, and about a second after `enough` says so. Does not raise.
        """


@dataclass(frozen=True, slots=True)
class Notice:
    """That a contact of a landlord was stored. Without a landlord: notices may have been missed, look for yourself."""

    number: int
    landlord: str
    contact_id: str


class DeskBus:
    """Notices of contacts, heard by one thread, which starts with the first reader."""

    def __init__(self, *feeds: Feed) -> None:
        """Hear from the first feed that is there, and from a later one only until a better one answers again."""
        self._feeds = feeds
        self._changed = threading.Condition()
        self._notices: deque[Notice] = deque(maxlen=_KEPT)
        self._last = 0
        self._read = threading.local()
        self._thread: threading.Thread | None = None
        self._is_listening = threading.Event()
        self._is_closed = threading.Event()

    def wait(self, landlord: str, timeout_seconds: float) -> tuple[str, ...]:
        """Return the landlord's contacts that this thread has not been told of, in order; wait for one where none is.

        A thread is told from its first call on, and then of everything that comes between two calls. Returns nothing
        when the time is over, and at once where notices may have been missed.
        """
        self._start(timeout_seconds)
        heard: dict[str, int] = self._read.__dict__.setdefault("heard", {})
        with self._changed:
            after = heard.get(landlord, self._last)
            self._changed.wait_for(lambda: self._news(landlord, after), timeout_seconds)
            news = self._news(landlord, after)
            heard[landlord] = self._last
        return tuple(dict.fromkeys(notice.contact_id for notice in news if notice.contact_id))

    def close(self) -> None:
        """Stop listening."""
        self._is_closed.set()
        if self._thread:
            self._thread.join(_CLOSING_SECONDS)

    def _news(self, landlord: str, after: int) -> list[Notice]:
        return [notice for notice in self._notices if notice.number > after and notice.landlord in {landlord, ""}]

    def _start(self, timeout_seconds: float) -> None:
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="desk-bus", daemon=True)
                self._thread.start()
        self._is_listening.wait(timeout_seconds)

    def _run(self) -> None:
        wait = _SHORTEST_WAIT_SECONDS
        while not self._is_closed.is_set():
            before = self._last
            for place, feed in enumerate(self._feeds):
                feed.hear(self._tell, partial(self._has_enough, self._feeds[:place]))
            if self._last > before:
                wait = _SHORTEST_WAIT_SECONDS
                continue
            # readers wait out their time and then look for themselves: live pages are late, never wrong
            self._is_closed.wait(wait)
            wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    def _has_enough(self, better: tuple[Feed, ...]) -> bool:
        return self._is_closed.is_set() or any(feed.answers() for feed in better)

    def _tell(self, landlord: str, contact_id: str) -> None:
        with self._changed:
            self._last += 1
            self._notices.append(Notice(self._last, landlord, contact_id))
            self._changed.notify_all()
        self._is_listening.set()
