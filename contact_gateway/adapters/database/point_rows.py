"""How people are reached: the rows of their contact points, in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.tables_of_people import CONTACT_POINTS
from contact_gateway.domain.contact_points import ContactPoint, PointKind

Points = defaultdict[str, tuple[ContactPoint, ...]]
"""People's contact points by the person's id; nobody there has none."""

_IT = CONTACT_POINTS.c


def each_once(given: Sequence[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return contact points in their order, each once."""
    return tuple(dict.fromkeys(given))


def store_points(connection: Connection, landlord: str, person_id: str, given: Sequence[ContactPoint]) -> None:
    """Make these a person's contact points, in this order; what is confirmed of one that stays is kept."""
    points = each_once(given)
    mine = (_IT.landlord_id == landlord) & (_IT.person_id == person_id)
    kept = tuple_(_IT.kind, _IT.value).in_([(point.kind, point.value) for point in points])
    connection.execute(delete(CONTACT_POINTS).where(mine, ~kept))
    for position, point in enumerate(points):
        key = {"landlord_id": landlord, "kind": point.kind, "value": point.value, "person_id": person_id}
        stored = insert(CONTACT_POINTS).values({**key, "position": position})
        connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_={"position": position}))


def points_of(connection: Connection, landlord: str, people: Sequence[str]) -> Points:
    """Return the contact points of people, in their order."""
    wanted = select(_IT.person_id, _IT.kind, _IT.value)
    theirs = wanted.where(_IT.landlord_id == landlord, _IT.person_id.in_(people))
    found = Points(tuple)
    for person_id, kind, value in connection.execute(theirs.order_by(_IT.person_id, _IT.position)):
        found[person_id] += (ContactPoint(PointKind(kind), value),)
    return found
