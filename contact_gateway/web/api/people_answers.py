"""People as they are answered, and what was sent about them as they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.people import Adjustment
from contact_gateway.web.api.contact_reading import phone_point
from contact_gateway.web.api.operations import Call
from contact_gateway.web.api.shapes.customers import (
    ContactPoints,
    ContactPointsAnswer,
    CustomerAnswer,
    HouseholdMemberAnswer,
    RepresentativeAnswer,
)


def read_points(call: Call, said: ContactPoints) -> tuple[ContactPoint, ...]:
    """Return contact points, each once, in their order. Raises `Refused` (impossible_number)."""
    phones = (phone_point(number, call.services.phone_numbers) for number in said.phones)
    given = (*phones, *map(ContactPoint.email, said.emails), *map(ContactPoint.handle, said.handles))
    return tuple(dict.fromkeys(given))


def points_answer(person: PersonFile) -> ContactPointsAnswer:
    """Return how a person is reached."""
    return ContactPointsAnswer(
        phones=_values(person, PointKind.PHONE),
        emails=_values(person, PointKind.EMAIL),
        handles=_values(person, PointKind.HANDLE),
    )


def customer_answer(person: PersonFile) -> CustomerAnswer:
    """Return a customer."""
    return CustomerAnswer(
        id=person.id,
        name=person.name,
        reference=person.reference or None,
        address=person.address,
        language=person.language,
        contact_points=points_answer(person),
        adjustments=in_order(person.adjustments),
        priority=person.priority,
        segment=person.segment,
        unverified=person.unverified,
    )


def representative_answer(person: PersonFile) -> RepresentativeAnswer:
    """Return a representative."""
    return RepresentativeAnswer(
        id=person.id,
        customer_id=person.of,
        name=person.name,
        body=person.body,
        address=person.address,
        language=person.language,
        contact_points=points_answer(person),
    )


def household_member_answer(person: PersonFile) -> HouseholdMemberAnswer:
    """Return a member of a household."""
    return HouseholdMemberAnswer(
        id=person.id,
        customer_id=person.of,
        name=person.name,
        address=person.address,
        language=person.language,
        contact_points=points_answer(person),
        adjustments=in_order(person.adjustments),
        priority=person.priority,
    )


def in_order(adjustments: Iterable[Adjustment]) -> list[Adjustment]:
    """Return adjustments in the order of the list of them."""
    wanted = set(adjustments)
    return [adjustment for adjustment in Adjustment if adjustment in wanted]


def _values(person: PersonFile, kind: PointKind) -> list[str]:
    return [point.value for point in person.contact_points if point.kind is kind]
