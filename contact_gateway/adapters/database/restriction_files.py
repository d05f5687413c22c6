"""Restrictions with who decided them, and the register of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, and_, func, select

from contact_gateway.adapters.database.codec import instant, read_restriction
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import ADDRESS, Seal
from contact_gateway.adapters.database.tables_of_api import PERSON_ADDRESSES
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_registers import RegisterRow, RestrictionFile
from contact_gateway.domain.restrictions import Grounds, Mode

_IT = RESTRICTIONS.c


class DatabaseRestrictionFiles:
    """The restriction files port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what opens addresses in it."""
        self._database = database
        self._encryption = encryption

    def page(self, landlord: str, after: str, limit: int, *, customer_id: str = "") -> Sequence[RestrictionFile]:
        """Return those whose id comes after this one, by id; one customer's only where given."""
        wanted = select(RESTRICTIONS).where(_IT.landlord_id == landlord, _IT.id > after)
        if customer_id:
            wanted = wanted.where(_IT.customer_id == customer_id)
        with self._database.transaction(landlord) as connection:
            return [_file(row) for row in connection.execute(wanted.order_by(_IT.id).limit(limit)).mappings()]

    def one(self, landlord: str, restriction_id: str) -> RestrictionFile:
        """Return one. Raises `NotFound`."""
        with self._database.transaction(landlord) as connection:
            return _one(connection, landlord, restriction_id)

    def register(self, landlord: str, after: str, limit: int) -> Sequence[RegisterRow]:
        """Return lines of the register by the restriction's id.

        What was never carried out is not among them: no draft, and none that only counted.
        """
        theirs, address = PEOPLE.c, PERSON_ADDRESSES.c
        whose = and_(theirs.landlord_id == _IT.landlord_id, theirs.id == _IT.customer_id)
        where = and_(address.landlord_id == theirs.landlord_id, address.person_id == theirs.id)
        wanted = (
            select(RESTRICTIONS, theirs.name.label("customer_name"), address.address)
            .add_columns(func.lower(_IT.binds).label("in_force_from"), func.upper(_IT.binds).label("stops_at"))
            .join_from(RESTRICTIONS, PEOPLE, whose)
            .join(PERSON_ADDRESSES, where, isouter=True)
            .where(_IT.landlord_id == landlord, _IT.id > after, _IT.mode == Mode.ENFORCED, ~func.isempty(_IT.binds))
        )
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(_IT.id).limit(limit)).mappings().all()
        seal = Seal(self._encryption, landlord)
        return [
            RegisterRow(
                restriction=read_restriction(dict(row)),
                name=row["customer_name"],
                address=seal.read_text(ADDRESS, (row["customer_id"],), row["address"]),
                starts_at=instant(row["in_force_from"]),
                ends_at=_file(row).ends_at,
                stops_at=None if row["stops_at"] is None else instant(row["stops_at"]),
            )
            for row in rows
        ]


def _one(connection: Connection, landlord: str, restriction_id: str) -> RestrictionFile:
    wanted = select(RESTRICTIONS).where(_IT.landlord_id == landlord, _IT.id == restriction_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no restriction {restriction_id}.")
    return _file(row)


def _file(row: RowMapping) -> RestrictionFile:
    return RestrictionFile(
        restriction=read_restriction(dict(row)),
        decided=DecidedBy(
            officer=row["decided_by"],
            grounds=Grounds(row["grounds"]),
            decided_at=instant(row["decided_at"]),
            policy_version=row["policy_version"],
        ),
        ended_at=None if row["ended_at"] is None else instant(row["ended_at"]),
    )
