"""Things as tests need them: sensible unless said otherwise, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.application.records import NewPerson
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.domain.contact import Channel, Contact, Subject
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Schedule, parse_window
from contact_gateway.domain.policy import (
    EMERGENCY_LINE,
    QUEUE,
    REPAIRS_DESK,
    VOICEMAIL,
    Destination,
    KindRule,
    Policy,
)
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.restrictions import Grounds, Restriction, Scope
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.working_days import Delivery, WorkingCalendar

Built = TypeVar("Built")

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday morning in winter, when London keeps UTC."""

SAM_PHONE = ContactPoint(PointKind.PHONE, "+447700900123")
SAM_EMAIL = ContactPoint.email("sam@example.org")


def phone(number: str) -> ContactPoint:
    """Return the contact point of a number in E.164."""
    return ContactPoint(PointKind.PHONE, number)


def _build(kind: Callable[..., Built], usual: Mapping[str, object], said: Mapping[str, object]) -> Built:
    return kind(**{**usual, **said})


def contact(channel: Channel = Channel.VOICE, **said: object) -> Contact:
    """Build a contact from Sam, on the Monday; `sender` follows the channel."""
    usual: dict[str, object] = {
        "provider": "twilio",
        "provider_id": "CA1",
        "sender": SAM_EMAIL if channel in {Channel.EMAIL, Channel.WEB_FORM} else SAM_PHONE,
        "received_at": MONDAY,
    }
    return _build(Contact, {**usual, "channel": channel}, said)


def restriction(
    kind: Kind = Kind.CHANNEL_BAN,
    terms: Mapping[str, object] | None = None,
    channels: Iterable[Channel] = (),
    **said: object,
) -> Restriction:
    """Build a restriction on Sam from the first of March, to be reviewed in September; `terms` as a form holds them."""
    usual: dict[str, object] = {
        "id": "restriction-1",
        "customer_id": "sam",
        "scope": Scope(channels=frozenset(channels)),
        "starts_at": datetime(2026, 3, 1, tzinfo=UTC),
        "review_on": date(2026, 9, 1),
        "clause": "EXA-1",
        "terms": read_terms(kind, terms or {}),
    }
    return _build(Restriction, usual, said)


def restriction_request(**said: object) -> RestrictionRequest:
    """Build what a manager asks for: two calls a week for Sam, decided by Lee."""
    usual: dict[str, object] = {
        "customer_id": "sam",
        "kind": "contact_cap",
        "terms": {"limit": "2", "per": "week"},
        "channels": ("voice",),
        "officer": "lee",
        "grounds": "excessive_contact",
        "review_on": date(2026, 9, 2),
    }
    return _build(RestrictionRequest, usual, said)


def decided_before(**said: object) -> DecidedBefore:
    """Build how that came about: Kim proposed it and puts it on record, and Sam was told by hand on the Monday."""
    usual: dict[str, object] = {
        "proposed_by": "kim",
        "recorded_by": "kim",
        "told_on": MONDAY.date(),
        "sent_by": Delivery.HAND,
    }
    return _build(DecidedBefore, usual, said)


def person(*restrictions: Restriction, **said: object) -> Person:
    """Build Sam as a decision sees him, with these restrictions in force."""
    usual: dict[str, object] = {"id": "sam", "role": Role.CUSTOMER, "name": "Sam Example", "restrictions": restrictions}
    return _build(Person, usual, said)


def new_person(**said: object) -> NewPerson:
    """Build Sam as he is stored, with a phone and an e-mail address."""
    usual: dict[str, object] = {
        "id": "sam",
        "role": Role.CUSTOMER,
        "name": "Sam Example",
        "reference": "T-1001",
        "contact_points": (SAM_PHONE, SAM_EMAIL),
    }
    return _build(NewPerson, usual, said)


def new_officer(**said: object) -> NewPerson:
    """Build Lee, an officer with a phone and a mailbox, as he is stored."""
    usual: dict[str, object] = {
        "id": "lee",
        "role": Role.OFFICER,
        "name": "Lee Officer",
        "contact_points": (phone("+441632960001"), ContactPoint.email("lee@landlord.example.org")),
    }
    return _build(NewPerson, usual, said)


def officer(**said: object) -> Officer:
    """Build Lee as a destination that can be reached."""
    usual: dict[str, object] = {
        "id": "lee",
        "name": "Lee Officer",
        "phone": "+441632960001",
        "email": "lee@landlord.example.org",
    }
    return _build(Officer, usual, said)


_DESTINATIONS = (
    Destination(name=QUEUE, label="Customer service", phone="+441632960100", email="service@landlord.example.org"),
    Destination(name=VOICEMAIL, label="Voicemail", phone="+441632960101"),
    Destination(
        name=EMERGENCY_LINE, label="Emergency line", phone="+441632960102", email="emergency@landlord.example.org"
    ),
    Destination(name=REPAIRS_DESK, label="Repairs desk", phone="+441632960103", email="repairs@landlord.example.org"),
    Destination(name="complaints", label="Complaints", phone="+441632960104", email="complaints@landlord.example.org"),
)

_PLAIN_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        **{script: script.replace("_", " ").capitalize() + "." for script in Script},
        Script.DECLINE_UNTIL: "Calls from this number can be taken again on {when}.",
        Script.CLOSED_UNTIL: "Closed until {when}.",
        Script.HOLD_UNTIL: "Your message was received; it is answered from {when}.",
        Script.OTHER_WAYS: "You can also reach us by {ways}.",
        Script.EMERGENCY_REPLY: "Ring {emergency_number} now.",
    }
}

_USUAL: Mapping[str, object] = {
    "landlord": "example",
    "name": "Example Homes",
    "version": 1,
    "zone": LONDON,
    "channels": tuple(Channel),
    "forms": {
        Form.WRITING: frozenset({Channel.SMS, Channel.EMAIL, Channel.LETTER, Channel.WEB_FORM}),
        Form.EMAIL: frozenset({Channel.EMAIL}),
        Form.TELEPHONE: frozenset({Channel.VOICE}),
    },
    "kinds": {kind: KindRule(clause="EXA-1") for kind in Kind},
    "destinations": {destination.name: destination for destination in _DESTINATIONS},
    "subjects": {
        **dict.fromkeys(Subject, QUEUE),
        Subject.EMERGENCY: EMERGENCY_LINE,
        Subject.HAZARD: REPAIRS_DESK,
        Subject.COMPLAINT: "complaints",
    },
    "business_hours": Schedule(windows=(parse_window("mon-fri 09:00-17:00"),), zone=LONDON),
    "grades": ("officer", "manager", "director"),
    "known_languages": shipped_languages(),
    "clocks": Clocks(WorkingCalendar(closed=frozenset()), LONDON),
    "adjustment_factors": {
        Adjustment.EXTRA_TIME: 1.5,
        Adjustment.INTERPRETER: 1.5,
        Adjustment.RELAY_CALLS: 2,
        Adjustment.BRITISH_SIGN_LANGUAGE: 2,
    },
    "scripts": _PLAIN_WORDS,
    "grounds": frozenset(Grounds),
}


def policy(**said: object) -> Policy:
    """Build a landlord's policy that allows everything, on every channel, open on weekdays from nine to five."""
    return _build(Policy, _USUAL, said)
