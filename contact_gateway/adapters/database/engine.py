"""The way to the database: one pool, and transactions that name their landlord before anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import sqlalchemy
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, exc
from sqlalchemy.engine import URL

from contact_gateway.adapters.database.patience import ImpatientConnection, NoAnswer
from contact_gateway.adapters.database.row_level_security import APP_ROLE, LANDLORD_SETTING
from contact_gateway.adapters.database.trouble import trouble_of, trouble_of_opening, unavailable

STATEMENT_SECONDS = 3
LOCK_SECONDS = 2

PREPARED = "prepared"
"""What a database URL may say beside the driver's own options: `no` where a pooler knows no prepared statements."""

_SETTINGS = f"""
    set_config('role', '{APP_ROLE}', true), set_config('{LANDLORD_SETTING}', :landlord, true),
    set_config('statement_timeout', '{STATEMENT_SECONDS}s', true), set_config('lock_timeout', '{LOCK_SECONDS}s', true)
"""


def _opening(locks: int) -> sqlalchemy.TextClause:
    """Return the first statement of a transaction; what stands in a SELECT list is done from left to right."""
    taken = (f", pg_advisory_xact_lock(hashtextextended(:lock_{number}, 0))" for number in range(locks))
    return sqlalchemy.text(f"SELECT {_SETTINGS}{''.join(taken)}")


_OPENINGS = tuple(map(_opening, range(3)))


class Database:
    """A PostgreSQL database, used from any number of threads.

    Works behind a pooler that gives out a server connection for a transaction: nothing is set for longer than one, and
    statements are prepared on the server unless the URL says `prepared=no`.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        """Name the database by its SQLAlchemy URL; nothing is connected yet."""
        self.url = server_url(url)
        self._prepare_threshold = None if sqlalchemy.make_url(url).query.get(PREPARED) == "no" else 5
        self.engine: Engine = sqlalchemy.create_engine(
            self.url,
            creator=self._connect,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=LOCK_SECONDS,
            pool_use_lifo=True,
            hide_parameters=True,
        )

    @contextmanager
    def transaction(self, landlord: str, *lock_keys: str) -> Iterator[Connection]:
        """Open a transaction that sees this landlord's rows and no others; commit when the block ends without raising.

        With lock keys (at most two) wait, one after the other, until whoever named the same is done. Opening takes one
        statement.

        Raises `Unavailable` where the database cannot be reached or does not answer within a few seconds, `Unusable`
        where no waiting mends that, and `DatabaseFault` where it refuses a statement.
        """
        with _translated(), self._open(landlord, lock_keys) as connection:
            yield connection
            connection.commit()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    def _open(self, landlord: str, lock_keys: tuple[str, ...]) -> Connection:
        """Connect and name the landlord; once more where the connection from the pool turns out to be dead.

        A restart of the server kills every pooled connection; the first to find out empties the pool. That is cheaper
        than asking before each transaction whether the connection still lives, and trying again repeats nothing.
        """
        try:
            return self._begin(landlord, lock_keys)
        except exc.DBAPIError as error:
            if not error.connection_invalidated or isinstance(error.orig, NoAnswer):
                raise
            return self._begin(landlord, lock_keys)

    def _begin(self, landlord: str, lock_keys: tuple[str, ...]) -> Connection:
        connection = self.engine.connect()
        try:
            locks = {f"lock_{number}": key for number, key in enumerate(lock_keys)}
            connection.execute(_OPENINGS[len(lock_keys)], {"landlord": landlord, **locks})
        except exc.DBAPIError as error:
            connection.close()
            if trouble := trouble_of_opening(error):
                raise unavailable(trouble) from _nameless(error)
            raise
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> psycopg.Connection:
        return connect(self.url, prepare_threshold=self._prepare_threshold)


def server_url(url: str | URL) -> URL:
    """Return the URL as the driver takes it, without what it says to us."""
    return sqlalchemy.make_url(url).set(drivername="postgresql+psycopg").difference_update_query([PREPARED])


def connect(url: URL, *, autocommit: bool = False, prepare_threshold: int | None = None) -> ImpatientConnection:
    """Open one connection outside any pool; gives up after three seconds for each address of the server."""
    options = url.translate_connect_args(database="dbname", username="user")
    said = {"connect_timeout": 3, "application_name": "contact-gateway", **options, **url.query}
    # made first: what no driver knows is found out also where the server is away
    return ImpatientConnection.connect(
        make_conninfo(**said), autocommit=autocommit, prepare_threshold=prepare_threshold
    )


class DatabaseFault(Exception):
    """A statement that the database refuses, by a mistake of ours. It names no value: errors end in logs."""

    def __init__(self, message: str, code: str = "") -> None:
        """Keep the SQLSTATE, where there is one."""
        super().__init__(message)
        self.code = code


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (exc.DBAPIError, exc.TimeoutError) as error:
        trouble = trouble_of(error)
        if trouble:
            raise unavailable(trouble) from _nameless(error)
        raise _nameless(error) from None


def _nameless(error: exc.SQLAlchemyError) -> DatabaseFault:
    """Return what went wrong without the values it went wrong with, which are about people."""
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return DatabaseFault(type(cause).__name__)
    where = cause.diag.constraint_name or cause.diag.table_name or "no table named"
    return DatabaseFault(f"{type(cause).__name__} ({cause.sqlstate or 'no code'}, {where})", cause.sqlstate or "")
