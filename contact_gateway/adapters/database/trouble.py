"""Why the database cannot be used, in sentences that repeat nothing of what was sent, asked or signed in with."""

from __future__ import annotations

import re
from enum import Enum

import psycopg
from psycopg import errors
from sqlalchemy import exc

from contact_gateway.adapters.database.row_level_security import APP_ROLE
from contact_gateway.application.errors import Unavailable, Unusable

_ESCAPES = "in a password, @ : / ? and # are written %40 %3A %2F %3F and %23"


class Trouble(Enum):
    """What may be wrong between us and the database; the value says it to whoever has to mend it.

    Where an answer is lost, the very commit may have been what it was about: then nobody knows whether it is stored.
    """

    SLOW = "The database did not answer in time; what was asked may not have been stored."
    BUSY = "The database was kept waiting too long for somebody else's work on the same; nothing was stored."
    LOST = "The connection to the database was lost; what was asked may not have been stored."
    SIGN_IN = "The database server refuses the user or the password of the database's URL; nothing was stored."
    NO_SUCH_DATABASE = "The database server has no database of the name in the database's URL; nothing was stored."
    NOBODY_LISTENS = "No database server listens where the database's URL says; nothing was stored."
    NO_WAY_THERE = "The network leads nowhere near the database server; nothing was stored."
    UNKNOWN_NAME = (
        f"Nobody knows the name of the database server in the database's URL ({_ESCAPES}); nothing was stored."
    )
    ENCRYPTION = (
        "The connection to the database cannot be encrypted as the database's URL says (sslmode and its like); "
        "nothing was stored."
    )
    FULL = "The database server takes no more connections for now; nothing was stored."
    NOT_UP = "The database server is starting, stopping or recovering; nothing was stored."
    OPTIONS = f"The database's URL has an option that does not exist, or not with that value; {_ESCAPES}."
    ROLE = (
        f"The user of the database's URL may not become {APP_ROLE}; as an administrator: GRANT {APP_ROLE} TO that user."
    )
    NO_ROLE = f"The database server has no role {APP_ROLE}; run `contact-gateway db upgrade`."
    REFUSED = "The database server cannot be used now; nothing was stored."


_NO_WAITING_MENDS = frozenset({Trouble.OPTIONS, Trouble.ROLE, Trouble.NO_ROLE})

_BY_CODE: dict[str, Trouble] = {
    "28": Trouble.SIGN_IN,
    "40": Trouble.BUSY,
    "3D000": Trouble.NO_SUCH_DATABASE,
    "53300": Trouble.FULL,
    "55P03": Trouble.BUSY,
    "57014": Trouble.SLOW,
    "57P01": Trouble.LOST,
    "57P03": Trouble.NOT_UP,
    "08": Trouble.LOST,
}
"""By SQLSTATE, or the class that begins it; what fails while connecting brings none."""

_BY_WORDS = tuple(
    (re.compile(words, re.IGNORECASE), trouble)
    for words, trouble in (
        (r"invalid connection option|bad value for|invalid port|invalid integer value", Trouble.OPTIONS),
        (r"failed to resolve host|could not translate host name", Trouble.UNKNOWN_NAME),
        (r"too many (clients|connections)|remaining connection slots|no more connections", Trouble.FULL),
        (r"the database system is|not yet accepting connections", Trouble.NOT_UP),
        (r'database ".*" does not exist|no such database', Trouble.NO_SUCH_DATABASE),
        (r"authentication|no password supplied|no such user|pg_hba\.conf", Trouble.SIGN_IN),
        (r'not permitted to log in|role ".*" does not exist|permission denied for database', Trouble.SIGN_IN),
        (r"\bclosed\b|connection reset|broken pipe|terminating connection", Trouble.LOST),
        (r"\bssl|certificate|\btls|gssenc", Trouble.ENCRYPTION),
        (r"connection refused|no such file or directory", Trouble.NOBODY_LISTENS),
        (r"no route to host|network is unreachable", Trouble.NO_WAY_THERE),
        (r"timeout|timed out|no answer within", Trouble.SLOW),
    )
)
"""As libpq 18, psycopg 3 and PgBouncer say it in English; whoever says it otherwise gets the sentence that fits all."""


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what is wrong between us and the database; None where it refuses one statement, and works."""
    if isinstance(error, exc.TimeoutError):
        return Trouble.SLOW
    if isinstance(error, exc.DBAPIError):
        lost = Trouble.LOST if error.connection_invalidated else None
        return trouble_of(error.orig) or lost
    if isinstance(error, errors.ProgrammingError) and error.sqlstate is None:
        return Trouble.OPTIONS if _in_words(error) is Trouble.OPTIONS else None
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return None
    code = error.sqlstate
    return (_BY_CODE.get(code) or _BY_CODE.get(code[:2]) or Trouble.REFUSED) if code else _in_words(error)


def trouble_of_opening(error: exc.DBAPIError) -> Trouble | None:
    """Return what is wrong where the first statement of a transaction failed, which takes on the application's role."""
    match error.orig:
        case errors.InsufficientPrivilege():
            return Trouble.ROLE
        case errors.InvalidParameterValue():
            return Trouble.NO_ROLE
        case _:
            return None


def unavailable(trouble: Trouble) -> Unavailable:
    """Return what a use case raises; `Unusable` where no waiting mends it."""
    kind = Unusable if trouble in _NO_WAITING_MENDS else Unavailable
    return kind(trouble.value, trouble.name.lower())


def _in_words(error: psycopg.Error) -> Trouble:
    said = str(error)
    return next((trouble for words, trouble in _BY_WORDS if words.search(said)), Trouble.REFUSED)
