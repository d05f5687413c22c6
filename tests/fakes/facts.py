"""What the log in memory reads for one contact at one instant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from contact_gateway.application.records import ContactKey, Facts, NewPerson
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Schedule, parse_window
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.usage import Usage
from tests.fakes.memory import LandlordRows
from tests.fakes.people import officer_of


def facts_for(rows: LandlordRows, key: ContactKey, contact: Contact, now: datetime) -> Facts:
    """Read everything that a decision may ask about."""
    row = rows.contacts.get(key)
    people = tuple(
        _person(rows, person, contact.channel, now)
        for person in rows.people.values()
        if contact.sender in person.contact_points
    )
    by_reference = _by_reference(rows, contact, now)
    concerned = (*people, by_reference) if by_reference else people
    return Facts(
        policy_version=len(rows.packs),
        same_step=row.steps.get(contact.step) if row else None,
        last_step=row.last if row else None,
        events=tuple(row.events) if row else (),
        people=people,
        by_reference=by_reference,
        officers=tuple(_officers(rows, now)),
        down=frozenset(channel for channel, outage in rows.outages if outage.contains(now)),
        usage=_usage(rows, concerned),
    )


def _by_reference(rows: LandlordRows, contact: Contact, now: datetime) -> Person | None:
    wanted = contact.reference.strip().casefold()
    found = (
        person
        for person in rows.people.values()
        if person.role is Role.CUSTOMER and person.reference.strip().casefold() == wanted
    )
    match = next(found, None) if wanted else None
    return _person(rows, match, contact.channel, now) if match else None


def _person(rows: LandlordRows, stored: NewPerson, channel: Channel, now: datetime) -> Person:
    until = rows.asked.get((stored.id, channel))
    return Person(
        id=stored.id,
        role=stored.role,
        name=stored.name,
        of=stored.of,
        body=Body(stored.body) if stored.body else None,
        restrictions=tuple(
            restriction
            for restriction, _ in rows.restrictions.values()
            if restriction.customer_id == stored.id and restriction.in_force_at(now)
        ),
        adjustments=frozenset(map(Adjustment, stored.adjustments)),
        language=stored.language,
        complained_about=frozenset(officer for customer, officer in rows.complaints if customer == stored.id),
        asked_to_be_contacted=until is not None and now < until,
    )


def _officers(rows: LandlordRows, now: datetime) -> Iterable[Officer]:
    for person in rows.people.values():
        if person.role is Role.OFFICER:
            hours = Schedule(windows=tuple(map(parse_window, person.hours)), zone=rows.zone)
            yield officer_of(person, reachable=not person.hours or hours.is_open(now))


def _usage(rows: LandlordRows, people: Iterable[Person]) -> Usage:
    restrictions = {restriction.id for person in people for restriction in person.restrictions}
    return Usage(
        {
            allowance: tally
            for allowance, tally in rows.tallies.items()
            if allowance.restriction_id in restrictions or allowance.restriction_id in {person.id for person in people}
        }
    )
