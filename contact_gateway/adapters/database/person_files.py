"""What is held about customers, those who belong to them and officers, read and changed for other systems."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.person_rows import locked, read, store
from contact_gateway.adapters.database.point_rows import each_once
from contact_gateway.adapters.database.sealed_values import Seal
from contact_gateway.adapters.database.tables_of_people import CONTACT_POINTS, PEOPLE
from contact_gateway.application.erased import refuse_if_erased
from contact_gateway.application.errors import NotFound, Refused, Stale
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_registers import PersonFile, Synced, SyncedCustomer, SyncResult
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.standing import Role

_IT = PEOPLE.c


class DatabasePersonFiles:
    """The person files port. Whoever writes about a landlord's people waits for whoever does so already."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals addresses in it."""
        self._database = database
        self._encryption = encryption

    def page(self, landlord: str, role: Role, after: str, limit: int, *, of: str = "") -> Sequence[PersonFile]:
        """Return the people of a role whose id comes after this one, by id; only those of `of` where given."""
        wanted = (_IT.landlord_id == landlord) & (_IT.role == role) & (_IT.id > after)
        with self._database.transaction(landlord) as connection:
            return read(connection, self._seal(landlord), wanted & (_IT.of_person == of) if of else wanted, limit)

    def one(self, landlord: str, role: Role, person_id: str) -> PersonFile:
        """Return one person. Raises `NotFound`."""
        with self._database.transaction(landlord) as connection:
            return _one(connection, self._seal(landlord), role, person_id)

    def with_point(self, landlord: str, point: ContactPoint) -> Sequence[PersonFile]:
        """Return the customers who use a contact point, by id."""
        theirs = CONTACT_POINTS.c
        users = select(theirs.person_id).where(
            theirs.landlord_id == landlord, theirs.kind == point.kind, theirs.value == point.value
        )
        wanted = (_IT.landlord_id == landlord) & (_IT.role == Role.CUSTOMER) & _IT.id.in_(users)
        with self._database.transaction(landlord) as connection:
            return read(connection, self._seal(landlord), wanted)

    def with_reference(self, landlord: str, reference: str) -> Sequence[PersonFile]:
        """Return the customers of a reference, whatever the case of its letters, by id."""
        with self._database.transaction(landlord) as connection:
            return _with_reference(connection, self._seal(landlord), reference)

    def add(self, landlord: str, person: PersonFile, by: str) -> None:
        """Store somebody new. Raises `NotFound`, `Refused` (id_taken, reference_taken)."""
        with self._database.transaction(landlord, _line(landlord)) as connection:
            if person.of:
                _one(connection, self._seal(landlord), Role.CUSTOMER, person.of)
            _check_reference(connection, self._seal(landlord), person)
            try:
                connection.execute(insert(PEOPLE).values(landlord_id=landlord, id=person.id, role=person.role))
            except IntegrityError as error:
                raise Refused("id_taken", f"Somebody else has the id {person.id!r}.") from error
            store(connection, self._seal(landlord), person)
            audit.record(connection, landlord, audit.Tag.PERSON_ADDED, person.id, by, {"role": person.role})

    def replace(self, landlord: str, was: PersonFile, person: PersonFile, by: str) -> None:
        """Store a person anew. Raises `NotFound`, `Stale`, `Refused` (erased, reference_taken)."""
        with self._database.transaction(landlord, _line(landlord)) as connection:
            _check_unchanged(connection, self._seal(landlord), was)
            refuse_if_erased(was)
            _check_reference(connection, self._seal(landlord), person)
            store(connection, self._seal(landlord), person)
            audit.record(connection, landlord, audit.Tag.PERSON_CHANGED, person.id, by, {})

    def remove(self, landlord: str, was: PersonFile, by: str) -> None:
        """Forget somebody who belongs to a customer. Raises `NotFound`, `Stale`, `Refused` (still_restricted)."""
        with self._database.transaction(landlord, _line(landlord)) as connection:
            _check_unchanged(connection, self._seal(landlord), was)
            try:
                connection.execute(delete(PEOPLE).where(_IT.landlord_id == landlord, _IT.id == was.id))
            except IntegrityError as error:
                raise Refused("still_restricted", "Restrictions, a case or a hold of this person stand.") from error
            audit.record(connection, landlord, audit.Tag.PERSON_REMOVED, was.id, by, {"role": was.role})

    def sync(self, landlord: str, customers: Sequence[Synced], new_ids: Sequence[str], by: str) -> list[SyncedCustomer]:
        """Bring customers into step by their references, all or none; who is new gets the id in the same place."""
        with self._database.transaction(landlord, _line(landlord)) as connection:
            return [
                _synced(connection, self._seal(landlord), customer, new_id, by)
                for customer, new_id in zip(customers, new_ids, strict=True)
            ]

    def _seal(self, landlord: str) -> Seal:
        return Seal(self._encryption, landlord)


def _synced(connection: Connection, seal: Seal, wanted: Synced, new_id: str, by: str) -> SyncedCustomer:
    held = next(iter(_with_reference(connection, seal, wanted.reference)), None)
    was = held or PersonFile(id=new_id, name="")
    person = PersonFile(
        id=was.id,
        reference=was.reference or wanted.reference,
        name=wanted.name,
        address=was.address if wanted.address is None else wanted.address,
        language=wanted.language or was.language,
        contact_points=was.contact_points if wanted.contact_points is None else each_once(wanted.contact_points),
        adjustments=was.adjustments if wanted.adjustments is None else wanted.adjustments,
        priority=was.priority if wanted.priority is None else wanted.priority,
        segment=was.segment if wanted.segment is None else wanted.segment,
        unverified=was.unverified if wanted.unverified is None else wanted.unverified,
    )
    result = SyncResult.CREATED if held is None else SyncResult.UNCHANGED if was == person else SyncResult.UPDATED
    if result is not SyncResult.UNCHANGED:
        store(connection, seal, person)
        tag = audit.Tag.PERSON_ADDED if held is None else audit.Tag.PERSON_CHANGED
        audit.record(connection, seal.landlord, tag, person.id, by, {})
    return SyncedCustomer(reference=wanted.reference, customer_id=person.id, result=result)


def _one(connection: Connection, seal: Seal, role: Role, person_id: str) -> PersonFile:
    found = read(connection, seal, (_IT.landlord_id == seal.landlord) & (_IT.id == person_id) & (_IT.role == role))
    if not found:
        raise NotFound(f"There is no {role} {person_id}.")
    return found[0]


def _with_reference(connection: Connection, seal: Seal, reference: str) -> Sequence[PersonFile]:
    same = func.lower(_IT.reference) == func.lower(reference)
    return read(connection, seal, (_IT.landlord_id == seal.landlord) & (_IT.role == Role.CUSTOMER) & same)


def _check_unchanged(connection: Connection, seal: Seal, was: PersonFile) -> None:
    locked(connection, seal.landlord, was.id)
    if _one(connection, seal, was.role, was.id) != was:
        raise Stale("Somebody else changed this person meanwhile.")


def _check_reference(connection: Connection, seal: Seal, person: PersonFile) -> None:
    if person.role is not Role.CUSTOMER or not person.reference:
        return
    others = [one.id for one in _with_reference(connection, seal, person.reference) if one.id != person.id]
    if others:
        raise Refused("reference_taken", f"The reference {person.reference!r} is the customer {others[0]}'s.")


def _line(landlord: str) -> str:
    return json.dumps(["people", landlord])
