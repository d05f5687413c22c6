"""A person's rows in several tables, read and written as one file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, and_, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database.tables_of_api import PERSON_ADDRESSES
from contact_gateway.adapters.database.tables_of_people import CONTACT_POINTS, PEOPLE
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Role

_POINTS = CONTACT_POINTS.c
_ADDRESSES = PERSON_ADDRESSES.c


def read(
    connection: Connection, landlord: str, wanted: ColumnElement[bool], limit: int | None = None
) -> list[PersonFile]:
    """Return the files of the people who fit, by id."""
    mine = and_(_ADDRESSES.landlord_id == PEOPLE.c.landlord_id, _ADDRESSES.person_id == PEOPLE.c.id)
    query = select(PEOPLE, _ADDRESSES.address).join_from(PEOPLE, PERSON_ADDRESSES, mine, isouter=True).where(wanted)
    rows = connection.execute(query.order_by(PEOPLE.c.id).limit(limit)).all()
    points = _points(connection, landlord, [row.id for row in rows])
    return [
        PersonFile(
            id=row.id,
            role=Role(row.role),
            name=row.name,
            reference=row.reference,
            address=row.address or "",
            language=row.language,
            contact_points=points[row.id],
            adjustments=frozenset(map(Adjustment, row.adjustments)),
            of=row.of_person,
            body=Body(row.body) if row.body else None,
        )
        for row in rows
    ]


def store(connection: Connection, landlord: str, person: PersonFile) -> None:
    """Write all of a person, new or not; what the file does not hold (an officer's hours) stays as it is."""
    key = {"landlord_id": landlord, "id": person.id}
    columns = {
        "role": person.role,
        "name": person.name,
        "reference": person.reference,
        "of_person": person.of,
        "body": person.body or "",
        "language": person.language,
        "adjustments": sorted(person.adjustments),
    }
    stored = insert(PEOPLE).values({**key, **columns})
    connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_=columns))
    _store_points(connection, landlord, person)
    _store_address(connection, landlord, person)


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


def _store_address(connection: Connection, landlord: str, person: PersonFile) -> None:
    key = {"landlord_id": landlord, "person_id": person.id}
    if not person.address:
        mine = and_(_ADDRESSES.landlord_id == landlord, _ADDRESSES.person_id == person.id)
        connection.execute(delete(PERSON_ADDRESSES).where(mine))
        return
    stored = insert(PERSON_ADDRESSES).values({**key, "address": person.address})
    connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_={"address": person.address}))


def _points(connection: Connection, landlord: str, people: Sequence[str]) -> defaultdict[str, tuple[ContactPoint, ...]]:
    wanted = select(_POINTS.person_id, _POINTS.kind, _POINTS.value)
    theirs = wanted.where(_POINTS.landlord_id == landlord, _POINTS.person_id.in_(people))
    found = defaultdict[str, tuple[ContactPoint, ...]](tuple)
    for person_id, kind, value in connection.execute(theirs.order_by(_POINTS.person_id, _POINTS.position)):
        found[person_id] += (ContactPoint(PointKind(kind), value),)
    return found
