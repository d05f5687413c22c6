"""From the people who use a contact point to one identity, and never further than the facts carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.people import (
    Adjustment,
    Body,
    Identity,
    KnownCustomer,
    KnownRepresentative,
    OpenSender,
    SharedNumber,
    Unknown,
    Withheld,
)
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.standing import Officer, Person, Role, Standing


def identify(
    contact: Contact,
    policy: Policy,
    people: Sequence[Person],
    by_reference: Person | None = None,
    *,
    officers: tuple[Officer, ...] = (),
    down: frozenset[Channel] = frozenset(),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Standing:
    """Return who it is and what is in force on that person.

    A keyed reference goes before the number. A number used by several people is nobody's (DESIGN section 6, step 3),
    unless one of them is named by reference. A staff member's own number is nobody's either: staff are not customers.
    Whoever calls through a text relay needs it, recorded or not.
    """
    people = [person for person in people if person.role is not Role.OFFICER]
    identity, person = _who(contact, policy, people, by_reference)
    if person and contact.relay:
        person = replace(person, adjustments=person.adjustments | {Adjustment.RELAY_CALLS})
    named = by_reference is not None
    return Standing(identity=identity, person=person, by_reference=named, officers=officers, down=down, names=names)


def _who(
    contact: Contact, policy: Policy, people: Sequence[Person], by_reference: Person | None
) -> tuple[Identity, Person | None]:
    if by_reference is not None:
        return _known(by_reference), by_reference
    if contact.sender is None:
        return Withheld(), None
    body = _open_sender(contact, policy)
    if body is not None:
        return OpenSender(body), None
    if not people:
        return Unknown(), None
    if len({person.id for person in people}) > 1:
        differ = any(person.restrictions for person in people)
        return SharedNumber(tuple(sorted({person.id for person in people})), differ), None
    if people[0].role is Role.SENDER and not contact.authenticated:
        return Unknown(), None
    return _known(people[0]), people[0]


def _known(person: Person) -> Identity:
    if person.role is Role.SENDER and person.body is not None:
        return OpenSender(person.body)
    if person.role is Role.REPRESENTATIVE:
        return KnownRepresentative(person.id, person.of, person.name)
    return KnownCustomer(person.id, person.name)


def _open_sender(contact: Contact, policy: Policy) -> Body | None:
    """Look an address up, then its domain; an unproven address is nobody's word (DESIGN section 6)."""
    if contact.sender is None or not contact.authenticated:
        return None
    address = contact.sender.value
    _, _, domain = address.rpartition("@")
    return policy.open_senders.get(address) or policy.open_senders.get(f"@{domain}")
