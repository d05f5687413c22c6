"""Customers, kept in step with the landlord's own system."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from http import HTTPStatus

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import PersonFile, Synced, SyncResult
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.contact_reading import phone_point
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.people_answers import customer_answer, points_answer, read_points
from contact_gateway.web.api.shapes.base import PageQuery
from contact_gateway.web.api.shapes.customers import (
    Adjustments,
    ContactPoints,
    ContactPointsAnswer,
    CustomerAnswer,
    CustomerBody,
    CustomerImport,
    CustomerPage,
    CustomerSearch,
    CustomersFound,
    ImportAnswer,
    ImportedAnswer,
    ImportedCustomer,
    NewCustomer,
    OfPhone,
    OfReference,
    ReplacedCustomer,
)

_READ, _WRITE = ApiScope.CUSTOMERS_READ, ApiScope.CUSTOMERS_WRITE
_ONE = "/customers/<id:customer_id>"


def list_customers(call: Call) -> Reply:
    """Answer a page of customers."""
    read = partial(call.api.person_files.page, call.landlord, Role.CUSTOMER)
    people, cursor = page_of(call.query_as(PageQuery), read, lambda person: person.id)
    return Reply(body=CustomerPage(items=[customer_answer(one) for one in people], next_cursor=cursor))


def search(call: Call) -> Reply:
    """Answer everybody who fits; what is looked for stands in the body, because addresses end in logs."""
    asked, people = call.body_as(CustomerSearch).root, call.api.person_files
    match asked:
        case OfReference():
            found = people.with_reference(call.landlord, asked.reference)
        case OfPhone():
            found = people.with_point(call.landlord, phone_point(asked.phone, call.services.phone_numbers))
        case _:
            found = people.with_point(call.landlord, ContactPoint.email(asked.email))
    return Reply(body=CustomersFound(items=[customer_answer(one) for one in found]))


def create(call: Call) -> Reply:
    """Store a new customer."""
    find = partial(call.api.person_files.one, call.landlord, Role.CUSTOMER)
    person = call.made_before(find) or _added(call)
    answer = customer_answer(person)
    return Reply(body=answer, status=HTTPStatus.CREATED, tagged=answer, location=f"/api/v1/customers/{person.id}")


def show(call: Call) -> Reply:
    """Answer one customer."""
    answer = customer_answer(_held(call))
    return Reply(body=answer, tagged=answer)


def replace_customer(call: Call) -> Reply:
    """Store a customer anew, whole but for what a proposal is judged by, which stays where nothing is said of it."""
    was, said = _held(call), call.body_as(ReplacedCustomer)
    call.must_match(customer_answer(was))
    segment = was.segment if said.segment is None else said.segment
    unverified = was.unverified if said.unverified is None else said.unverified
    return _changed(call, was, replace(_person(call, was.id, said), segment=segment, unverified=unverified))


def show_points(call: Call) -> Reply:
    """Answer how a customer is reached."""
    person = _held(call)
    return Reply(body=points_answer(person), tagged=customer_answer(person))


def replace_points(call: Call) -> Reply:
    """Store how a customer is reached."""
    was = _held(call)
    call.must_match(customer_answer(was))
    return _changed(call, was, replace(was, contact_points=read_points(call, call.body_as(ContactPoints))))


def show_adjustments(call: Call) -> Reply:
    """Answer a customer's reasonable adjustments."""
    answer = customer_answer(_held(call))
    return Reply(body=Adjustments(adjustments=answer.adjustments), tagged=answer)


def replace_adjustments(call: Call) -> Reply:
    """Store a customer's reasonable adjustments."""
    was = _held(call)
    call.must_match(customer_answer(was))
    return _changed(call, was, replace(was, adjustments=frozenset(call.body_as(Adjustments).adjustments)))


def import_customers(call: Call) -> Reply:
    """Bring customers into step by their references, all or none."""
    wanted = [_synced(call, one) for one in call.body_as(CustomerImport).customers]
    done = call.api.sync_customers(call.landlord, wanted, call.by)
    counted = Counter(one.result for one in done)
    return Reply(
        body=ImportAnswer(
            created=counted[SyncResult.CREATED],
            updated=counted[SyncResult.UPDATED],
            unchanged=counted[SyncResult.UNCHANGED],
            items=[
                ImportedAnswer(reference=one.reference, customer_id=one.customer_id, result=one.result) for one in done
            ],
        )
    )


def _added(call: Call) -> PersonFile:
    said = call.body_as(NewCustomer)
    person = replace(_person(call, call.made_id, said), segment=said.segment, unverified=said.unverified)
    call.api.person_files.add(call.landlord, person, call.by)
    return person


def _held(call: Call) -> PersonFile:
    return call.api.person_files.one(call.landlord, Role.CUSTOMER, call.ids["customer_id"])


def _changed(call: Call, was: PersonFile, person: PersonFile) -> Reply:
    call.api.person_files.replace(call.landlord, was, person, call.by)
    answer = customer_answer(person)
    return Reply(body=answer, tagged=answer)


def _person(call: Call, customer_id: str, said: CustomerBody) -> PersonFile:
    return PersonFile(
        id=customer_id,
        name=said.name,
        reference=said.reference or "",
        address=said.address,
        language=said.language,
        contact_points=read_points(call, said.contact_points),
        adjustments=frozenset(said.adjustments),
        priority=said.priority,
    )


def _synced(call: Call, said: ImportedCustomer) -> Synced:
    return Synced(
        reference=said.reference,
        name=said.name,
        address=said.address,
        language=said.language,
        contact_points=None if said.contact_points is None else read_points(call, said.contact_points),
        adjustments=None if said.adjustments is None else frozenset(said.adjustments),
        priority=said.priority,
        segment=said.segment,
        unverified=said.unverified,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/customers",
        name="listCustomers",
        summary="Customers by id",
        scope=_READ,
        view=list_customers,
        query=PageQuery,
        answer=CustomerPage,
    ),
    Operation(
        method="POST",
        path="/customers",
        name="createCustomer",
        summary="A new customer",
        scope=_WRITE,
        view=create,
        body=NewCustomer,
        answer=CustomerAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        tagged=True,
        located=True,
        refusals=("reference_taken", "impossible_number"),
    ),
    Operation(
        method="POST",
        path="/customers/search",
        name="searchCustomers",
        summary="Customers by reference, telephone number or e-mail address",
        scope=_READ,
        view=search,
        body=CustomerSearch,
        answer=CustomersFound,
        refusals=("impossible_number",),
    ),
    Operation(
        method="POST",
        path="/customers/import",
        name="importCustomers",
        summary="Bring up to 500 customers into step by the landlord's own references",
        scope=_WRITE,
        view=import_customers,
        body=CustomerImport,
        answer=ImportAnswer,
        refusals=("reference_twice", "impossible_number"),
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showCustomer",
        summary="One customer",
        scope=_READ,
        view=show,
        answer=CustomerAnswer,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=_ONE,
        name="replaceCustomer",
        summary="Replace all that is held about a customer",
        scope=_WRITE,
        view=replace_customer,
        body=ReplacedCustomer,
        answer=CustomerAnswer,
        guarded=True,
        tagged=True,
        refusals=("erased", "reference_taken", "impossible_number"),
    ),
    Operation(
        method="GET",
        path=f"{_ONE}/contact-points",
        name="showContactPoints",
        summary="How a customer is reached",
        scope=_READ,
        view=show_points,
        answer=ContactPointsAnswer,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=f"{_ONE}/contact-points",
        name="replaceContactPoints",
        summary="Replace how a customer is reached",
        scope=_WRITE,
        view=replace_points,
        body=ContactPoints,
        answer=CustomerAnswer,
        guarded=True,
        tagged=True,
        refusals=("erased", "impossible_number"),
    ),
    Operation(
        method="GET",
        path=f"{_ONE}/adjustments",
        name="showAdjustments",
        summary="A customer's reasonable adjustments",
        scope=_READ,
        view=show_adjustments,
        answer=Adjustments,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=f"{_ONE}/adjustments",
        name="replaceAdjustments",
        summary="Replace a customer's reasonable adjustments",
        scope=_WRITE,
        view=replace_adjustments,
        body=Adjustments,
        answer=CustomerAnswer,
        guarded=True,
        tagged=True,
        refusals=("erased",),
    ),
)
