"""Those who act for a customer."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.people_answers import read_points, representative_answer
from contact_gateway.web.api.shapes.base import PageQuery
from contact_gateway.web.api.shapes.customers import NewRepresentative, RepresentativeAnswer, RepresentativePage

_READ, _WRITE = ApiScope.CUSTOMERS_READ, ApiScope.CUSTOMERS_WRITE
_ALL = "/customers/<id:customer_id>/representatives"
_ONE = f"{_ALL}/<id:representative_id>"


def list_representatives(call: Call) -> Reply:
    """Answer a page of a customer's representatives."""
    people = call.api.person_files
    customer = people.one(call.landlord, Role.CUSTOMER, call.ids["customer_id"])
    read = partial(people.page, call.landlord, Role.REPRESENTATIVE, of=customer.id)
    page, cursor = page_of(call.query_as(PageQuery), read, lambda person: person.id)
    return Reply(body=RepresentativePage(items=[representative_answer(one) for one in page], next_cursor=cursor))


def create(call: Call) -> Reply:
    """Record somebody's authority to act for a customer."""
    find = partial(call.api.person_files.one, call.landlord, Role.REPRESENTATIVE)
    person = call.made_before(find) or _added(call)
    answer = representative_answer(person)
    location = f"/api/v1/customers/{person.of}/representatives/{person.id}"
    return Reply(body=answer, status=HTTPStatus.CREATED, tagged=answer, location=location)


def show(call: Call) -> Reply:
    """Answer one representative."""
    answer = representative_answer(held(call))
    return Reply(body=answer, tagged=answer)


def replace(call: Call) -> Reply:
    """Store a representative anew."""
    was = held(call)
    call.must_match(representative_answer(was))
    person = _person(call, was.id)
    call.api.person_files.replace(call.landlord, was, person, call.by)
    answer = representative_answer(person)
    return Reply(body=answer, tagged=answer)


def remove(call: Call) -> Reply:
    """End somebody's authority to act."""
    was = held(call)
    call.must_match(representative_answer(was))
    call.api.remove_representative(call.landlord, was, call.by)
    return Reply(body=None, status=HTTPStatus.NO_CONTENT)


def _added(call: Call) -> PersonFile:
    person = _person(call, call.made_id)
    call.api.person_files.add(call.landlord, person, call.by)
    return person


def held(call: Call) -> PersonFile:
    """Return the representative that the path names. Raises `NotFound`."""
    person = call.api.person_files.one(call.landlord, Role.REPRESENTATIVE, call.ids["representative_id"])
    if person.of != call.ids["customer_id"]:
        raise NotFound(f"The customer has no representative {person.id}.")
    return person


def _person(call: Call, person_id: str) -> PersonFile:
    said = call.body_as(NewRepresentative)
    return PersonFile(
        id=person_id,
        role=Role.REPRESENTATIVE,
        of=call.ids["customer_id"],
        name=said.name,
        body=said.body,
        address=said.address,
        language=said.language,
        contact_points=read_points(call, said.contact_points),
    )


OPERATIONS = (
    Operation(
        method="GET",
        path=_ALL,
        name="listRepresentatives",
        summary="Who may act for a customer",
        scope=_READ,
        view=list_representatives,
        query=PageQuery,
        answer=RepresentativePage,
    ),
    Operation(
        method="POST",
        path=_ALL,
        name="createRepresentative",
        summary="Record somebody's authority to act for a customer",
        scope=_WRITE,
        view=create,
        body=NewRepresentative,
        answer=RepresentativeAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        tagged=True,
        located=True,
        refusals=("impossible_number",),
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showRepresentative",
        summary="One representative",
        scope=_READ,
        view=show,
        answer=RepresentativeAnswer,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=_ONE,
        name="replaceRepresentative",
        summary="Replace all that is held about a representative",
        scope=_WRITE,
        view=replace,
        body=NewRepresentative,
        answer=RepresentativeAnswer,
        guarded=True,
        tagged=True,
        refusals=("impossible_number",),
    ),
    Operation(
        method="DELETE",
        path=_ONE,
        name="removeRepresentative",
        summary="End somebody's authority to act",
        scope=_WRITE,
        view=remove,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
        guarded=True,
        refusals=("still_named", "still_restricted"),
    ),
)
