"""People who belong to a customer, listed, added, read, replaced and removed the same way whatever they are to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Generic, TypeVar

from pydantic import BaseModel

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.shapes.base import PageQuery

Answer = TypeVar("Answer", bound=BaseModel)

_READ, _WRITE = ApiScope.CUSTOMERS_READ, ApiScope.CUSTOMERS_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging(Generic[Answer]):
    """One sort of them. `folder` and `id_name` stand in the path; `said` reads who is sent, under this id."""

    role: Role
    folder: str
    id_name: str
    said: Callable[[Call, str], PersonFile]
    answer: Callable[[PersonFile], Answer]
    page: Callable[[list[Answer], str | None], BaseModel]
    forget: Callable[[Call, PersonFile], None]

    @property
    def path(self) -> str:
        """Where all of a customer's are."""
        return f"/customers/<id:customer_id>/{self.folder}"

    def list_all(self, call: Call) -> Reply:
        """Answer a page of those of one customer."""
        people = call.api.person_files
        customer = people.one(call.landlord, Role.CUSTOMER, call.ids["customer_id"])
        read = partial(people.page, call.landlord, self.role, of=customer.id)
        page, cursor = page_of(call.query_as(PageQuery), read, lambda person: person.id)
        return Reply(body=self.page([self.answer(one) for one in page], cursor))

    def create(self, call: Call) -> Reply:
        """Add somebody."""
        find = partial(call.api.person_files.one, call.landlord, self.role)
        person = call.made_before(find) or self._added(call)
        answer = self.answer(person)
        location = f"/api/v1/customers/{person.of}/{self.folder}/{person.id}"
        return Reply(body=answer, status=HTTPStatus.CREATED, tagged=answer, location=location)

    def show(self, call: Call) -> Reply:
        """Answer one."""
        answer = self.answer(self.held(call))
        return Reply(body=answer, tagged=answer)

    def replace(self, call: Call) -> Reply:
        """Store somebody anew."""
        was = self.held(call)
        call.must_match(self.answer(was))
        person = self.said(call, was.id)
        call.api.person_files.replace(call.landlord, was, person, call.by)
        answer = self.answer(person)
        return Reply(body=answer, tagged=answer)

    def remove(self, call: Call) -> Reply:
        """Forget somebody."""
        was = self.held(call)
        call.must_match(self.answer(was))
        self.forget(call, was)
        return Reply(body=None, status=HTTPStatus.NO_CONTENT)

    def held(self, call: Call) -> PersonFile:
        """Return whom the path names. Raises `NotFound`."""
        person = call.api.person_files.one(call.landlord, self.role, call.ids[self.id_name])
        if person.of != call.ids["customer_id"]:
            raise NotFound(f"The customer has no {self.role} {person.id}.")
        return person

    def _added(self, call: Call) -> PersonFile:
        person = self.said(call, call.made_id)
        call.api.person_files.add(call.landlord, person, call.by)
        return person


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the document says of one sort: the names of one and of all, five summaries, and the shapes.

    `refusals` are the codes with which nobody is removed.
    """

    one: str
    many: str
    listed: str
    added: str
    shown: str
    replaced: str
    removed: str
    body: type[BaseModel]
    answer: type[BaseModel]
    page: type[BaseModel]
    refusals: tuple[str, ...]


def operations_of(belonging: Belonging[Answer], told: Told) -> tuple[Operation, ...]:
    """Return the five operations on one sort."""
    return (*_of_all(belonging, told), *_of_one(belonging, told, f"{belonging.path}/<id:{belonging.id_name}>"))


def _of_all(belonging: Belonging[Answer], told: Told) -> tuple[Operation, ...]:
    return (
        Operation(
            method="GET",
            path=belonging.path,
            name=f"list{told.many}",
            summary=told.listed,
            scope=_READ,
            view=belonging.list_all,
            query=PageQuery,
            answer=told.page,
        ),
        Operation(
            method="POST",
            path=belonging.path,
            name=f"create{told.one}",
            summary=told.added,
            scope=_WRITE,
            view=belonging.create,
            body=told.body,
            answer=told.answer,
            status=HTTPStatus.CREATED,
            keyed=Keyed.OPTIONAL,
            tagged=True,
            located=True,
            refusals=("impossible_number",),
        ),
    )


def _of_one(belonging: Belonging[Answer], told: Told, path: str) -> tuple[Operation, ...]:
    return (
        Operation(
            method="GET",
            path=path,
            name=f"show{told.one}",
            summary=told.shown,
            scope=_READ,
            view=belonging.show,
            answer=told.answer,
            tagged=True,
        ),
        Operation(
            method="PUT",
            path=path,
            name=f"replace{told.one}",
            summary=told.replaced,
            scope=_WRITE,
            view=belonging.replace,
            body=told.body,
            answer=told.answer,
            guarded=True,
            tagged=True,
            refusals=("erased", "impossible_number"),
        ),
        Operation(
            method="DELETE",
            path=path,
            name=f"remove{told.one}",
            summary=told.removed,
            scope=_WRITE,
            view=belonging.remove,
            answer=None,
            status=HTTPStatus.NO_CONTENT,
            guarded=True,
            refusals=told.refusals,
        ),
    )
