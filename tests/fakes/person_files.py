"""Customers, those who belong to them and officers as files, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.erased import refuse_if_erased
from contact_gateway.application.errors import NotFound, Refused, Stale
from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_registers import PersonFile, Synced, SyncedCustomer, SyncResult
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Role
from tests.fakes.memory import Memory


class MemoryPersonFiles:
    """The person files port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def page(self, landlord: str, role: Role, after: str, limit: int, *, of: str = "") -> Sequence[PersonFile]:
        found = [one for one in self._all(landlord, role) if one.id > after and of in {"", one.of}]
        return found[:limit]

    def one(self, landlord: str, role: Role, person_id: str) -> PersonFile:
        found = [one for one in self._all(landlord, role) if one.id == person_id]
        if not found:
            raise NotFound(f"There is no {role} {person_id}.")
        return found[0]

    def with_point(self, landlord: str, point: ContactPoint) -> Sequence[PersonFile]:
        return [one for one in self._all(landlord, Role.CUSTOMER) if point in one.contact_points]

    def with_reference(self, landlord: str, reference: str) -> Sequence[PersonFile]:
        return [one for one in self._all(landlord, Role.CUSTOMER) if one.reference.lower() == reference.lower()]

    def add(self, landlord: str, person: PersonFile, by: str) -> None:
        if person.of:
            self.one(landlord, Role.CUSTOMER, person.of)
        self._check_reference(landlord, person)
        if person.id in self._memory.of(landlord).people:
            raise Refused("id_taken", f"Somebody else has the id {person.id!r}.")
        self._store(landlord, person)
        self._memory.of(landlord).audit.append(f"api:person:added {person.id}")

    def replace(self, landlord: str, was: PersonFile, person: PersonFile, by: str) -> None:
        self._check_unchanged(landlord, was)
        refuse_if_erased(was)
        self._check_reference(landlord, person)
        self._store(landlord, person)

    def remove(self, landlord: str, was: PersonFile, by: str) -> None:
        self._check_unchanged(landlord, was)
        rows = self._memory.of(landlord)
        restricted = any(restriction.customer_id == was.id for restriction, _ in rows.restrictions.values())
        if restricted or any(customer_id == was.id for customer_id, _ in rows.acts):
            raise Refused("still_restricted", "Something about this person is on record.")
        del rows.people[was.id]
        rows.addresses.pop(was.id, None)

    def sync(self, landlord: str, customers: Sequence[Synced], new_ids: Sequence[str], by: str) -> list[SyncedCustomer]:
        return [self._sync(landlord, one, new_id) for one, new_id in zip(customers, new_ids, strict=True)]

    def _sync(self, landlord: str, wanted: Synced, new_id: str) -> SyncedCustomer:
        held = next(iter(self.with_reference(landlord, wanted.reference)), None)
        was = held or PersonFile(id=new_id, name="")
        person = PersonFile(
            id=was.id,
            reference=was.reference or wanted.reference,
            name=wanted.name,
            address=was.address if wanted.address is None else wanted.address,
            language=wanted.language or was.language,
            contact_points=was.contact_points
            if wanted.contact_points is None
            else tuple(dict.fromkeys(wanted.contact_points)),
            adjustments=was.adjustments if wanted.adjustments is None else wanted.adjustments,
            priority=was.priority if wanted.priority is None else wanted.priority,
            segment=was.segment if wanted.segment is None else wanted.segment,
            unverified=was.unverified if wanted.unverified is None else wanted.unverified,
        )
        self._store(landlord, person)
        changed = SyncResult.UNCHANGED if was == person else SyncResult.UPDATED
        result = changed if held else SyncResult.CREATED
        return SyncedCustomer(reference=wanted.reference, customer_id=person.id, result=result)

    def _all(self, landlord: str, role: Role) -> list[PersonFile]:
        rows = self._memory.of(landlord)
        people = [person for person in rows.people.values() if person.role is role]
        return [_file(one, rows.addresses.get(one.id, "")) for one in sorted(people, key=lambda one: one.id)]

    def _store(self, landlord: str, person: PersonFile) -> None:
        rows = self._memory.of(landlord)
        rows.addresses[person.id] = person.address
        rows.people[person.id] = NewPerson(
            id=person.id,
            role=person.role,
            name=person.name,
            reference=person.reference,
            contact_points=tuple(dict.fromkeys(person.contact_points)),
            of=person.of,
            body=person.body or "",
            adjustments=tuple(sorted(person.adjustments)),
            priority=person.priority,
            segment=person.segment,
            unverified=person.unverified,
            language=person.language,
            grade=person.grade,
            roles=tuple(sorted(person.roles)),
            hours=person.hours,
        )

    def _check_unchanged(self, landlord: str, was: PersonFile) -> None:
        if self.one(landlord, was.role, was.id) != was:
            raise Stale("Somebody else changed this person meanwhile.")

    def _check_reference(self, landlord: str, person: PersonFile) -> None:
        others = [one for one in self.with_reference(landlord, person.reference) if one.id != person.id]
        if person.role is Role.CUSTOMER and person.reference and others:
            raise Refused("reference_taken", f"The reference {person.reference!r} is somebody else's.")


def _file(person: NewPerson, address: str) -> PersonFile:
    return PersonFile(
        id=person.id,
        role=person.role,
        name=person.name,
        reference=person.reference,
        address=address,
        language=person.language,
        contact_points=person.contact_points,
        adjustments=frozenset(map(Adjustment, person.adjustments)),
        priority=person.priority,
        segment=person.segment,
        unverified=person.unverified,
        of=person.of,
        body=Body(person.body) if person.body else None,
        grade=person.grade,
        roles=frozenset(person.roles),
        hours=person.hours,
    )
