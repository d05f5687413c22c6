"""One item, one request, one officer, through the API."""

from __future__ import annotations

import pytest

from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi

SET_ASIDE = {"officer": "mo", "contact_id": "c1", "decision": "not_dealt_with", "reason": "It was abusive."}


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


def test_an_item_is_set_aside_once_by_somebody_who_read_it(api: CaseApi) -> None:
    path, key = "/customers/sam/item-decisions", {"Idempotency-Key": "item-1"}
    assert code(api.post(path, SET_ASIDE)) == (409, "not_read")
    assert code(api.post(path, {**SET_ASIDE, "was_read": True, "reason": " "})) == (409, "reason_required")
    made = api.does(path, {**SET_ASIDE, "was_read": True}, **key)
    assert made["tasks"] == ["write_to_ask_to_stop"]
    assert api.does(path, {**SET_ASIDE, "was_read": True}, **key) == made
    (shown,) = api.get("/customers/sam/case/acts").get_json()["items"]
    assert (shown["act"], shown["about"]["decision"]) == ("item_decided", "not_dealt_with")
    (told,) = api.get("/customers/sam/case/grounds").get_json()["items"]
    assert (told["about"]["contact_id"], told["words"]) == ("c1", {"reason": "It was abusive."})


def test_what_was_not_given_is_on_record_and_help_is_due_where_it_is_hard(api: CaseApi) -> None:
    path = "/customers/sam/not-given"
    assert api.does(path, {"officer": "mo", "asked_for": "evidence"})["tasks"] == []
    hard = {"officer": "mo", "asked_for": "identity", "difficulty": "He has no passport.", "contact_id": "c1"}
    assert api.does(path, hard)["tasks"] == ["offer_help"]
    acts = api.get("/customers/sam/case/acts").get_json()["items"]
    assert [act["about"] for act in acts] == [
        {"asked_for": "evidence", "difficulty": False},
        {"asked_for": "identity", "difficulty": True},
    ]
    assert "passport" not in str(acts)


def test_who_knows_of_an_arrangement_is_seen_each_once(api: CaseApi) -> None:
    path = f"/restrictions/{api.told()}/acknowledgements"
    assert api.get(path).get_json() == {"items": []}
    answers = [api.post(path, {"officer": officer}).get_json()["items"] for officer in ("mo", "sue", "mo")]
    assert [[one["officer"] for one in answer] for answer in answers] == [["mo"], ["mo", "sue"], ["mo", "sue"]]
    assert api.get(path).get_json()["items"] == answers[-1]
    assert code(api.post(path, {"officer": "nobody"})) == (409, "unknown_officer")
