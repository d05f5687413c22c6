"""The counters, hour by hour, as the log keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_contacts import COUNTERS, COUNTS
from contact_gateway.application.records_of_registers import HourOfCounts
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts


class PostgresCounterRows:
    """The counter rows port."""

    def __init__(self, database: Database) -> None:
        """Read from this database."""
        self._database = database

    def of_customer(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[HourOfCounts]:
        """Return the rows of one customer from start to end (half open), by hour and channel."""
        it = COUNTERS.c
        wanted = select(COUNTERS).where(
            it.landlord_id == landlord, it.customer_id == customer_id, it.hour >= start, it.hour < end
        )
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(it.hour, it.channel)).mappings().all()
        return [
            HourOfCounts(
                channel=Channel(row["channel"]),
                hour=instant(row["hour"]),
                counts=Counts(**{name: row[name] for name in COUNTS}),
            )
            for row in rows
        ]
