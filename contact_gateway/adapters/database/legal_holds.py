"""Legal holds on customers, in the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.sealed_values import CLAIM, Seal
from contact_gateway.adapters.database.tables_of_audit import LEGAL_HOLDS
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_retention import LegalHold
from contact_gateway.domain.standing import HAS_A_CASE

_IT = LEGAL_HOLDS.c


def lock_of_holds(landlord: str) -> str:
    """Return what holds, retention and erasure wait for: no hold comes between looking for it and forgetting."""
    return json.dumps(["legal holds", landlord])


def held_customers(connection: Connection, landlord: str) -> tuple[str, ...]:
    """Return on whom a hold stands."""
    wanted = select(_IT.customer_id).where(_IT.landlord_id == landlord, _IT.lifted_at.is_(None)).distinct()
    return tuple(connection.execute(wanted).scalars())


class DatabaseLegalHolds:
    """The legal holds port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals the references of claims."""
        self._database = database
        self._encryption = encryption

    def place(self, landlord: str, hold: LegalHold) -> None:
        """Store one, with its audit row. Raises `NotFound` for no such customer."""
        customer = storable(hold.customer_id)
        mine = (PEOPLE.c.landlord_id == landlord) & (PEOPLE.c.id == customer) & PEOPLE.c.role.in_(HAS_A_CASE)
        seal = Seal(self._encryption, landlord)
        row = {**asdict(hold), "reference": seal.text(CLAIM, (hold.id,), hold.reference)}
        with self._database.transaction(landlord, lock_of_holds(landlord)) as connection:
            if connection.execute(select(PEOPLE.c.id).where(mine)).one_or_none() is None:
                raise NotFound(f"There is no customer {hold.customer_id}.")
            connection.execute(insert(LEGAL_HOLDS).values(landlord_id=landlord, **row))
            tag = audit.Tag.LEGAL_HOLD_PLACED
            audit.record(connection, landlord, tag, customer, hold.placed_by, {"hold": hold.id})

    def lift(self, landlord: str, hold_id: str, officer: str, at: datetime) -> None:
        """Lift one, with its audit row. Raises `NotFound` where none of that id stands."""
        mine = (_IT.landlord_id == landlord) & (_IT.id == storable(hold_id)) & _IT.lifted_at.is_(None)
        lifted = update(LEGAL_HOLDS).where(mine).values(lifted_by=officer, lifted_at=at).returning(_IT.customer_id)
        with self._database.transaction(landlord, lock_of_holds(landlord)) as connection:
            customer = connection.execute(lifted).scalar_one_or_none()
            if customer is None:
                raise NotFound(f"No legal hold {hold_id} stands.")
            audit.record(connection, landlord, audit.Tag.LEGAL_HOLD_LIFTED, customer, officer, {"hold": hold_id})

    def standing(self, landlord: str) -> Sequence[LegalHold]:
        """Return those that stand, oldest first. Raises `NoKey` and `Unreadable`."""
        seal = Seal(self._encryption, landlord)
        wanted = select(LEGAL_HOLDS).where(_IT.landlord_id == landlord, _IT.lifted_at.is_(None))
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(_IT.placed_at, _IT.id)).mappings().all()
        return [
            LegalHold(
                id=row["id"],
                customer_id=row["customer_id"],
                reference=seal.read_text(CLAIM, (row["id"],), row["reference"]),
                placed_by=row["placed_by"],
                placed_at=instant(row["placed_at"]),
            )
            for row in rows
        ]
