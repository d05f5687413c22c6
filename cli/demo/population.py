"""A small population for a demo, the same people at every landlord. Drama numbers and example.org, nobody real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import tomlkit

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.records import NewPerson, User
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.application.services import Services
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.periods import add_months
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery

PASSWORD = "demo-gateway"  # noqa: S105 printed to everybody who starts a demo
REVIEW_MONTHS = 6
SPEAKS_WELSH = "torus"
"""The landlord that answers in Welsh where somebody's language is Welsh."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a demo landlord has decided about one of its people."""

    on: str
    kind: str
    grounds: str = "excessive_contact"
    terms: Mapping[str, object] = field(default_factory=dict)
    channels: tuple[str, ...] = ()


DECIDED: Mapping[str, tuple[Decided, ...]] = {
    "torus": (
        Decided("jo", "accompanied_only", "known_risk"),
        Decided("cerys", "permitted_times", terms={"windows": ["tue 09:00-12:00"]}, channels=("voice",)),
    ),
    "tuntum": (
        Decided("jo", "contact_cap", terms={"limit": 1, "per": "week"}, channels=("voice",)),
        Decided("ali", "single_form", terms={"form": "writing"}),
    ),
    "octavia": (
        Decided("jo", "time_cap", terms={"minutes": 10, "per": "week"}, channels=("voice",)),
        Decided("ali", "channel_ban", channels=("email",)),
    ),
    "magna": (
        Decided("jo", "permitted_times", terms={"windows": ["tue 09:00-12:00"]}, channels=("voice",)),
        Decided("ali", "single_point_of_contact", terms={"officer": "lee"}),
    ),
    "derby_homes": (
        Decided("jo", "single_form", terms={"form": "writing"}),
        Decided("ali", "representative_only", terms={"representative": "rae"}),
    ),
}


def people() -> tuple[NewPerson, ...]:
    """Return who is known.

    Sam without a restriction, Jo and Ali with some, Ali's representative; two people with one telephone, one who speaks
    Welsh and one who is at risk. Lee proposes, Kim signs, Ash hears an appeal, and Bo where Ash signed.
    """
    return (
        _person("sam", "Sam Example", "1001", "+447700900123", "sam@example.org"),
        _person("jo", "Jo Example", "1002", "+447700900124", "jo@example.org"),
        _person("ali", "Ali Example", "1003", "+447700900125", "ali@example.org"),
        _person("rae", "Rae Example", "", "+447700900126", "rae@example.org", Role.REPRESENTATIVE, of="ali"),
        _person("pat", "Pat Example", "1011", "+447700900130", "pat@example.org"),
        _person("robin", "Robin Example", "1012", "+447700900130", "robin@example.org"),
        replace(_person("cerys", "Cerys Example", "1013", "+447700900131", "cerys@example.org"), language="cy"),
        replace(_person("max", "Max Example", "1014", "+447700900132", "max@example.org"), priority=True),
        _person("lee", "Lee Officer", "", "+441632960021", "lee@landlord.example.org", Role.OFFICER),
        _person("kim", "Kim Manager", "", "+441632960022", "kim@landlord.example.org", Role.OFFICER),
        _person("ash", "Ash Director", "", "+441632960023", "ash@landlord.example.org", Role.OFFICER),
        _person("bo", "Bo Director", "", "+441632960024", "bo@landlord.example.org", Role.OFFICER),
    )


def demo_pack(landlord: str) -> str:
    """Return the pack that a demo brings: the one that is shipped, with Welsh on at one landlord.

    That Welsh is checked by nobody who speaks it; whoever shows it says so.
    """
    pack = tomlkit.parse(shipped_packs()[landlord])
    if landlord == SPEAKS_WELSH:
        pack["languages"] = {"on": ["cy"]}
    return tomlkit.dumps(pack)


def settle(services: Services, landlord: str) -> None:
    """Give a landlord that has a policy its people, accounts and what was decided, as far as they are not there."""
    known = {customer.id for customer in services.people.find_customers(landlord)}
    there = known | {officer.id for officer in services.people.officers(landlord)}
    grades = services.policies.current(landlord).grades
    missing = [
        graded(one, grades)
        for one in people()
        if one.id not in there and (not known or one.role is not Role.REPRESENTATIVE)
    ]
    for person in missing:
        services.people.add(landlord, person)
    if not known:
        for role in ("agent", "manager"):
            services.users.add(_user(landlord, role), PASSWORD)
    now, new = services.clock.now(), {one.id for one in missing}
    for decided in DECIDED.get(landlord, ()):
        if decided.on in new:
            services.set_restriction(landlord, _request(decided, now), told_today(services, landlord))


def told_today(services: Services, landlord: str) -> DecidedBefore:
    """Return how it came about what Kim decided: Lee proposed it, and the letter is handed over today."""
    today = services.clock.now().astimezone(services.policies.current(landlord).zone).date()
    return DecidedBefore(proposed_by="lee", recorded_by="kim", told_on=today, sent_by=Delivery.HAND)


def graded(person: NewPerson, grades: Sequence[str]) -> NewPerson:
    """Give an officer a grade of the landlord's ladder: Lee the lowest, Kim the last but one, directors the highest."""
    if person.role is not Role.OFFICER or len(grades) < 2:
        return person
    return replace(person, grade={"lee": grades[0], "kim": grades[-2]}.get(person.id, grades[-1]))


def _person(
    name_id: str, name: str, reference: str, phone: str, email: str, role: Role = Role.CUSTOMER, of: str = ""
) -> NewPerson:
    points = (ContactPoint(PointKind.PHONE, phone), ContactPoint.email(email))
    return NewPerson(id=name_id, role=role, name=name, reference=reference, contact_points=points, of=of)


def _user(landlord: str, role: str) -> User:
    name = {"agent": "Lee Officer", "manager": "Kim Manager"}[role]
    officer = {"agent": "lee", "manager": "kim"}[role]
    email = f"{role}@{landlord.replace('_', '-')}.example.org"
    return User(id=role, landlord=landlord, email=email, name=name, roles=frozenset({role}), officer_id=officer)


def _request(decided: Decided, now: datetime) -> RestrictionRequest:
    return RestrictionRequest(
        customer_id=decided.on,
        kind=decided.kind,
        officer="kim",
        grounds=decided.grounds,
        review_on=add_months(now.date(), REVIEW_MONTHS),
        terms=decided.terms,
        channels=decided.channels,
    )
