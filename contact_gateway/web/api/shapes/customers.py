"""Customers, those who act for them, and those who live with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from contact_gateway.application.records_of_registers import SyncResult
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.web.api.shapes.base import (
    Distinct,
    Email,
    Handle,
    Language,
    Line,
    Name,
    NewReference,
    Phone,
    Reference,
    Shape,
)

MOST_IN_AN_IMPORT = 500
MOST_POINTS = 20

Segment = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,63})?$")]
"""One of the landlord's services, where its policy tells them apart; empty for the usual one."""

_AT_RISK = "Vulnerable or at risk: calls go to the priority desk."
_SERVICE = "The service the customer has, where the policy leaves some out."
_UNSURE = "Nobody knows for certain who it is: nothing can be proposed."


class ContactPoints(Shape):
    """How a person is reached; the first of each kind is the main one."""

    phones: list[Phone] = Field(default_factory=list, max_length=MOST_POINTS)
    emails: list[Email] = Field(default_factory=list, max_length=MOST_POINTS)
    handles: list[Handle] = Field(default_factory=list, max_length=MOST_POINTS)


class Adjustments(Shape):
    """Reasonable adjustments."""

    adjustments: Distinct[Adjustment]


class CustomerBody(Shape):
    """What is said of a customer; whatever is left out is empty."""

    name: Name
    reference: NewReference | None = Field(default=None, description="The landlord's own; one customer's alone.")
    address: Line = ""
    language: Language = "en"
    contact_points: ContactPoints = ContactPoints()
    adjustments: Distinct[Adjustment] = Field(default_factory=list)
    priority: bool = Field(default=False, description=_AT_RISK)


class NewCustomer(CustomerBody):
    """A customer; whatever is left out is empty."""

    segment: Segment = Field(default="", description=_SERVICE)
    unverified: bool = Field(default=False, description=_UNSURE)


class ReplacedCustomer(CustomerBody):
    """A customer anew; whatever is left out is empty, but what a proposal is judged by stays as it is."""

    segment: Segment | None = Field(default=None, description=f"{_SERVICE} It stays as it is where absent.")
    unverified: bool | None = Field(default=None, description=f"{_UNSURE} It stays as it is where absent.")


class ContactPointsAnswer(Shape):
    """How a person is reached, numbers in E.164."""

    phones: list[str]
    emails: list[str]
    handles: list[str]


class CustomerAnswer(Shape):
    """A customer."""

    id: str
    name: str
    reference: str | None
    address: str
    language: str
    contact_points: ContactPointsAnswer
    adjustments: list[Adjustment]
    priority: bool
    segment: str
    unverified: bool


class CustomerPage(Shape):
    """Customers by id."""

    items: list[CustomerAnswer]
    next_cursor: str | None


class OfReference(Shape):
    """By the landlord's own reference."""

    reference: Reference


class OfPhone(Shape):
    """By a telephone number."""

    phone: Phone


class OfEmail(Shape):
    """By an e-mail address."""

    email: Email


class CustomerSearch(RootModel[OfReference | OfPhone | OfEmail]):
    """Whom to look for."""


class CustomersFound(Shape):
    """Everybody who fits: a contact point may be shared."""

    items: list[CustomerAnswer]


class ImportedCustomer(Shape):
    """A customer as the landlord's own system holds one; what is left out stays as it is here."""

    reference: NewReference
    name: Name
    address: Line | None = None
    language: Language | None = None
    contact_points: ContactPoints | None = None
    adjustments: Distinct[Adjustment] | None = None
    priority: bool | None = None
    segment: Segment | None = None
    unverified: bool | None = None


class CustomerImport(Shape):
    """Customers to bring into step, known by their references."""

    customers: list[ImportedCustomer] = Field(min_length=1, max_length=MOST_IN_AN_IMPORT)


class ImportedAnswer(Shape):
    """What became of one of them."""

    reference: str
    customer_id: str
    result: SyncResult


class ImportAnswer(Shape):
    """What became of an import: all of it was done."""

    created: int
    updated: int
    unchanged: int
    items: list[ImportedAnswer]


class NewBelonging(Shape):
    """Somebody who belongs to a customer; whatever is left out is empty."""

    name: Name
    address: Line = ""
    language: Language = "en"
    contact_points: ContactPoints = ContactPoints()


class BelongingAnswer(Shape):
    """Somebody who belongs to a customer."""

    id: str
    customer_id: str
    name: str
    address: str
    language: str
    contact_points: ContactPointsAnswer


class NewRepresentative(NewBelonging):
    """Somebody with recorded authority to act for a customer."""

    body: Body | None = Field(default=None, description="What sort of adviser; absent for a friend or relative.")


class RepresentativeAnswer(BelongingAnswer):
    """A representative."""

    body: Body | None


class RepresentativePage(Shape):
    """A customer's representatives by id."""

    items: list[RepresentativeAnswer]
    next_cursor: str | None


class NewHouseholdMember(NewBelonging):
    """Somebody who lives with a customer: no restriction of the customer's binds them."""

    adjustments: Distinct[Adjustment] = Field(default_factory=list)
    priority: bool = Field(default=False, description=_AT_RISK)


class HouseholdMemberAnswer(BelongingAnswer):
    """A member of a household."""

    adjustments: list[Adjustment]
    priority: bool


class HouseholdPage(Shape):
    """A customer's household by id."""

    items: list[HouseholdMemberAnswer]
    next_cursor: str | None
