"""Calls in the contact log of which no end was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.statement import statement
from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import OpenCall

OPEN_FOR = timedelta(days=2)
"""Far longer than a call can last: what is older was given up on."""

WITHOUT_END = statement("""
SELECT c.id, c.provider, c.provider_id, c.received_at FROM contacts c
WHERE c.landlord_id = :landlord AND c.received_at >= :since AND c.received_at < :before
  AND c.channel = 'voice' AND c.provider NOT LIKE 'api:%'
  AND NOT EXISTS (SELECT FROM contact_events e WHERE e.landlord_id = c.landlord_id AND e.contact_id = c.id
                  AND e.happening = 'ended')
ORDER BY c.received_at, c.id LIMIT :limit
""")
"""What came by the API is not among them: the system that handed it in tells of its end."""


class DatabaseOpenCalls:
    """The port of calls without an end."""

    def __init__(self, database: Database) -> None:
        """Read from this database."""
        self._database = database

    def without_end(self, landlord: str, before: datetime, limit: int = 100) -> Sequence[OpenCall]:
        """Return calls that began before then, in the two days up to then, oldest first."""
        asked = {"landlord": landlord, "since": before - OPEN_FOR, "before": before, "limit": limit}
        with self._database.transaction(landlord) as connection:
            return [
                OpenCall(
                    contact_id=str(row.id),
                    key=ContactKey(row.provider, row.provider_id),
                    received_at=row.received_at,
                )
                for row in connection.execute(WITHOUT_END, asked)
            ]
