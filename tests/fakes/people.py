"""People in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records import Customer, NewPerson
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.standing import HAS_A_CASE, Officer, Role
from tests.fakes.memory import LandlordRows, Memory, Window


class MemoryPeople:
    """The people port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, landlord: str, person: NewPerson) -> None:
        unknown = sorted(set(person.adjustments) - set(Adjustment))
        if unknown:
            raise Refused("unknown_adjustment", f"There is no adjustment {unknown[0]}.")
        rows = self._memory.of(landlord)
        rows.people[person.id] = person
        rows.addresses[person.id] = person.address

    def find_customers(self, landlord: str, words: str = "", limit: int = 50) -> Sequence[Customer]:
        wanted = words.strip().casefold()
        found = [
            person
            for person in self._memory.of(landlord).people.values()
            if person.role is Role.CUSTOMER
            and any(
                wanted in text.casefold()
                for text in (person.name, person.reference, *(point.value for point in person.contact_points))
            )
        ]
        addresses = self._memory.of(landlord).addresses
        return [_customer(one, addresses) for one in sorted(found, key=lambda one: (one.name, one.id))[:limit]]

    def customer(self, landlord: str, customer_id: str) -> Customer:
        person = self._memory.of(landlord).people.get(customer_id)
        if person is None or person.role not in HAS_A_CASE:
            raise NotFound(f"There is no customer {customer_id}.")
        return _customer(person, self._memory.of(landlord).addresses)

    def health_facts_of(self, landlord: str, person_id: str, reader: str) -> str:
        rows = self._memory.of(landlord)
        _known(rows, person_id)
        rows.audit.append(f"staff:health_facts:read {person_id} {reader}")
        return rows.people[person_id].health_facts

    def officers(self, landlord: str) -> Sequence[Officer]:
        staff = [person for person in self._memory.of(landlord).people.values() if person.role is Role.OFFICER]
        return [officer_of(person) for person in sorted(staff, key=lambda one: (one.name, one.id))]

    def names(self, landlord: str) -> Mapping[str, str]:
        named = {Role.OFFICER, Role.REPRESENTATIVE}
        people = self._memory.of(landlord).people.values()
        return {person.id: person.name for person in people if person.role in named}

    def add_outage(self, landlord: str, channel: Channel, start: datetime, end: datetime) -> None:
        self._memory.of(landlord).outages.append((channel, Interval(start, end)))

    def ask_to_be_contacted(self, landlord: str, person_id: str, channel: Channel, until: datetime) -> None:
        rows = self._memory.of(landlord)
        _known(rows, person_id)
        rows.asked.append(Window(person_id=person_id, channel=channel, until=until))

    def complain(self, landlord: str, customer_id: str, officer_id: str) -> None:
        rows = self._memory.of(landlord)
        _known(rows, customer_id)
        _known(rows, officer_id)
        rows.complaints.add((customer_id, officer_id))


def officer_of(person: NewPerson, *, reachable: bool = True) -> Officer:
    """Return a stored officer as a destination."""
    points = {point.kind: point.value for point in reversed(person.contact_points)}
    return Officer(
        id=person.id,
        name=person.name,
        phone=points.get(PointKind.PHONE, ""),
        email=points.get(PointKind.EMAIL, ""),
        reachable=reachable,
    )


def _customer(person: NewPerson, addresses: Mapping[str, str]) -> Customer:
    return Customer(
        id=person.id,
        name=person.name,
        reference=person.reference,
        contact_points=person.contact_points,
        adjustments=frozenset(map(Adjustment, person.adjustments)),
        address=addresses.get(person.id, ""),
    )


def _known(rows: LandlordRows, person_id: str) -> None:
    if person_id not in rows.people:
        raise NotFound(f"There is no person {person_id}.")
