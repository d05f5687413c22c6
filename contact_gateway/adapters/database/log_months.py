"""The partitions of the contact log, made by a function that its owner has left to us."""

from __future__ import annotations

from datetime import date

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.statement import statement

PREPARE = statement("SELECT ensure_contact_partitions(:first, :last)")


class DatabaseLogMonths:
    """The port of the log's months."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def prepare(self, first: date, last: date) -> int:
        """Make the months that are not there; return how many."""
        with self._database.transaction("") as connection:
            return int(connection.execute(PREPARE, {"first": first, "last": last}).scalar_one())
