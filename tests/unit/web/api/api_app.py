"""The API in a small application of its own, on a memory instead of a database, as two landlords' systems call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from operator import attrgetter
from typing import cast

from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contact_gateway.app import create_app
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.services import Services
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.web.api.routes import api_routes
from tests.builders import MONDAY, new_officer, new_person, phone
from tests.fakes.api_services import FakeFloodGuard
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory
from tests.unit.web.desk.desk_app import LANDLORD, OTHER_LANDLORD, memory_services

_SERVICES = "tests.services"

OLA = new_person(
    id="ola",
    name="Ola Elsewhere",
    reference="T-2001",
    contact_points=(phone("+447700900999"),),
    address="2 Example Street",
)


class OfTheRequest:
    """Stands for the services, or for one of them, and is that of whichever request asks."""

    def __init__(self, *path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> object:
        path = (*self._path, name)
        return attrgetter(".".join(path))(request.environ[_SERVICES]) if has_request_context() else OfTheRequest(*path)


@cache
def _built() -> Flask:
    """Build the application once, for that takes longer than most tests; the services come with each request."""
    services = cast("Services", OfTheRequest())
    return create_app(services, pages=[], doors=[api_routes(services)], secret_key="k" * 32, secure=True)


class Api:
    """Sam and Lee are the first landlord's, Ola the other's; each landlord has a token with every scope."""

    def __init__(self, requests: int = 1_000_000) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        services = memory_services(self.memory)
        self.guard = FakeFloodGuard(requests)
        self.services = replace(services, api=replace(services.api, flood_guard=self.guard))
        for landlord in (LANDLORD, OTHER_LANDLORD):
            self.services.policies.import_pack(landlord, f"{landlord.capitalize()} Homes", MONDAY)
        self.services.people.add(LANDLORD, new_person())
        self.services.people.add(LANDLORD, new_officer())
        self.services.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
        self.services.people.add(OTHER_LANDLORD, OLA)
        self.services.people.add(OTHER_LANDLORD, new_officer(id="nan", name="Nan Officer"))
        self.open()
        self.token = self.make_token()
        self.others_token = self.make_token(landlord=OTHER_LANDLORD)

    def open(self) -> None:
        """Let the doors have the services as they are now."""
        self.app = _built()
        self._open = self.services

    def client(self) -> FlaskClient:
        client = self.app.test_client()
        cast("dict[str, object]", client.environ_base)[_SERVICES] = self._open
        return client

    def make_token(self, *scopes: ApiScope, landlord: str = LANDLORD, name: str = "crm") -> str:
        make, soon = self.services.api.make_token, self.clock.now() + timedelta(days=90)
        return make(landlord, name, frozenset(scopes or ApiScope), soon)

    def decide(self, restriction: Restriction, landlord: str = LANDLORD) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        self.services.casework.take_over(landlord, restriction, decided)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token if token is None else token}", **(headers or {})}
        return self.client().open(f"/api/v1{path}", method=method, headers=sent, json=body)

    def get(self, path: str, **more: str) -> TestResponse:
        return self.ask("GET", path, headers=more)

    def post(self, path: str, body: object, **more: str) -> TestResponse:
        return self.ask("POST", path, body, headers=more)

    def put(self, path: str, body: object, etag: str) -> TestResponse:
        return self.ask("PUT", path, body, headers={"If-Match": etag})


def code(answer: TestResponse) -> tuple[int, str]:
    """The status and the code of a problem, which is one in every respect."""
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["code"]
