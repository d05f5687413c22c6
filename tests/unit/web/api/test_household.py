"""Those who live with a customer: kept by another system, and each bound by their own restrictions alone."""

from __future__ import annotations

from typing import Any

import pytest

from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import WARNING, CaseApi, ban

KIM: dict[str, Any] = {
    "name": "Kim Example",
    "address": "1 Example Street",
    "language": "cy",
    "contact_points": {"phones": ["07700 900127"], "emails": ["kim@example.org"]},
    "adjustments": ["large_print"],
    "priority": True,
}
HOUSEHOLD = "/customers/sam/household"


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


@pytest.fixture
def kim(api: CaseApi) -> str:
    return str(api.does(HOUSEHOLD, KIM)["id"])


def outcome(api: CaseApi, channel: str, sender: str) -> str:
    return str(api.post("/decisions", {"channel": channel, "from": sender}).get_json()["outcome"])


def banned(api: CaseApi, customer_id: str) -> str:
    """The id of what was proposed, signed, and handed over: no e-mail for half a year."""
    api.at("2026-04-01T11:00").does(f"/customers/{customer_id}/warnings", WARNING)
    made = str(api.at("2026-04-20T10:00").does("/proposals", ban(customer_id=customer_id))["restriction_id"])
    consulted = {"officer": "sue", "asked": ["repairs"], "replies": "agreed"}
    api.does(f"/restrictions/{made}/consultations", consulted)
    api.does(f"/restrictions/{made}/signatures", {"officer": "sue"}, **api.seen(made))
    api.at("2026-04-20T14:00").does(f"/restrictions/{made}/letters", {"officer": "sue"})
    return made


def test_a_member_is_added_listed_changed_and_taken_out(api: CaseApi) -> None:
    answer = api.post(HOUSEHOLD, KIM)
    kept = answer.get_json()
    points = {"phones": ["+447700900127"], "emails": ["kim@example.org"], "handles": []}
    assert kept == {**KIM, "id": kept["id"], "customer_id": "sam", "contact_points": points}
    path = answer.headers["Location"].removeprefix("/api/v1")
    assert api.get(path).get_json() == kept
    assert api.get(HOUSEHOLD).get_json() == {"items": [kept], "next_cursor": None}
    assert code(api.ask("PUT", path, KIM)) == (428, "if_match_missing")
    changed = api.put(path, {"name": "Kim Renamed"}, answer.headers["ETag"])
    assert (changed.get_json()["name"], changed.get_json()["adjustments"]) == ("Kim Renamed", [])
    assert changed.get_json()["priority"] is False
    stale = {"If-Match": answer.headers["ETag"]}
    assert code(api.ask("DELETE", path, headers=stale)) == (412, "changed_meanwhile")
    assert api.ask("DELETE", path, headers={"If-Match": changed.headers["ETag"]}).status_code == 204
    assert api.get(HOUSEHOLD).get_json()["items"] == []


def test_a_member_belongs_to_one_customer_and_acts_for_nobody(api: CaseApi, kim: str) -> None:
    alex = api.does("/customers", {"name": "Alex"})["id"]
    for path in (f"/customers/{alex}/household/{kim}", f"/customers/sam/representatives/{kim}"):
        assert code(api.get(path)) == (404, "not_found")
    assert api.get(f"/customers/{alex}/household").get_json()["items"] == []
    assert api.get("/customers/sam/representatives").get_json()["items"] == []
    assert code(api.post("/customers/nobody/household", KIM)) == (404, "not_found")


@pytest.mark.clause("TUN-4.1")
def test_a_restriction_of_a_member_is_proposed_signed_and_told_and_binds_nobody_else(api: CaseApi, kim: str) -> None:
    made = banned(api, kim)
    assert api.life(made)["state"] == "letter_issued"
    api.at("2026-04-23T10:00")
    assert api.life(made)["state"] == "active"
    assert outcome(api, "email", "kim@example.org") == "hold"
    assert outcome(api, "voice", "07700900127") == "connect"
    assert outcome(api, "email", "sam@example.org") == "connect"


@pytest.mark.clause("TOR-13")
def test_a_restriction_of_the_customer_does_not_bind_a_member(api: CaseApi, kim: str) -> None:
    banned(api, "sam")
    api.at("2026-04-23T10:00")
    assert outcome(api, "email", "sam@example.org") == "hold"
    assert outcome(api, "email", "kim@example.org") == "connect"
    assert api.get(f"/customers/{kim}/case").get_json()["restrictions"] == []


@pytest.mark.clause("MAG-02")
def test_an_incident_of_the_customer_names_the_member_who_did_it(api: CaseApi, kim: str) -> None:
    did = {"officer": "mo", "grounds": "abuse", "done_by": "household", "actor": kim, "what_happened": "Shouting."}
    api.does("/customers/sam/incidents", did)
    (told,) = api.get("/customers/sam/case/grounds").get_json()["items"]
    assert (told["about"]["done_by"], told["about"]["actor"]) == ("household", kim)
    assert api.get(f"/customers/{kim}/case/acts").get_json()["items"] == []


@pytest.mark.parametrize("what", ["a restriction", "a warning"])
def test_whoever_something_is_on_record_about_is_not_taken_out(api: CaseApi, kim: str, what: str) -> None:
    if what == "a warning":
        api.does(f"/customers/{kim}/warnings", WARNING)
    else:
        api.decide(restriction(Kind.CHANNEL_BAN, {}, customer_id=kim))
    seen = {"If-Match": api.get(f"{HOUSEHOLD}/{kim}").headers["ETag"]}
    assert code(api.ask("DELETE", f"{HOUSEHOLD}/{kim}", headers=seen)) == (409, "still_restricted")
    assert api.get(f"{HOUSEHOLD}/{kim}").status_code == 200
