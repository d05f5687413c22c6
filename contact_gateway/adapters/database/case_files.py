"""The customers' files in the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import TextClause, select

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.case_statements import ACTS_OF_CUSTOMER, ACTS_OF_RESTRICTIONS
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.filed_rows import filed
from contact_gateway.adapters.database.open_case import DatabaseOpenCase
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.sealed_values import Seal
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS
from contact_gateway.adapters.database.tables_of_contacts import BREACHES
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_casework import Whose
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.application.records_of_reminders import BreachSeen

_OF_A_BREACH = ("contact_id", "customer_id", "restriction_id", "at")


class DatabaseCaseFiles:
    """The case files port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Keep the files in this database, what is told in words sealed."""
        self._database = database
        self._encryption = encryption

    @contextmanager
    def open(self, landlord: str, customer_id: str) -> Iterator[DatabaseOpenCase]:
        """Open the one transaction about this customer's case; it commits when the block ends without raising."""
        customer = storable(customer_id)
        lock = json.dumps(["case", landlord, customer])
        with self._database.transaction(landlord, lock) as connection:
            yield DatabaseOpenCase(connection, Seal(self._encryption, landlord), customer)

    def customers(self, landlord: str) -> Sequence[str]:
        """Return whoever has a file in which something was done, by id."""
        it = CASE_ACTS.c
        wanted = select(it.customer_id).where(it.landlord_id == landlord).distinct().order_by(it.customer_id)
        with self._database.transaction(landlord) as connection:
            return connection.execute(wanted).scalars().all()

    def breaches(self, landlord: str, start: datetime, end: datetime) -> Sequence[BreachSeen]:
        """Return contacts against an arrangement from `start` up to and not including `end`, oldest first."""
        it = BREACHES.c
        wanted = select(BREACHES).where(it.landlord_id == landlord, it.at >= start, it.at < end)
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(it.at, it.contact_id)).mappings().all()
        return [BreachSeen(**{name: row[name] for name in _OF_A_BREACH}) for row in rows]

    def whose(self, landlord: str, restriction_id: str) -> Whose:
        """Return whose restriction it is. Raises `NotFound`."""
        it = RESTRICTIONS.c
        wanted = select(it.customer_id, it.policy_version).where(
            it.landlord_id == landlord, it.id == storable(restriction_id)
        )
        with self._database.transaction(landlord) as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFound(f"There is no restriction {restriction_id}.")
        return Whose(customer_id=row.customer_id, policy_version=row.policy_version)

    def history(self, landlord: str, restriction_id: str) -> Sequence[Filed]:
        """Return the acts about a restriction, oldest first, with codes and dates and no words. Raises `NotFound`."""
        self.whose(landlord, restriction_id)
        return self.histories(landlord, [restriction_id])

    def histories(self, landlord: str, restriction_ids: Sequence[str]) -> Sequence[Filed]:
        """Return the acts about any of these restrictions, oldest first, with codes and dates and no words."""
        return self._filed(landlord, ACTS_OF_RESTRICTIONS, {"ids": [storable(one) for one in restriction_ids]})

    def acts(self, landlord: str, customer_id: str) -> Sequence[Filed]:
        """Return all acts in a customer's file, oldest first, with codes and dates and no words."""
        return self._filed(landlord, ACTS_OF_CUSTOMER, {"id": storable(customer_id)})

    def read(self, landlord: str, customer_id: str, reader: str) -> Sequence[Filed]:
        """Return all acts in a customer's file with what was told in words, and put on record who looked."""
        with self._database.transaction(landlord) as connection:
            asked = {"landlord": landlord, "id": storable(customer_id)}
            rows = connection.execute(ACTS_OF_CUSTOMER, asked).scalars().all()
            audit.record(connection, landlord, audit.Tag.CASE_READ, customer_id, reader, {"acts": len(rows)})
        seal = Seal(self._encryption, landlord)
        return [filed(row, seal) for row in rows]

    def _filed(self, landlord: str, statement: TextClause, about: Mapping[str, object]) -> list[Filed]:
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(statement, {"landlord": landlord, **about}).scalars().all()
        return [filed(row) for row in rows]
