"""Legal holds, erasure and retention, as another system sees to them for a data protection officer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Kept
from tests.builders import MONDAY, policy, restriction
from tests.fakes.policies import MemoryPolicies
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

ERASURE = "/customers/sam/erasure"
CLAIM = {"officer": "lee", "reference": "Claim 12"}


def placed(api: Api, **headers: str) -> dict[str, Any]:
    answer = api.post("/customers/sam/legal-holds", CLAIM, **headers)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def standing(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/legal-holds").get_json()["items"]
    return found


def seen(api: Api) -> dict[str, str]:
    return {"If-Match": api.get(ERASURE).headers["ETag"]}


def _keep_for_two_years(api: Api) -> None:
    """Let the landlord's policy keep contacts for two years."""
    kept = CaseworkRules(retention={Kept.CONTACTS: Span(24, Unit.MONTHS)})

    def read(landlord: str, version: int, name: str, *_more: object) -> Policy:
        return policy(landlord=landlord, version=version, name=name, casework=kept)

    retain = replace(api.services.governance.retain, policies=MemoryPolicies(api.memory, read))
    api.services = replace(api.services, governance=replace(api.services.governance, retain=retain))
    api.open()


def test_a_hold_is_placed_listed_and_lifted(api: Api) -> None:
    made = placed(api)
    assert (made["customer_id"], made["reference"], made["placed_by"]) == ("sam", "Claim 12", "lee")
    assert standing(api) == [made]
    assert api.post(f"/legal-holds/{made['id']}/lift", {"officer": "lee"}).status_code == 204
    assert standing(api) == []
    assert code(api.post(f"/legal-holds/{made['id']}/lift", {"officer": "lee"})) == (404, "not_found")


def test_the_same_request_again_places_one_hold(api: Api) -> None:
    assert placed(api, **{"Idempotency-Key": "h1"}) == placed(api, **{"Idempotency-Key": "h1"})
    assert len(standing(api)) == 1


def test_a_hold_of_nobody_s_or_by_a_stranger_is_refused(api: Api) -> None:
    assert code(api.post("/customers/nobody/legal-holds", CLAIM)) == (404, "not_found")
    assert code(api.post("/customers/sam/legal-holds", {**CLAIM, "officer": "nobody"})) == (409, "unknown_officer")
    assert code(api.post("/customers/sam/legal-holds", {**CLAIM, "reference": " "})) == (422, "invalid_body")
    assert standing(api) == []


def test_erasure_is_looked_at_first_and_then_done(api: Api) -> None:
    rows = api.memory.of(LANDLORD).people
    would = api.get(ERASURE).get_json()["items"]
    assert {"kind": "person", "fate": "blanked", "rows": 1} in would
    assert rows["sam"].name
    assert code(api.post(ERASURE, {"officer": "lee"})) == (428, "if_match_missing")
    done = api.post(ERASURE, {"officer": "lee"}, **seen(api))
    assert (done.status_code, done.get_json()["items"]) == (200, would)
    assert (rows["sam"].name, rows["sam"].contact_points) == ("", ())


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("", {"name": "Sam Example", "address": "1 Example Street"}),
        ("/contact-points", {"phones": ["07700 900123"]}),
        ("/adjustments", {"adjustments": ["large_print"]}),
    ],
)
def test_nobody_makes_somebody_known_again_who_was_erased(api: Api, what: str, said: dict[str, object]) -> None:
    assert api.post(ERASURE, {"officer": "lee"}, **seen(api)).status_code == 200
    etag = api.get("/customers/sam").headers["ETag"]
    answer = api.put(f"/customers/sam{what}", said, etag)
    assert code(answer) == (409, "erased")
    assert "as a new customer" in answer.text
    held = api.memory.of(LANDLORD).people["sam"]
    assert (held.name, *held.contact_points, *held.adjustments) == ("",)


@pytest.mark.parametrize("in_the_way", ["legal_hold", "in_force"])
def test_nobody_is_erased_under_a_hold_or_a_restriction(api: Api, in_the_way: str) -> None:
    before = seen(api)
    if in_the_way == "legal_hold":
        placed(api)
    else:
        api.decide(restriction())
    assert code(api.get(ERASURE)) == (409, in_the_way)
    assert code(api.post(ERASURE, {"officer": "lee"}, **before)) == (409, in_the_way)
    assert api.memory.of(LANDLORD).people["sam"].name


def test_whoever_saw_something_else_erases_nobody(api: Api) -> None:
    assert code(api.post(ERASURE, {"officer": "lee"}, **{"If-Match": '"stale"'})) == (412, "changed_meanwhile")
    assert code(api.post(ERASURE, {"officer": "nobody"}, **seen(api))) == (409, "unknown_officer")
    assert api.memory.of(LANDLORD).people["sam"].name


def test_retention_is_looked_at_first_and_then_done(api: Api) -> None:
    _keep_for_two_years(api)
    old = MONDAY - timedelta(days=365 * 10)
    api.services.people.ask_to_be_contacted(LANDLORD, "sam", Channel.SMS, old)
    (going,) = api.get("/retention").get_json()["items"]
    assert (going["kept"], going["table"], going["rows"]) == ("contacts", "contact_requests", 1)
    assert going["oldest"] is not None
    assert api.memory.of(LANDLORD).asked
    (went,) = api.post("/retention", None).get_json()["items"]
    assert (went["rows"], went["oldest"]) == (1, None)
    assert not api.memory.of(LANDLORD).asked
    assert api.get("/retention").get_json()["items"] == []


def test_whoever_may_only_look_forgets_erases_and_lifts_nothing(api: Api) -> None:
    hold = placed(api)["id"]
    weak = api.make_token(ApiScope.RETENTION_READ, ApiScope.CUSTOMERS_WRITE, name="weak")
    for path in ("/retention", ERASURE, f"/legal-holds/{hold}/lift", "/customers/sam/legal-holds"):
        assert code(api.ask("POST", path, {"officer": "lee"}, token=weak)) == (403, "insufficient_scope")
    assert standing(api)
