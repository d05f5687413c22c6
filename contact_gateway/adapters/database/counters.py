"""Sums of the counters that the log keeps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_contacts import COUNTERS, COUNTS
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts


class PostgresCounters:
    """The counters port."""

    def __init__(self, database: Database) -> None:
        """Read from this database."""
        self._database = database

    def of_customer(
        self, landlord: str, customer_id: str, start: datetime, end: datetime, channel: Channel | None = None
    ) -> Counts:
        """Sum one customer's counters over the half-open time from start to end, over all channels or one."""
        counted = COUNTERS.c
        query = select(*(func.coalesce(func.sum(counted[name]), 0).label(name) for name in COUNTS)).where(
            counted.landlord_id == landlord,
            counted.customer_id == customer_id,
            counted.hour >= start,
            counted.hour < end,
        )
        if channel:
            query = query.where(counted.channel == channel.value)
        with self._database.transaction(landlord) as connection:
            return Counts(**connection.execute(query).mappings().one())
