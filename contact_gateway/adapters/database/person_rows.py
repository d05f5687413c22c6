"""A person's rows in several tables, read and written as one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.addresses import store_address, with_address
from contact_gateway.adapters.database.sealed_values import ADDRESS, Seal
from contact_gateway.adapters.database.tables_of_people import CONTACT_POINTS, PEOPLE
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Role

_POINTS = CONTACT_POINTS.c


def read(connection: Connection, seal: Seal, wanted: ColumnElement[bool], limit: int | None = None) -> list[PersonFile]:
    """Return the files of the people who fit, by id."""
    rows = connection.execute(with_address().where(wanted).order_by(PEOPLE.c.id).limit(limit)).all()
    points = _points(connection, seal.landlord, [row.id for row in rows])
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
            of=row.of_person,
            body=Body(row.body) if row.body else None,
        )
        for row in rows
    ]


def store(connection: Connection, seal: Seal, person: PersonFile) -> None:
    """Write all of a person, new or not; what the file does not hold (an officer's hours) stays as it is."""
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
    }
    stored = insert(PEOPLE).values({**key, **columns})
    connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_=columns))
    _store_points(connection, seal.landlord, person)
    store_address(connection, seal, person.id, person.address)


def contact_points(given: Sequence[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return contact points in their order, each once."""
    return tuple(dict.fromkeys(given))


def locked(connection: Connection, landlord: str, person_id: str) -> None:
    """Wait until nobody else changes this person, and let nobody until the transaction ends."""
    mine = select(PEOPLE.c.id).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == person_id)
    connection.execute(mine.with_for_update())


def _store_points(connection: Connection, landlord: str, person: PersonFile) -> None:
    points = contact_points(person.contact_points)
    mine = (_POINTS.landlord_id == landlord) & (_POINTS.person_id == person.id)
    kept = tuple_(_POINTS.kind, _POINTS.value).in_([(point.kind, point.value) for point in points])
    connection.execute(delete(CONTACT_POINTS).where(mine, ~kept))
    for position, point in enumerate(points):
        key = {"landlord_id": landlord, "kind": point.kind, "value": point.value, "person_id": person.id}
        stored = insert(CONTACT_POINTS).values({**key, "position": position})
        connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_={"position": position}))


def _points(connection: Connection, landlord: str, people: Sequence[str]) -> defaultdict[str, tuple[ContactPoint, ...]]:
    wanted = select(_POINTS.person_id, _POINTS.kind, _POINTS.value)
    theirs = wanted.where(_POINTS.landlord_id == landlord, _POINTS.person_id.in_(people))
    found = defaultdict[str, tuple[ContactPoint, ...]](tuple)
    for person_id, kind, value in connection.execute(theirs.order_by(_POINTS.person_id, _POINTS.position)):
        found[person_id] += (ContactPoint(PointKind(kind), value),)
    return found
