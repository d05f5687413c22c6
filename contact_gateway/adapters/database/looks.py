"""What nobody may look at unseen, in the database."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.records_of_audit import Look


class DatabaseLooks:
    """The looks port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def looked(self, landlord: str, look: Look, subject_id: str, by: str, details: Mapping[str, str | int]) -> None:
        """Put on record who looked at what, before it is shown; details are ids and codes alone."""
        with self._database.transaction(landlord) as connection:
            audit.record(connection, landlord, look, subject_id, by, details)
