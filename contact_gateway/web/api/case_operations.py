"""What all operations of casework share: an act is done once, however often its request is sent, and then shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus

from pydantic import BaseModel

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_casework import Answer, Filed
from contact_gateway.web.api.act_answers import acted, life_answer, recorded
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.cases import Recorded
from contact_gateway.web.api.shapes.lives import Acted

OF_CUSTOMER = "/customers/<id:customer_id>"
OF_RESTRICTION = "/restrictions/<id:restriction_id>"


def on_customer(call: Call, do: Callable[[str], Answer], shown: Callable[[Answer], BaseModel] = recorded) -> Reply:
    """Do something in a customer's case, once; `shown` makes the body of what came of it."""
    customer_id, files = call.ids["customer_id"], call.services.casework.files
    before = call.made_before(lambda act_id: _act(files.acts(call.landlord, customer_id), act_id))
    answer = Answer(id=call.made_id, act_id=call.made_id) if before else do(customer_id)
    return Reply(body=shown(answer), status=HTTPStatus.CREATED)


def on_restriction(call: Call, do: Callable[[str], Answer]) -> Reply:
    """Do something about a restriction, once."""
    restriction_id = call.ids["restriction_id"]
    return about_restriction(call, restriction_id, partial(do, restriction_id))


def on_what_was_seen(call: Call, do: Callable[[str, str], Answer]) -> Reply:
    """Do something about a restriction, once, where the caller knows how it stands.

    `do` is told which restriction, and the last act about it that the caller knows of (`as_seen`).
    """
    return on_restriction(call, lambda restriction_id: do(restriction_id, _last_seen(call, restriction_id)))


def about_restriction(call: Call, restriction_id: str, do: Callable[[], Answer]) -> Reply:
    """Do something about this restriction, once."""
    find = partial(call.services.casework.show_life, call.landlord)
    before = call.made_before(lambda act_id: _act(find(restriction_id).filed, act_id))
    answer = Answer(id=restriction_id, act_id=call.made_id) if before else do()
    location = f"/api/v1/restrictions/{restriction_id}/case"
    return Reply(body=acted(find(restriction_id), answer), status=HTTPStatus.CREATED, location=location)


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


def _last_seen(call: Call, restriction_id: str) -> str:
    life = call.services.casework.show_life(call.landlord, restriction_id)
    call.must_match(life_answer(life))
    return life.filed[-1].act.id


def _act(filed: Iterable[Filed], act_id: str) -> Filed:
    found = next((one for one in filed if one.act.id == act_id), None)
    if found is None:
        raise NotFound("Nothing of that id was done.")
    return found
