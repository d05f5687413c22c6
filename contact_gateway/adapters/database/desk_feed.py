"""The notices that the database sends with each commit."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from contact_gateway.adapters.database.contact_log_statements import CHANNEL
from contact_gateway.adapters.database.engine import connect, server_url

_ROUND_SECONDS = 1.0
_ROUNDS_BETWEEN_CHECKS = 15


class PostgresFeed:
    """Notices by `LISTEN`; needs a connection that lives as long as it listens, so none through a pooler."""

    def __init__(self, direct_url: str | URL) -> None:
        """Name the database as it is reached directly; nothing is connected yet."""
        self._url = server_url(direct_url)

    def answers(self) -> bool:
        """Say whether the database takes connections."""
        try:
            with connect(self._url):
                return True
        except psycopg.Error:
            return False

    def hear(self, tell: Callable[[str, str], None], enough: Callable[[], bool]) -> None:
        """Tell what is committed, until the connection is lost or `enough` says so."""
        try:
            with connect(self._url, autocommit=True) as connection:
                connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                tell("", "")
                _listen(connection, tell, enough)
        except psycopg.Error:
            return  # whoever listens decides where to listen next; pages meanwhile look for themselves


def _listen(connection: psycopg.Connection, tell: Callable[[str, str], None], enough: Callable[[], bool]) -> None:
    while not enough():
        checked = time.monotonic()
        while time.monotonic() - checked < _ROUNDS_BETWEEN_CHECKS * _ROUND_SECONDS and not enough():
            for notify in connection.notifies(timeout=_ROUND_SECONDS):
                tell(*_read(notify.payload))
        connection.execute("SELECT 1")  # a connection that died silently is found out


def _read(payload: str) -> tuple[str, str]:
    """Return landlord and contact; a notice that somebody else made up tells everybody to look for themselves."""
    try:
        note = json.loads(payload)
        return str(note["landlord"]), str(note["contact_id"])
    except (ValueError, KeyError, TypeError):
        return "", ""
