"""Restrictions through the API, their counters, the register of them, and the banners that show them."""

from __future__ import annotations

from typing import Any

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Mode
from tests.builders import contact, restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

CAP: dict[str, Any] = {
    "customer_id": "sam",
    "kind": "contact_cap",
    "terms": {"limit": 2, "per": "week"},
    "channels": ["voice"],
    "officer": "lee",
    "proposed_by": "kim",
    "told_on": "2026-03-02",
    "sent_by": "hand",
    "grounds": "excessive_contact",
    "review_on": "2026-09-02",
}


def created(api: Api, **change: object) -> dict[str, Any]:
    answer = api.post("/restrictions", {**CAP, **change})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_what_an_officer_decided_is_in_force_at_once(api: Api) -> None:
    made = created(api)
    assert made["arrangement"] == "May make 2 contacts a week. Applies to telephone."
    assert (made["decided_by"], made["clause"], made["ends_at"]) == ("lee", "EXA-1", None)
    assert api.get(f"/restrictions/{made['id']}").get_json() == made
    asked = api.post("/decisions", {"channel": "voice", "from": "07700900123"}).get_json()
    assert asked["reasons"][0]["restriction_id"] == made["id"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"customer_id": "nobody"}, (404, "not_found")),
        ({"officer": "nobody"}, (409, "unknown_officer")),
        ({"terms": {"limit": 0, "per": "week"}}, (409, "impossible_terms")),
        ({"terms": {"windows": ["never"]}, "kind": "permitted_times"}, (409, "impossible_terms")),
        ({"review_on": "2026-03-03"}, (409, "review_out_of_range")),
        ({"mode": "shadow", "planned_end": "2026-06-01T00:00:00Z"}, (409, "shadow_too_long")),
        ({"kind": "single_point_of_contact", "terms": {"team": "nobody"}}, (409, "unknown_team")),
        ({"kind": "only_channels", "terms": {"channels": ["letter"]}, "channels": []}, (409, "no_channel_left")),
        ({"told_on": "2024-03-01", "review_on": "2024-09-01"}, (409, "impossible_day")),
        ({"grounds": "dislike"}, (422, "invalid_body")),
        ({"told_on": "99999999999-01-01"}, (422, "invalid_body")),
        ({"terms": {"limit": "9" * 5000, "per": "week"}}, (422, "invalid_body")),
        ({"terms": {"limit": "9" * 400, "per": "week"}}, (409, "impossible_terms")),
        ({"terms": {"limit": 10**9, "per": "week"}}, (422, "invalid_body")),
        ({"terms": {"Limit": 1}}, (422, "invalid_body")),
        ({"channels": ["voice", "voice"]}, (422, "invalid_body")),
    ],
    ids=repr,
)
def test_what_cannot_be_in_force_is_refused_with_a_code(
    api: Api, change: dict[str, object], expected: tuple[int, str]
) -> None:
    assert code(api.post("/restrictions", {**CAP, **change})) == expected
    assert api.get("/restrictions").get_json()["items"] == []


@pytest.mark.parametrize("minutes", [-5, 10_001, 1.5, ["a", ""], {"a": 1}, None, "a\nb"])
def test_a_term_that_cannot_be_is_named_by_its_place_once(api: Api, minutes: object) -> None:
    terms = {"minutes": minutes, "per": "week"}
    answer = api.post("/restrictions", {**CAP, "kind": "time_cap", "terms": terms})
    (fault,) = answer.get_json()["errors"]
    assert (answer.status_code, fault["where"]) == (422, "terms/minutes")
    assert "a whole number from 0 to 10000" in fault["what"]


def test_the_very_same_under_another_key_is_there_already(api: Api) -> None:
    made = created(api)
    assert code(api.post("/restrictions", CAP, **{"Idempotency-Key": "another"})) == (409, "already_decided")
    assert [one["id"] for one in api.get("/restrictions").get_json()["items"]] == [made["id"]]


def test_grounds_are_shown_to_no_other_system(api: Api) -> None:
    made = created(api)
    pages = ("/restrictions", f"/restrictions/{made['id']}", "/register")
    assert not any("excessive" in api.get(page).text for page in pages)
    assert "excessive" not in api.post("/banners/search", {"customer_id": "sam"}).text


def test_an_officer_ends_it_having_seen_what_stands(api: Api) -> None:
    path = f"/restrictions/{created(api)['id']}"
    ended = f"{path}/end"
    assert code(api.post(ended, {"officer": "lee"})) == (428, "if_match_missing")
    seen = api.get(path).headers["ETag"]
    assert code(api.post(ended, {"officer": "lee"}, **{"If-Match": '"0"'})) == (412, "changed_meanwhile")
    assert code(api.post(ended, {"officer": "nobody"}, **{"If-Match": seen})) == (409, "unknown_officer")
    answer = api.post(ended, {"officer": "lee", "reason": "It has been quiet."}, **{"If-Match": seen})
    assert (answer.status_code, answer.get_json()["ends_at"]) == (200, "2026-03-02T10:00:00Z")
    assert code(api.post(ended, {"officer": "lee"}, **{"If-Match": seen})) == (412, "changed_meanwhile")
    again = {"If-Match": answer.headers["ETag"]}
    assert code(api.post(ended, {"officer": "lee"}, **again)) == (409, "already_over")
    asked = api.post("/decisions", {"channel": "voice", "from": "07700900123"}).get_json()
    assert asked["reasons"] == []
    told = api.get(f"{path}/grounds").get_json()["items"][-1]
    assert (told["act"], told["words"]) == ("lifted", {"reason": "It has been quiet."})


def test_restrictions_are_listed_for_all_or_for_one(api: Api) -> None:
    made = [created(api)["id"], created(api, channels=["sms"])["id"]]
    listed = api.get("/restrictions?limit=1").get_json()
    assert (listed["items"][0]["id"], listed["next_cursor"]) == (made[0], made[0])
    assert len(api.get("/restrictions?customer_id=sam").get_json()["items"]) == 2
    assert code(api.get("/restrictions?customer_id=nobody")) == (404, "not_found")


@pytest.mark.clause("TUN-8.9")
def test_the_register_has_name_address_start_end_and_what(api: Api) -> None:
    etag = api.get("/customers/sam").headers["ETag"]
    api.put("/customers/sam", {"name": "Sam Example", "address": "1 Example Street"}, etag)
    made = created(api, planned_end="2026-12-01T00:00:00Z")
    api.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS], id="tried", mode=Mode.SHADOW))
    assert api.get("/register").get_json() == {
        "items": [
            {
                "restriction_id": made["id"],
                "customer_id": "sam",
                "name": "Sam Example",
                "address": "1 Example Street",
                "in_force_from": "2026-03-02T00:00:00Z",
                "in_force_until": "2026-12-01T00:00:00Z",
                "last_day": "2026-11-30",
                "review_on": "2026-09-02",
                "kind": "contact_cap",
                "what": "May make 2 contacts a week. Applies to telephone.",
            }
        ],
        "next_cursor": None,
    }


@pytest.mark.parametrize(
    ("whom", "who"),
    [
        ({"phone": "07700 900123"}, "Sam Example"),
        ({"email": "sam@example.org"}, "Sam Example"),
        ({"customer_id": "sam"}, "Sam Example"),
        ({"reference": "T-1001"}, "Sam Example"),
        ({"phone": "07700 900999"}, "Not known: ask who it is"),
    ],
)
def test_a_banner_is_looked_up_before_anything_is_recorded(api: Api, whom: dict[str, str], who: str) -> None:
    answer = api.post("/banners/search", whom).get_json()
    assert (answer["who"], answer["contact_id"]) == (who, None)
    assert api.services.cards.latest(LANDLORD) == []


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        ({"customer_id": "nobody"}, (404, "not_found")),
        ({"customer_id": "lee"}, (404, "not_found")),
        ({"phone": "+44 12345"}, (409, "impossible_number")),
        ({}, (422, "invalid_body")),
        ({"phone": "07700900123", "customer_id": "sam"}, (422, "invalid_body")),
    ],
)
def test_a_banner_is_looked_up_for_one_who_can_be(api: Api, whom: dict[str, str], expected: tuple[int, str]) -> None:
    assert code(api.post("/banners/search", whom)) == expected


def test_the_banner_of_a_recorded_contact_shows_the_arrangement(api: Api) -> None:
    made = created(api)
    contact_id = api.services.receive_contact(LANDLORD, contact()).contact_id
    shown = api.get(f"/banners/{contact_id}").get_json()
    assert shown["lines"] == [made["arrangement"]]
    assert shown["allowances"][0].startswith("1 of 2 contacts used this week")
    assert (shown["contact_id"], shown["review_on"]) == (contact_id, "2026-09-02")


def test_counters_are_folded_into_the_landlord_s_own_periods(api: Api) -> None:
    times = ("2026-03-29T00:30:00Z", "2026-03-29T22:30:00Z", "2026-03-29T23:30:00Z")  # the clock changes that day
    for number, at in enumerate(times):
        said = {"channel": "voice", "from": "07700900123", "received_at": at}
        api.clock.stand_at(api.clock.now().replace(month=4))
        api.post("/contacts", said, **{"Idempotency-Key": f"call-{number}"})
    days = api.get("/customers/sam/counters?from=2026-03-29&to=2026-03-31").get_json()
    assert [(one["start"], one["attempts"]) for one in days["periods"]] == [
        ("2026-03-29T00:00:00Z", 2),
        ("2026-03-29T23:00:00Z", 1),
    ]
    assert (days["from"], days["to"], days["by"], days["total"]["attempts"]) == ("2026-03-29", "2026-03-31", "day", 3)
    hours = api.get("/customers/sam/counters?from=2026-03-29&to=2026-03-30&by=hour").get_json()
    assert [one["attempts"] for one in hours["periods"]] == [1, 1]
    for by, start in (("week", "2026-03-23T00:00:00Z"), ("month", "2026-03-01T00:00:00Z")):
        folded = api.get(f"/customers/sam/counters?from=2026-03-29&to=2026-03-30&by={by}").get_json()
        assert [(one["start"], one["attempts"]) for one in folded["periods"]] == [(start, 2)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", (400, "invalid_query")),
        ("?from=2026-03-01", (400, "invalid_query")),
        ("?from=2026-3-1&to=2026-04-01", (400, "invalid_query")),
        ("?from=2026-03-01&to=2026-04-01&by=year", (400, "invalid_query")),
        ("?from=1999-03-01&to=2026-04-01", (400, "invalid_query")),
        ("?from=2026-03-01&to=2026-03-01", (409, "impossible_span")),
        ("?from=2026-03-02&to=2026-03-01", (409, "impossible_span")),
        ("?from=2000-01-01&to=2099-01-01", (409, "impossible_span")),
    ],
)
def test_counters_are_asked_for_a_time_that_can_be(api: Api, query: str, expected: tuple[int, str]) -> None:
    assert code(api.get(f"/customers/sam/counters{query}")) == expected


@pytest.mark.parametrize(
    ("kind", "media_type", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_the_register_can_be_taken_away_as_a_file_and_that_is_put_on_record(
    api: Api, kind: str, media_type: str, begins: bytes
) -> None:
    created(api)
    answer = api.get(f"/register?format={kind}", Accept=media_type.partition(";")[0])
    assert (answer.status_code, answer.content_type) == (200, media_type)
    assert answer.data.startswith(begins)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="register-example-2026-03-02.{kind}"'
    (looked,) = [row for row in api.memory.of(LANDLORD).audit if row.startswith("staff:register:exported")]
    assert "token:" in looked


def test_only_formats_that_there_are_can_be_asked_for(api: Api) -> None:
    assert code(api.get("/register?format=doc")) == (400, "invalid_query")
    assert code(api.get("/register", Accept="text/html")) == (406, "not_acceptable")
    assert code(api.get("/restrictions", Accept="text/csv")) == (406, "not_acceptable")
