"""A connection that never waits for ever: a server that hangs is as good as none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
import sqlalchemy
from psycopg.abc import PQGen

PATIENCE_SECONDS = 3.5
"""For one answer. Longer than the server's own statement time-out, so that it speaks only where the server cannot."""

_CHECK_SECONDS = 0.1
_LONGER_THAN_THE_SERVER = 0.5
Answer = TypeVar("Answer")


class NoAnswer(psycopg.OperationalError):
    """The server took the question and did not answer in time; trying again at once would only wait again."""


class ImpatientConnection(psycopg.Connection):
    """A connection on which every single answer of the server comes soon or not at all.

    The server's time-outs do not help where the server itself is stopped, or the network swallows what is sent. Then
    the connection is given up and `NoAnswer` raised.
    """

    patience_seconds: float = PATIENCE_SECONDS

    def wait(self, gen: PQGen[Answer], interval: float = _CHECK_SECONDS, timeout: float | None = None) -> Answer:
        """Wait as psycopg does, but no longer than our patience where nobody sets another time."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience_seconds)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001 - psycopg names it nowhere else
            self.pgconn.finish()
            raise NoAnswer(f"no answer within {self.patience_seconds:g} s") from error


@contextmanager
def patient(connection: sqlalchemy.Connection, seconds: int) -> Iterator[None]:
    """Let the statements of this block take so long, on the server and here: for work that no caller waits for."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, ImpatientConnection):
        raise TypeError("Only our own connections can be made patient.")
    connection.execute(sqlalchemy.text(f"SET LOCAL statement_timeout = '{seconds}s'"))
    driver.patience_seconds = seconds + _LONGER_THAN_THE_SERVER
    try:
        yield
    finally:
        driver.patience_seconds = PATIENCE_SECONDS
