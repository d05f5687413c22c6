"""A person's rows in several tables, read and written as one file."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.addresses import store_address, with_address
from contact_gateway.adapters.database.point_rows import points_of, store_points
from contact_gateway.adapters.database.sealed_values import ADDRESS, Seal
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Role


def read(connection: Connection, seal: Seal, wanted: ColumnElement[bool], limit: int | None = None) -> list[PersonFile]:
    """Return the files of the people who fit, by id."""
    rows = connection.execute(with_address().where(wanted).order_by(PEOPLE.c.id).limit(limit)).all()
    points = points_of(connection, seal.landlord, [row.id for row in rows])
    return [
        PersonFile(
            id=row.id,
            role=Role(row.role),
            name=row.name,
            reference=row.reference,
            address=seal.read_text(ADDRESS, (row.id,), row.address),
            language=row.language,
            contact_points=points[row.id],
            adjustments=frozenset(map(Adjustment, row.adjustments)),
            priority=row.priority,
            segment=row.segment,
            unverified=row.unverified,
            of=row.of_person,
            body=Body(row.body) if row.body else None,
            grade=row.grade,
            roles=frozenset(row.roles),
            hours=tuple(row.hours),
        )
        for row in rows
    ]


def store(connection: Connection, seal: Seal, person: PersonFile) -> None:
    """Write all of a person, new or not; what the file does not hold (health facts) stays as it is."""
    key = {"landlord_id": seal.landlord, "id": person.id}
    columns = {
        "role": person.role,
        "name": person.name,
        "reference": person.reference,
        "of_person": person.of,
        "body": person.body or "",
        "language": person.language,
        "adjustments": sorted(person.adjustments),
        "priority": person.priority,
        "segment": person.segment,
        "unverified": person.unverified,
        "grade": person.grade,
        "roles": sorted(person.roles),
        "hours": list(person.hours),
    }
    stored = insert(PEOPLE).values({**key, **columns})
    connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_=columns))
    store_points(connection, seal.landlord, person.id, person.contact_points)
    store_address(connection, seal, person.id, person.address)


def locked(connection: Connection, landlord: str, person_id: str) -> None:
    """Wait until nobody else changes this person, and let nobody until the transaction ends."""
    mine = select(PEOPLE.c.id).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == person_id)
    connection.execute(mine.with_for_update())
