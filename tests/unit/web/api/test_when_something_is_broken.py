"""An outage, or a fault of our own, declines nobody and gives nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from contact_gateway.app import create_app
from contact_gateway.application.api_tokens import OpenToken
from contact_gateway.application.errors import NoKey, Sealed, Unavailable, Unreadable
from contact_gateway.application.records import Facts
from contact_gateway.application.records_of_api import ApiToken
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.domain.contact import Contact
from contact_gateway.web.api.routes import api_routes
from tests.fakes.contact_lookup import MemoryContactLookup
from tests.fakes.tokens import MemoryTokens
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

CALL = {"channel": "voice", "from": "07700 900123"}


class BrokenLookup(MemoryContactLookup):
    """Reads that fail as they are told to."""

    def __init__(self, api: Api, fault: Exception) -> None:
        super().__init__(api.memory)
        self.fault = fault

    def look(self, landlord: str, contact: Contact, now: datetime, customer_id: str = "") -> Facts:
        raise self.fault


class AwayTokens(MemoryTokens):
    """Tokens that cannot be looked up."""

    def find(self, token_id: str) -> ApiToken | None:
        raise Unavailable("The database did not answer in time; nothing was stored.")


def broken(api: Api, fault: Exception) -> Api:
    policies = api.services.policies
    trying = TryDecision(lookup=BrokenLookup(api, fault), policies=policies)
    services = replace(api.services, api=replace(api.services.api, try_decision=trying))
    api.app = create_app(services, pages=[], doors=[api_routes(services)], secret_key="k" * 32, secure=True)
    return api


def test_without_the_database_a_system_is_told_to_come_again(api: Api) -> None:
    answer = broken(api, Unavailable("The database did not answer in time.")).post("/decisions", CALL)
    assert code(answer) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_token_that_cannot_be_looked_up_is_not_called_wrong(api: Api) -> None:
    away = OpenToken(tokens=AwayTokens(api.memory), clock=api.clock)
    services = replace(api.services, api=replace(api.services.api, open_token=away))
    api.app = create_app(services, pages=[], doors=[api_routes(services)], secret_key="k" * 32, secure=True)
    assert code(api.get("/customers")) == (503, "unavailable")


def test_a_fault_of_our_own_is_said_to_be_one_and_gives_nothing_away(
    api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    answer = broken(api, RuntimeError("about +447700900123")).post("/decisions", CALL)
    assert code(answer) == (500, "internal")
    assert "900123" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("fault", [NoKey, Unreadable])
def test_what_stays_shut_for_want_of_a_key_is_in_the_log_without_what_was_sent(
    api: Api, caplog: pytest.LogCaptureFixture, fault: type[Sealed]
) -> None:
    answer = broken(api, fault("about +447700900123")).post("/decisions", CALL)
    assert code(answer) == (503, "unavailable")
    (line,) = (record.getMessage() for record in caplog.records)
    assert (LANDLORD in line, fault.__name__ in line, "900123" in line) == (True, True, False)


def test_a_request_that_failed_may_be_sent_again_with_its_key(api: Api) -> None:
    wrong = {"customer_id": "sam", "kind": "contact_cap", "terms": {}, "officer": "lee", "grounds": "threat"}
    told = {"proposed_by": "kim", "told_on": "2026-03-02", "sent_by": "hand"}
    body: dict[str, object] = {**wrong, **told, "review_on": "2026-09-02"}
    assert code(api.post("/restrictions", body, **{"Idempotency-Key": "k"})) == (409, "impossible_terms")
    body["terms"] = {"limit": 1, "per": "week"}
    assert api.post("/restrictions", body, **{"Idempotency-Key": "k"}).status_code == 201
