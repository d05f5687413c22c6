"""What the log in memory reads for one contact at one instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from contact_gateway.application.records import ContactKey, Facts, NewPerson
from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.kinds.enforced import RepresentativeOnly, SinglePointOfContact
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Schedule, parse_window
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import HAS_A_CASE, Officer, Person, Role
from contact_gateway.domain.usage import Usage
from tests.fakes.memory import LandlordRows, StepKey
from tests.fakes.people import officer_of


def facts_for(rows: LandlordRows, key: ContactKey, contact: Contact, now: datetime, customer_id: str = "") -> Facts:
    """Read everything that a decision may ask about."""
    row = rows.contacts.get(key)
    contact_id = row.id if row else ""
    stored = [person for person in rows.people.values() if contact.sender in person.contact_points]
    people = tuple(_person(rows, person, contact, contact_id, now) for person in stored)
    keyed = contact.reference.strip() or (row.last.contact.reference if row and row.last else "")
    named = _customer(rows, customer_id) or _by_reference(rows, keyed)
    by_reference = _person(rows, named, contact, contact_id, now) if named else None
    restrictions = [
        restriction
        for person in (*people, *((by_reference,) if by_reference else ()))
        for restriction in person.restrictions
    ]
    return Facts(
        policy_version=rows.policy_version,
        same_step=row.steps.get(step_key(contact)) if row else None,
        last_step=row.last if row else None,
        events=tuple(row.events) if row else (),
        people=people,
        by_reference=by_reference,
        officers=tuple(_officers(rows, restrictions, now)),
        names=_names(rows, (*people, by_reference) if by_reference else people, restrictions),
        down=frozenset(channel for channel, outage in rows.outages if outage.contains(now)),
        usage=_usage(rows, restrictions),
    )


def step_key(contact: Contact) -> StepKey:
    """Return what tells a step from the others of the same contact."""
    match contact.step:
        case Step.KEY:
            return (contact.step, contact.pressed, contact.turn)
        case Step.REFERENCE:
            return (contact.step, contact.reference.strip(), contact.turn)
        case _:
            return (contact.step, "", contact.turn)


def _customer(rows: LandlordRows, customer_id: str) -> NewPerson | None:
    found = rows.people.get(customer_id)
    return found if found and found.role in HAS_A_CASE else None


def _by_reference(rows: LandlordRows, reference: str) -> NewPerson | None:
    wanted = reference.strip().lower()
    found = (
        person for person in rows.people.values() if person.role in HAS_A_CASE and person.reference.lower() == wanted
    )
    return min(found, key=lambda person: person.id, default=None) if wanted else None


def _person(rows: LandlordRows, stored: NewPerson, contact: Contact, contact_id: str, now: datetime) -> Person:
    return Person(
        id=stored.id,
        role=stored.role,
        name=stored.name,
        of=stored.of,
        body=Body(stored.body) if stored.body else None,
        restrictions=tuple(
            sorted(
                (
                    restriction
                    for restriction, _ in rows.restrictions.values()
                    if restriction.customer_id == stored.id and rows.binds_at(restriction.id, now)
                ),
                key=lambda restriction: (restriction.starts_at, restriction.id),
            )
        ),
        adjustments=frozenset(map(Adjustment, stored.adjustments)),
        language=stored.language,
        complained_about=frozenset(officer for customer, officer in rows.complaints if customer == stored.id),
        priority=stored.priority,
        asked_to_be_contacted=any(window.is_open(stored.id, contact.channel, now, contact_id) for window in rows.asked),
    )


def _names(rows: LandlordRows, people: Iterable[Person], restrictions: Iterable[Restriction]) -> Mapping[str, str]:
    """Return the names of whom restrictions and roles mention."""
    mentioned = {person.of for person in people}
    for restriction in restrictions:
        if isinstance(restriction.terms, SinglePointOfContact):
            mentioned |= {restriction.terms.officer, *restriction.terms.deputies}
        if isinstance(restriction.terms, RepresentativeOnly):
            mentioned.add(restriction.terms.representative)
    return {person.id: person.name for person in rows.people.values() if person.id in mentioned}


def _officers(rows: LandlordRows, restrictions: Iterable[Restriction], now: datetime) -> Iterable[Officer]:
    """Return those whom a restriction names, by name."""
    named: set[str] = set()
    for restriction in restrictions:
        if isinstance(restriction.terms, SinglePointOfContact):
            named |= {restriction.terms.officer, *restriction.terms.deputies}
    for person in sorted(rows.people.values(), key=lambda person: (person.name, person.id)):
        if person.role is Role.OFFICER and person.id in named:
            hours = Schedule(windows=tuple(map(parse_window, person.hours)), zone=rows.zone)
            yield officer_of(person, reachable=not person.hours or hours.is_open(now))


def _usage(rows: LandlordRows, restrictions: Iterable[Restriction]) -> Usage:
    ids = {restriction.id for restriction in restrictions}
    return Usage({allowance: tally for allowance, tally in rows.tallies.items() if allowance.restriction_id in ids})
