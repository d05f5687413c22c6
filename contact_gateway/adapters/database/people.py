"""Customers, representatives, household members, outside senders and officers, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.addresses import store_address, with_address
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.point_rows import Points, points_of, store_points
from contact_gateway.adapters.database.sealed_values import ADDRESS, HEALTH_FACTS, Seal
from contact_gateway.adapters.database.tables_of_people import (
    CONTACT_POINTS,
    CONTACT_REQUESTS,
    OUTAGES,
    PEOPLE,
    STAFF_COMPLAINTS,
)
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records import Customer, NewPerson
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.standing import HAS_A_CASE, Officer, Role

_POINTS = CONTACT_POINTS.c


class DatabasePeople:
    """The people port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals addresses and health facts in it."""
        self._database = database
        self._encryption = encryption

    def add(self, landlord: str, person: NewPerson) -> None:
        """Store a person with the contact points in their order, or replace what was stored under the same id."""
        _check_adjustments(person.adjustments)
        seal = Seal(self._encryption, landlord)
        key = {"landlord_id": landlord, "id": person.id}
        columns = {
            "role": person.role,
            "name": person.name,
            "reference": person.reference,
            "of_person": person.of,
            "body": person.body,
            "grade": person.grade,
            "language": person.language,
            "adjustments": list(person.adjustments),
            "priority": person.priority,
            "roles": list(person.roles),
            "segment": person.segment,
            "unverified": person.unverified,
            "hours": list(person.hours),
            "health_facts": seal.text(HEALTH_FACTS, (person.id,), person.health_facts),
        }
        with self._database.transaction(landlord) as connection:
            stored = insert(PEOPLE).values({**key, **columns})
            connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_=columns))
            store_points(connection, landlord, person.id, person.contact_points)
            store_address(connection, seal, person.id, person.address)

    def find_customers(self, landlord: str, words: str = "", limit: int = 50) -> Sequence[Customer]:
        """Return customers whose name, reference or contact point holds the words, by name."""
        with self._database.transaction(landlord) as connection:
            wanted = with_address().where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.role == Role.CUSTOMER)
            words = words.replace("\0", "").strip()
            if words:
                wanted = wanted.where(_holds(landlord, words))
            rows = connection.execute(wanted.order_by(PEOPLE.c.name, PEOPLE.c.id).limit(limit)).all()
            points = points_of(connection, landlord, [row.id for row in rows])
        seal = Seal(self._encryption, landlord)
        return [_customer(row, points, seal) for row in rows]

    def customer(self, landlord: str, customer_id: str) -> Customer:
        """Return one customer, or a member of a household. Raises `NotFound`."""
        with self._database.transaction(landlord) as connection:
            wanted = with_address().where(
                PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == customer_id, PEOPLE.c.role.in_(HAS_A_CASE)
            )
            row = connection.execute(wanted).one_or_none()
            if row is None:
                raise NotFound(f"There is no customer {customer_id}.")
            return _customer(row, points_of(connection, landlord, [row.id]), Seal(self._encryption, landlord))

    def health_facts_of(self, landlord: str, person_id: str, reader: str) -> str:
        """Return why this person needs the adjustments, and put on record who looked. Raises `NotFound`."""
        wanted = select(PEOPLE.c.health_facts).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == person_id)
        with self._database.transaction(landlord) as connection:
            row = connection.execute(wanted).one_or_none()
            if row is None:
                raise NotFound(f"There is no person {person_id}.")
            audit.record(connection, landlord, audit.Tag.HEALTH_FACTS_READ, person_id, reader, {})
        return Seal(self._encryption, landlord).read_text(HEALTH_FACTS, (person_id,), row.health_facts)

    def officers(self, landlord: str) -> Sequence[Officer]:
        """Return the landlord's officers by name."""
        with self._database.transaction(landlord) as connection:
            wanted = select(PEOPLE).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.role == Role.OFFICER)
            rows = connection.execute(wanted.order_by(PEOPLE.c.name, PEOPLE.c.id)).all()
            points = points_of(connection, landlord, [row.id for row in rows])
        return [_officer(row, points) for row in rows]

    def names(self, landlord: str) -> Mapping[str, str]:
        """Return the names of officers and representatives by id."""
        with self._database.transaction(landlord) as connection:
            named = PEOPLE.c.role.in_((Role.OFFICER, Role.REPRESENTATIVE))
            rows = connection.execute(select(PEOPLE.c.id, PEOPLE.c.name).where(PEOPLE.c.landlord_id == landlord, named))
            return {row.id: row.name for row in rows}

    def add_outage(self, landlord: str, channel: Channel, start: datetime, end: datetime) -> None:
        """Record that a channel is out of service from start to end; again from the same start: the end is moved."""
        outage = Interval(start, end)
        row = {"landlord_id": landlord, "channel": channel, "starts_at": outage.start, "ends_at": outage.end}
        key = ["landlord_id", "channel", "starts_at"]
        with self._database.transaction(landlord) as connection:
            stored = insert(OUTAGES).values(row)
            connection.execute(stored.on_conflict_do_update(index_elements=key, set_={"ends_at": outage.end}))

    def ask_to_be_contacted(self, landlord: str, person_id: str, channel: Channel, until: datetime) -> None:
        """Open a window, once, for this person by this channel. Raises `NotFound`."""
        row = {"landlord_id": landlord, "person_id": person_id, "channel": channel, "until": until}
        with self._database.transaction(landlord) as connection:
            require_person(connection, landlord, person_id)
            connection.execute(insert(CONTACT_REQUESTS).values(row).on_conflict_do_nothing())

    def complain(self, landlord: str, customer_id: str, officer_id: str) -> None:
        """Record that a customer has a complaint about an officer. Raises `NotFound`."""
        row = {"landlord_id": landlord, "customer_id": customer_id, "officer_id": officer_id}
        with self._database.transaction(landlord) as connection:
            require_person(connection, landlord, customer_id)
            require_person(connection, landlord, officer_id)
            connection.execute(insert(STAFF_COMPLAINTS).values(row).on_conflict_do_nothing())


def require_person(connection: Connection, landlord: str, person_id: str) -> None:
    """Raise `NotFound` unless this landlord has such a person."""
    wanted = select(PEOPLE.c.id).where(PEOPLE.c.landlord_id == landlord, PEOPLE.c.id == person_id)
    if connection.execute(wanted).one_or_none() is None:
        raise NotFound(f"There is no person {person_id}.")


def _check_adjustments(adjustments: Iterable[str]) -> None:
    unknown = sorted(set(adjustments) - set(Adjustment))
    if unknown:
        allowed = ", ".join(Adjustment)
        raise Refused("unknown_adjustment", f"There is no adjustment {unknown[0]!r}; choose from: {allowed}.")


def _holds(landlord: str, words: str) -> ColumnElement[bool]:
    point = exists().where(
        _POINTS.landlord_id == landlord,
        _POINTS.person_id == PEOPLE.c.id,
        _POINTS.value.icontains(words, autoescape=True),
    )
    return or_(
        PEOPLE.c.name.icontains(words, autoescape=True), PEOPLE.c.reference.icontains(words, autoescape=True), point
    )


def _customer(row: Row[tuple[object, ...]], points: Points, seal: Seal) -> Customer:
    return Customer(
        id=row.id,
        name=row.name,
        reference=row.reference,
        contact_points=points[row.id],
        adjustments=frozenset(map(Adjustment, row.adjustments)),
        address=seal.read_text(ADDRESS, (row.id,), row.address),
    )


def _officer(row: Row[tuple[object, ...]], points: Points) -> Officer:
    main = {point.kind: point.value for point in reversed(points[row.id])}
    return Officer(id=row.id, name=row.name, phone=main.get(PointKind.PHONE, ""), email=main.get(PointKind.EMAIL, ""))
