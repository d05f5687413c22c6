"""What is known, at one instant, about whoever makes contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment, Body, Identity, Unknown
from contact_gateway.domain.restrictions import Restriction


class Role(StrEnum):
    """What a person is to the landlord."""

    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    HOUSEHOLD = "household"
    SENDER = "sender"
    OFFICER = "officer"


HAS_A_CASE = frozenset({Role.CUSTOMER, Role.HOUSEHOLD})
"""Whose contact a landlord may come to restrict: each has a case of their own (TUN-4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses a contact point, with the restrictions in force on that very person.

    `of` is the customer whom a representative acts for or a household member belongs to. `asked_to_be_contacted` says
    that an officer asked this person for contact by this channel and the window is open. `priority` marks a person who
    is vulnerable or at risk: calls go to the landlord's priority desk.
    """

    id: str
    role: Role
    name: str = ""
    of: str = ""
    body: Body | None = None
    restrictions: tuple[Restriction, ...] = ()
    adjustments: frozenset[Adjustment] = field(default_factory=frozenset)
    language: str = "en"
    complained_about: frozenset[str] = field(default_factory=frozenset)
    asked_to_be_contacted: bool = False
    priority: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member of staff as a destination. `reachable` is whether the officer's hours and absences allow it now."""

    id: str
    name: str = ""
    phone: str = ""
    email: str = ""
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who it is, what is in force, and the state of the world that a decision may ask about.

    `identity` says how sure we are; `person` is the one whose restrictions are asked (none when not known, shared or
    withheld). `by_reference` says that the person was named by a keyed reference, not by the number alone. `officers`
    are those that a restriction of this person names, by id. `down` are channels out of service. `names` are those of
    people whom restrictions or roles mention, by id, for what is shown to staff.
    """

    identity: Identity = field(default_factory=Unknown)
    person: Person | None = None
    by_reference: bool = False
    officers: tuple[Officer, ...] = ()
    down: frozenset[Channel] = field(default_factory=frozenset)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """The restrictions of the person, none where the person is not known."""
        return self.person.restrictions if self.person else ()

    @property
    def adjustments(self) -> frozenset[Adjustment]:
        """The reasonable adjustments of the person."""
        return self.person.adjustments if self.person else frozenset()
