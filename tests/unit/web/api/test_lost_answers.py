"""A request is sent again because its answer was lost, or we died before it was kept: it is done once all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from contact_gateway.app import create_app
from contact_gateway.application.errors import NoKey, Unavailable
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from contact_gateway.web.api.routes import api_routes
from tests.fakes.tokens import MemoryKeptAnswers
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.api.test_restrictions import CAP
from tests.unit.web.desk.desk_app import LANDLORD

MADE: dict[str, tuple[str, dict[str, Any]]] = {
    "a customer": ("/customers", {"name": "Kit"}),
    "a customer with a reference": ("/customers", {"name": "Kit", "reference": "T-7"}),
    "a representative": ("/customers/sam/representatives", {"name": "Rae", "body": "solicitor"}),
    "a member of a household": ("/customers/sam/household", {"name": "Kim", "adjustments": ["large_print"]}),
    "an officer": ("/officers", {"name": "Lou", "hours": ["Mon-Fri  09:00-17:00"]}),
    "an officer of an id": ("/officers", {"id": "lou", "name": "Lou", "roles": ["complaints", "queue"]}),
    "a restriction": ("/restrictions", CAP),
    "a trial": ("/restrictions", {**CAP, "mode": "shadow"}),
    "a ban of the last channel but one": (
        "/restrictions",
        {**CAP, "kind": "channel_ban", "terms": {}, "channels": ["voice", "sms", "email"]},
    ),
}
A_MINUTE = timedelta(minutes=1, seconds=1)
every_sort = pytest.mark.parametrize(("path", "body"), MADE.values(), ids=MADE)


class BrokenKept(MemoryKeptAnswers):
    """Keeps nothing, as where we die first; `fault` is what comes of trying."""

    def __init__(self, api: Api, fault: BaseException) -> None:
        super().__init__(api.memory)
        self.fault = fault

    def keep(self, landlord: str, key: RequestKey, answer: KeptAnswer) -> None:
        raise self.fault


class PowerCut(BaseException):
    """We are gone: nothing after it is done."""


class CutOff(BrokenKept):
    """Dies before it keeps or lets go."""

    def let_go(self, landlord: str, key: RequestKey) -> None:
        raise self.fault


def with_kept(api: Api, kept: MemoryKeptAnswers) -> None:
    services = replace(api.services, api=replace(api.services.api, kept_answers=kept))
    api.app = create_app(services, pages=[], doors=[api_routes(services)], secret_key="k" * 32, secure=True)


def send(api: Api, path: str, body: dict[str, Any]) -> TestResponse:
    return api.post(path, body, **{"Idempotency-Key": "k"})


def held(api: Api) -> tuple[int, int]:
    rows = api.memory.of(LANDLORD)
    return len(rows.people), len(rows.restrictions)


@every_sort
def test_what_was_done_before_we_died_is_found_and_not_done_again(api: Api, path: str, body: dict[str, Any]) -> None:
    with_kept(api, CutOff(api, PowerCut()))
    with pytest.raises(PowerCut):
        send(api, path, body)
    done = held(api)
    with_kept(api, MemoryKeptAnswers(api.memory))
    assert code(send(api, path, body)) == (409, "request_in_progress")
    api.clock.advance(A_MINUTE)
    again, once_more = send(api, path, body), send(api, path, body)
    assert (again.status_code, again.text) == (201, once_more.text)
    assert held(api) == done
    assert api.get(again.headers["Location"].removeprefix("/api/v1")).get_json() == again.get_json()


@every_sort
@pytest.mark.parametrize("fault", [Unavailable("away"), NoKey("none")], ids=lambda fault: type(fault).__name__)
def test_an_answer_that_cannot_be_kept_is_given_and_its_key_is_not_free(
    api: Api, path: str, body: dict[str, Any], fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with_kept(api, BrokenKept(api, fault))
    first = send(api, path, body)
    assert first.status_code == 201
    assert f"{LANDLORD} could not be kept: {type(fault).__name__}" in caplog.text
    assert code(send(api, path, body)) == (409, "request_in_progress")
    assert code(send(api, path, {**body, "name": "Another"})) in {
        (422, "idempotency_key_reused"),
        (422, "invalid_body"),
    }
    done = held(api)
    api.clock.advance(A_MINUTE)
    assert send(api, path, body).text == first.text
    assert held(api) == done


@pytest.mark.parametrize("of", ["/customers", "/officers"])
def test_what_was_changed_meanwhile_is_answered_as_it_is_and_not_made_again(api: Api, of: str) -> None:
    with_kept(api, BrokenKept(api, Unavailable("away")))
    first = send(api, of, {"name": "Kit"})
    path = first.headers["Location"].removeprefix("/api/v1")
    api.put(path, {"name": "Kit Renamed"}, first.headers["ETag"])
    api.clock.advance(A_MINUTE)
    again = send(api, of, {"name": "Kit"})
    assert (again.status_code, again.get_json()["name"]) == (201, "Kit Renamed")


def test_whoever_asks_again_is_told_how_long_a_claim_may_last(api: Api) -> None:
    with_kept(api, BrokenKept(api, Unavailable("away")))
    send(api, "/customers", {"name": "Kit"})
    told = []
    for _ in range(3):
        told.append(send(api, "/customers", {"name": "Kit"}).headers["Retry-After"])
        api.clock.advance(timedelta(seconds=20))
    assert told == ["1", "40", "20"]


def test_another_key_token_name_or_landlord_makes_another_customer(api: Api) -> None:
    body = {"name": "Kit"}
    tokens = (api.token, api.make_token(name="other"), api.others_token)
    asked = [(token, key) for token in tokens for key in ("k", "l")]
    answers = [
        api.ask("POST", "/customers", body, token=token, headers={"Idempotency-Key": key}) for token, key in asked
    ]
    assert len({answer.get_json()["id"] for answer in answers}) == 6
    assert len({api.post("/customers", body).get_json()["id"] for _ in range(2)}) == 2
