"""Who was in touch just now, for all live pages of one process: one connection listens, and everybody hears all of it.

A connection that several threads listen on gives each notice to one of them only. So one thread listens, keeps the last
notices in order, and each reader remembers how far it has read.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from contact_gateway.adapters.database.contact_log_statements import CHANNEL
from contact_gateway.adapters.database.engine import connect

_KEPT = 10_000
_ROUND_SECONDS = 1.0
_ROUNDS_BETWEEN_CHECKS = 15
_LONGEST_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Notice:
    """That a contact of a landlord was stored. Without a landlord: notices may have been missed, look for yourself."""

    number: int
    landlord: str
    contact_id: str


class DeskBus:
    """Notices of contacts, heard from the database by one thread, which starts with the first reader.

    The connection lives as long as the process and cannot go through a pooler that gives out transactions.
    """

    def __init__(self, url: URL) -> None:
        """Name the database to listen to; nothing is connected yet."""
        self._url = url
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
        when the time is over, and at once where notices were missed because the database was away.
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
            self._thread.join(2 * _ROUND_SECONDS)

    def _news(self, landlord: str, after: int) -> list[Notice]:
        return [notice for notice in self._notices if notice.number > after and notice.landlord in {landlord, ""}]

    def _start(self, timeout_seconds: float) -> None:
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="desk-bus", daemon=True)
                self._thread.start()
        self._is_listening.wait(timeout_seconds)

    def _run(self) -> None:
        wait = _ROUND_SECONDS / 8
        while not self._is_closed.is_set():
            try:
                with connect(self._url, autocommit=True) as connection:
                    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    self._tell("", "")
                    self._is_listening.set()
                    wait = _ROUND_SECONDS / 8
                    self._listen(connection)
            except psycopg.Error:
                # readers wait out their time and then look for themselves: live pages are late, never wrong
                self._is_closed.wait(wait)
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    def _listen(self, connection: psycopg.Connection) -> None:
        while not self._is_closed.is_set():
            checked = time.monotonic()
            while time.monotonic() - checked < _ROUNDS_BETWEEN_CHECKS * _ROUND_SECONDS and not self._is_closed.is_set():
                for notify in connection.notifies(timeout=_ROUND_SECONDS):
                    self._tell(*_read(notify.payload))
            connection.execute("SELECT 1")  # a connection that died silently is found out

    def _tell(self, landlord: str, contact_id: str) -> None:
        with self._changed:
            self._last += 1
            self._notices.append(Notice(self._last, landlord, contact_id))
            self._changed.notify_all()


def _read(payload: str) -> tuple[str, str]:
    """Return landlord and contact; a notice that somebody else made up tells everybody to look for themselves."""
    try:
        note = json.loads(payload)
        return str(note["landlord"]), str(note["contact_id"])
    except (ValueError, KeyError, TypeError):
        return "", ""
