"""What all operations of casework share: an act is done once, however often its request is sent, and then shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import ParamSpec, Protocol

from pydantic import BaseModel

from contact_gateway.application.casework.as_seen import as_seen
from contact_gateway.application.casework.naming import ActsInCases, UseCase, naming
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_casework import Answer, Filed
from contact_gateway.web.api.act_answers import acted, life_answer, recorded
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.cases import Recorded
from contact_gateway.web.api.shapes.lives import Acted

Said = ParamSpec("Said")

OF_CUSTOMER = "/customers/<id:customer_id>"
OF_RESTRICTION = "/restrictions/<id:restriction_id>"


class ActsAbout(ActsInCases, Protocol[Said]):
    """A use case that does something in the case of a customer, or about a restriction."""

    def __call__(self, landlord: str, about: str, /, *args: Said.args, **said: Said.kwargs) -> Answer:
        """Do it. Raises `NotFound`, `Stale`, `Refused`."""


def on_customer(call: Call, act: ActsAbout[Said], /, *args: Said.args, **said: Said.kwargs) -> Reply:
    """Do something in a customer's case, once: the use case is told the landlord and the customer, then the rest."""
    return in_case(call, recorded, act, *args, **said)


def in_case(
    call: Call, shown: Callable[[Answer], BaseModel], act: ActsAbout[Said], /, *args: Said.args, **said: Said.kwargs
) -> Reply:
    """Do the same, where `shown` makes the body of what came of it."""
    customer_id, files = call.ids["customer_id"], call.services.casework.files
    if call.made_before(lambda act_id: _act(files.acts(call.landlord, customer_id), act_id)):
        answer = Answer(id=call.made_id, act_id=call.made_id)
    else:
        answer = naming(act, call.made_id)(call.landlord, customer_id, *args, **said)
    return Reply(body=shown(answer), status=HTTPStatus.CREATED)


def on_restriction(call: Call, act: ActsAbout[Said], /, *args: Said.args, **said: Said.kwargs) -> Reply:
    """Do something about a restriction, once: the use case is told the landlord and the restriction, then the rest."""
    restriction_id, named = call.ids["restriction_id"], naming(act, call.made_id)
    return about_restriction(call, restriction_id, lambda: named(call.landlord, restriction_id, *args, **said))


def on_what_was_seen(call: Call, act: ActsAbout[Said], /, *args: Said.args, **said: Said.kwargs) -> Reply:
    """Do the same, only where the caller knows how it stands."""
    restriction_id = call.ids["restriction_id"]
    return about_restriction(
        call, restriction_id, lambda: as_the_caller_saw(call, act)(call.landlord, restriction_id, *args, **said)
    )


def about_restriction(call: Call, restriction_id: str, do: Callable[[], Answer]) -> Reply:
    """Do something about this restriction, once."""
    find = partial(call.services.casework.show_life, call.landlord)
    before = call.made_before(lambda act_id: _act(find(restriction_id).filed, act_id))
    answer = Answer(id=restriction_id, act_id=call.made_id) if before else do()
    location = f"/api/v1/restrictions/{restriction_id}/case"
    return Reply(body=acted(find(restriction_id), answer), status=HTTPStatus.CREATED, location=location)


def as_the_caller_saw(call: Call, use_case: UseCase) -> UseCase:
    """Return the use case for the restriction as the caller has seen it (If-Match), and no other. Raises `Problem`."""
    life = call.services.casework.show_life(call.landlord, call.ids["restriction_id"])
    call.must_match(life_answer(life))
    return as_seen(naming(use_case, call.made_id), life.filed[-1].act.id)


def act_of_customer(
    path: str,
    name: str,
    summary: str,
    view: Callable[[Call], Reply],
    body: type[BaseModel],
    refusals: tuple[str, ...] = (),
) -> Operation:
    """Return the operation that records something in a customer's case."""
    return Operation(
        method="POST",
        path=f"{OF_CUSTOMER}{path}",
        name=name,
        summary=summary,
        scope=ApiScope.CASES_WRITE,
        view=view,
        body=body,
        answer=Recorded,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        refusals=("unknown_officer", "erased", *refusals),
    )


def act_of_restriction(
    path: str,
    name: str,
    summary: str,
    view: Callable[[Call], Reply],
    body: type[BaseModel],
    refusals: tuple[str, ...],
    *,
    guarded: bool = False,
) -> Operation:
    """Return the operation that does something about a restriction."""
    return Operation(
        method="POST",
        path=f"{OF_RESTRICTION}{path}",
        name=name,
        summary=summary,
        scope=ApiScope.CASES_WRITE,
        view=view,
        body=body,
        answer=Acted,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        guarded=guarded,
        located=True,
        refusals=("unknown_officer", "erased", *refusals),
    )


def _act(filed: Iterable[Filed], act_id: str) -> Filed:
    found = next((one for one in filed if one.act.id == act_id), None)
    if found is None:
        raise NotFound("Nothing of that id was done.")
    return found
