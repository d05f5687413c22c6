"""Whether the database has the shape that this code needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database, DatabaseFault
from contact_gateway.application.errors import Unusable

MIGRATIONS = tuple(sorted(path.stem for path in (Path(__file__).parents[3] / "migrations/versions").glob("0*.py")))
"""The names of all migrations that this code knows, each on top of the one before."""

_NOBODYS = ""
_ASKED = text("""
    SELECT (SELECT max(version_num) FROM alembic_version),
        ARRAY(SELECT slug FROM landlords WHERE policy_version > 0 ORDER BY slug)
""")
_NO_SUCH_TABLE, _NOT_FOR_US = "42P01", "42501"


class DatabaseReadiness:
    """The readiness port."""

    def __init__(self, database: Database, known: Sequence[str] = MIGRATIONS) -> None:
        """Take the database, and the names of the migrations that the code knows."""
        self._database = database
        self._known = known

    def landlords(self) -> Sequence[str]:
        """Return the slugs of all landlords, in one statement that also asks for the shape.

        A database that is further than this code is fine: a migration only adds what the release before can live with.
        """
        try:
            with self._database.transaction(_NOBODYS) as connection:
                applied, landlords = connection.execute(_ASKED).one()
        except DatabaseFault as fault:
            if fault.code in {_NO_SUCH_TABLE, _NOT_FOR_US}:  # it is a migration that lets us read how far they are
                raise _lacks(self._known[-1]) from fault
            raise
        missing = [name for name in self._known if name.split("_")[0] > (applied or "")]
        if missing:
            raise _lacks(missing[0])
        return tuple(landlords)


def _lacks(migration: str) -> Unusable:
    return Unusable(f"The database lacks migration {migration}; run `contact-gateway db upgrade`.", "shape")
