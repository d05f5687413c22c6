"""Customers and their representatives, kept in step by another system."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.web.api.shapes.customers import MOST_IN_AN_IMPORT
from tests.builders import restriction
from tests.unit.web.api.api_app import Api, code

ALEX: dict[str, Any] = {
    "name": "Alex Example",
    "reference": "T-1002",
    "address": "2 Example Street",
    "language": "cy",
    "contact_points": {"phones": ["07700 900124", "+447700900124"], "emails": ["Alex@Example.org"], "handles": []},
    "adjustments": ["relay_calls", "large_print"],
    "priority": True,
    "segment": "residential_care",
    "unverified": True,
}
RAE: dict[str, Any] = {"name": "Rae Example", "body": "solicitor", "contact_points": {"phones": ["07700 900126"]}}
GUARDED = {
    "/customers/sam": ALEX,
    "/customers/sam/contact-points": {"phones": []},
    "/customers/sam/adjustments": {"adjustments": ["extra_time"]},
}


def created(api: Api, path: str = "/customers", body: dict[str, Any] | None = None) -> TestResponse:
    answer = api.post(path, ALEX if body is None else body)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_new_customer_comes_back_as_it_is_kept(api: Api) -> None:
    answer = created(api)
    kept = answer.get_json()
    assert {**kept, "id": ""} == {
        **ALEX,
        "id": "",
        "contact_points": {"phones": ["+447700900124"], "emails": ["alex@example.org"], "handles": []},
        "adjustments": ["large_print", "relay_calls"],
    }
    shown = api.get(answer.headers["Location"].removeprefix("/api/v1"))
    assert (shown.get_json(), shown.headers["ETag"]) == (kept, answer.headers["ETag"])


def test_the_same_key_makes_one_customer(api: Api) -> None:
    answers = [api.post("/customers", {"name": "Kit"}, **{"Idempotency-Key": "kit"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].text == answers[1].text
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(api.get("/customers").get_json()["items"]) == 2


def test_a_reference_is_one_customer_s(api: Api) -> None:
    assert code(api.post("/customers", {**ALEX, "reference": "t-1001"})) == (409, "reference_taken")


@pytest.mark.parametrize("reference", ["1", "#", "10#1"])
def test_a_reference_that_no_caller_can_key_in_is_refused_for_whoever_is_added(api: Api, reference: str) -> None:
    for path, body in (
        ("/customers", {**ALEX, "reference": reference}),
        ("/customers/import", {"customers": [{"name": "Alex", "reference": reference}]}),
    ):
        answer = api.post(path, body)
        assert code(answer) == (422, "invalid_body")
        assert "one key alone is a choice" in answer.text
    assert api.post("/customers/search", {"reference": reference}).status_code == 200


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202eevil\u202c", "Alex\u2066", "a\u0007b"], ids=ascii)
def test_a_name_that_is_nothing_or_turns_text_round_is_refused(api: Api, name: str) -> None:
    answer = api.post("/customers", {**ALEX, "name": name})
    assert code(answer) == (422, "invalid_body")
    assert "Give a name that is not blank" in answer.text


def test_a_name_has_at_most_200_characters(api: Api) -> None:
    assert "at most 200" in api.post("/customers", {**ALEX, "name": "a" * 201}).text
    assert api.post("/customers", {**ALEX, "name": "\u0639" * 200}).status_code == 201


def test_a_number_that_cannot_be_one_is_refused(api: Api) -> None:
    wrong = {**ALEX, "contact_points": {"phones": ["+44"]}}
    assert code(api.post("/customers", wrong)) == (422, "invalid_body")
    wrong = {**ALEX, "contact_points": {"phones": ["+44 12345"]}}
    assert code(api.post("/customers", wrong)) == (409, "impossible_number")


@pytest.mark.parametrize(("path", "body"), GUARDED.items())
def test_a_change_needs_to_know_what_stands(api: Api, path: str, body: dict[str, Any]) -> None:
    assert code(api.ask("PUT", path, body)) == (428, "if_match_missing")
    seen = api.get(path).headers["ETag"]
    assert code(api.put(path, body, '"0"')) == (412, "changed_meanwhile")
    assert code(api.put(path, body, f"W/{seen}")) == (412, "changed_meanwhile")
    first = api.put(path, body, seen)
    assert first.status_code == 200
    assert code(api.put(path, body, seen)) == (412, "changed_meanwhile")
    assert api.put(path, body, first.headers["ETag"]).status_code == 200


def test_a_change_made_elsewhere_is_not_undone(api: Api) -> None:
    seen = api.get("/customers/sam").headers["ETag"]
    adjusted = api.put("/customers/sam/adjustments", {"adjustments": ["extra_time"]}, seen)
    assert code(api.put("/customers/sam", ALEX, seen)) == (412, "changed_meanwhile")
    assert api.put("/customers/sam", ALEX, adjusted.headers["ETag"]).status_code == 200


def test_what_a_part_replaces_is_that_part_alone(api: Api) -> None:
    before = api.get("/customers/sam")
    answer = api.put("/customers/sam/contact-points", {"emails": ["new@example.org"]}, before.headers["ETag"])
    points = {"phones": [], "emails": ["new@example.org"], "handles": []}
    assert answer.get_json() == {**before.get_json(), "contact_points": points}
    assert api.get("/customers/sam/contact-points").get_json() == points
    assert api.get("/customers/sam/adjustments").get_json() == {"adjustments": []}


def test_nobody_becomes_known_for_certain_by_being_left_out(api: Api) -> None:
    path = created(api).headers["Location"].removeprefix("/api/v1")
    kept = api.put(path, {"name": "Alex"}, api.get(path).headers["ETag"])
    assert kept.get_json()["unverified"] is True
    assert kept.get_json()["segment"] == "residential_care"
    assert (kept.get_json()["priority"], kept.get_json()["adjustments"]) == (False, [])
    known = api.put(path, {"name": "Alex", "segment": "", "unverified": False}, kept.headers["ETag"]).get_json()
    assert (known["segment"], known["unverified"]) == ("", False)


def test_contact_points_decide_at_once_who_calls(api: Api) -> None:
    created(api)
    answer = api.post("/decisions", {"channel": "voice", "from": "07700900124"})
    assert answer.get_json()["banner"]["who"] == "Alex Example"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"reference": "t-1001"}, ["Sam Example"]),
        ({"phone": "07700 900123"}, ["Sam Example"]),
        ({"email": "SAM@example.org"}, ["Sam Example"]),
        ({"reference": "T-100"}, []),
        ({"phone": "07700 900999"}, []),
    ],
)
def test_people_are_found_by_what_stands_in_the_body(api: Api, words: dict[str, str], found: list[str]) -> None:
    answer = api.post("/customers/search", words).get_json()
    assert [one["name"] for one in answer["items"]] == found


@pytest.mark.parametrize("words", [{}, {"name": "Sam"}, {"phone": "07700900123", "email": "sam@example.org"}])
def test_a_search_is_by_one_thing(api: Api, words: dict[str, str]) -> None:
    assert code(api.post("/customers/search", words)) == (422, "invalid_body")


def test_pages_join_up_without_a_gap(api: Api) -> None:
    for number in range(4):
        created(api, body={"name": f"Somebody {number}"})
    ids: list[str] = []
    query = "limit=2"
    while query:
        page = api.get(f"/customers?{query}").get_json()
        ids += [one["id"] for one in page["items"]]
        query = f"limit=2&cursor={page['next_cursor']}" if page["next_cursor"] else ""
    assert len(ids) == len(set(ids)) == 5
    assert "sam" in ids


def test_an_import_makes_changes_and_leaves_alone_by_reference(api: Api) -> None:
    customers = [{"reference": "T-1001", "name": "Sam Renamed"}, {"reference": "T-9", "name": "Nine"}]
    first = api.post("/customers/import", {"customers": customers}).get_json()
    assert [one["result"] for one in first["items"]] == ["updated", "created"]
    again = api.post("/customers/import", {"customers": customers}).get_json()
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    sam = api.get("/customers/sam").get_json()
    assert (sam["name"], sam["contact_points"]["emails"]) == ("Sam Renamed", ["sam@example.org"])


def test_an_import_is_done_whole_or_not_at_all(api: Api) -> None:
    twice = [{"reference": "T-9", "name": "Nine"}, {"reference": "t-9", "name": "Nine again"}]
    assert code(api.post("/customers/import", {"customers": twice})) == (409, "reference_twice")
    wrong = {"reference": "T-8", "name": "Eight", "contact_points": {"phones": ["+44 12345"]}}
    assert code(api.post("/customers/import", {"customers": [twice[0], wrong]})) == (409, "impossible_number")
    assert len(api.get("/customers").get_json()["items"]) == 1


@pytest.mark.parametrize("count", [0, MOST_IN_AN_IMPORT + 1])
def test_an_import_has_bounds(api: Api, count: int) -> None:
    customers = [{"reference": f"T-{number}", "name": "Somebody"} for number in range(count)]
    assert code(api.post("/customers/import", {"customers": customers})) == (422, "invalid_body")


def test_a_representative_is_recorded_changed_and_removed(api: Api) -> None:
    answer = created(api, "/customers/sam/representatives", RAE)
    path = answer.headers["Location"].removeprefix("/api/v1")
    assert api.get(path).get_json() == answer.get_json()
    assert (answer.get_json()["customer_id"], answer.get_json()["body"]) == ("sam", "solicitor")
    listed = api.get("/customers/sam/representatives").get_json()
    assert listed == {"items": [answer.get_json()], "next_cursor": None}
    changed = api.put(path, {**RAE, "body": None}, answer.headers["ETag"])
    assert changed.get_json()["body"] is None
    assert code(api.ask("DELETE", path)) == (428, "if_match_missing")
    stale = {"If-Match": answer.headers["ETag"]}
    assert code(api.ask("DELETE", path, headers=stale)) == (412, "changed_meanwhile")
    assert api.ask("DELETE", path, headers={"If-Match": changed.headers["ETag"]}).status_code == 204
    assert code(api.get(path)) == (404, "not_found")


def test_a_representative_is_never_bound_by_the_customer_s_restriction(api: Api) -> None:
    created(api, "/customers/sam/representatives", RAE)
    asked = api.post("/decisions", {"channel": "voice", "from": "07700900126"}).get_json()
    assert asked["reasons"][0]["code"] == "representative"


def test_whoever_alone_may_speak_for_a_customer_is_not_taken_away(api: Api) -> None:
    answer = created(api, "/customers/sam/representatives", RAE)
    path = answer.headers["Location"].removeprefix("/api/v1")
    only = {"representative": answer.get_json()["id"]}
    api.decide(restriction(Kind.REPRESENTATIVE_ONLY, only))
    removed = api.ask("DELETE", path, headers={"If-Match": answer.headers["ETag"]})
    assert code(removed) == (409, "still_named")
    assert api.get(path).status_code == 200


def test_a_representative_belongs_to_one_customer(api: Api) -> None:
    alex = created(api).get_json()["id"]
    rae = created(api, "/customers/sam/representatives", RAE).get_json()["id"]
    assert code(api.get(f"/customers/{alex}/representatives/{rae}")) == (404, "not_found")
    assert code(api.post("/customers/nobody/representatives", RAE)) == (404, "not_found")
    assert code(api.get("/customers/nobody/representatives")) == (404, "not_found")
    assert api.get(f"/customers/{alex}/representatives").get_json()["items"] == []
