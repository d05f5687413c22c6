"""A closed issue about which somebody has something new, from the contact to what a person decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import contact, restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.api.handing_in import received
from tests.unit.web.desk.desk_app import LANDLORD

CLOSED = restriction(
    Kind.NO_FURTHER_CONSIDERATION, {"issue": "Boundary fence", "references": ["CAS-1"]}, id="closed", clause="TUN-8.3d"
)
ABOUT_IT = {"issue": "CAS-1", "new_evidence": True}
BY_MAIL = {"channel": "email", "from": "sam@example.org", "to": "service@landlord.example.org", "authenticated": True}
JUDGED = {"officer": "lee", "judgement": {"finding": "nothing_new", "reason": "The same photograph as in May."}}


@pytest.fixture
def closed(api: Api) -> Api:
    api.decide(CLOSED)
    return api


def tasks(api: Api) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = api.get("/tasks").get_json()["items"]
    return items


@pytest.mark.clause("TUN-8.3d")
@pytest.mark.parametrize("way", [BY_MAIL, {"channel": "voice"}], ids=["by mail", "by telephone"])
def test_something_new_about_a_closed_issue_becomes_a_persons_decision(closed: Api, way: dict[str, object]) -> None:
    answer = received(closed, **way, **ABOUT_IT)
    assert answer["outcome"] == "connect"
    (task,) = tasks(closed)
    assert task == {
        "id": task["id"],
        "code": "decide_on_new_evidence",
        "customer_id": "sam",
        "contact_id": answer["contact_id"],
        "for_officer": None,
        "clause": "TUN-8.3d",
        "made_at": "2026-03-02T10:00:00Z",
        "due_at": "2026-03-03T17:00:00Z",
        "done_at": None,
        "done_by": None,
        "restriction_id": "closed",
        "finding": None,
    }


@pytest.mark.clause("TUN-8.3d")
def test_without_something_new_a_closed_issue_is_held_and_makes_no_work(closed: Api) -> None:
    assert received(closed, **BY_MAIL, issue="CAS-1")["outcome"] == "hold"
    assert received(closed, "call-2", issue="CAS-1")["outcome"] == "connect"
    assert tasks(closed) == []


def test_a_contact_is_judged_once_however_often_it_is_told(closed: Api) -> None:
    contact_id = received(closed, **ABOUT_IT)["contact_id"]
    received(closed, **ABOUT_IT)
    closed.post(f"/contacts/{contact_id}/steps", {"pressed": "review"})
    assert closed.post(f"/contacts/{contact_id}/new-evidence", {"restriction_id": "closed"}).status_code == 204
    assert len(tasks(closed)) == 1
    received(closed, "call-2", **ABOUT_IT)
    assert len(tasks(closed)) == 2


@pytest.mark.clause("TUN-8.3d")
def test_what_was_decided_about_it_and_why_is_recorded_and_the_first_word_stands(closed: Api) -> None:
    received(closed, **ABOUT_IT)
    path = f"/tasks/{tasks(closed)[0]['id']}/done"
    assert code(closed.post(path, {"officer": "lee"})) == (409, "judgement_missing")
    blank = {"officer": "lee", "judgement": {"finding": "nothing_new", "reason": "  "}}
    assert code(closed.post(path, blank)) == (409, "judgement_missing")
    assert len(tasks(closed)) == 1
    done = closed.post(path, JUDGED).get_json()
    assert (done["done_by"], done["finding"]) == ("lee", "nothing_new")
    assert "photograph" not in str(done)
    changed = {"officer": "lee", "judgement": {"finding": "something_new", "reason": "A letter."}}
    assert closed.post(path, changed).get_json() == done
    (kept,) = closed.memory.of(LANDLORD).tasks.values()
    assert kept.reason == "The same photograph as in May."
    assert tasks(closed) == []


def test_other_tasks_are_done_without_a_judgement(api: Api) -> None:
    contact_id = received(api)["contact_id"]
    api.post(f"/contacts/{contact_id}/call/end", {"officer": "lee", "reason": "threatened"})
    (task,) = tasks(api)
    assert code(api.post(f"/tasks/{task['id']}/done", JUDGED)) == (409, "judgement_not_asked")
    assert api.post(f"/tasks/{task['id']}/done", {"officer": "lee"}).status_code == 200


@pytest.mark.clause("TUN-8.3d")
def test_whoever_serves_a_call_passes_on_that_there_is_something_new(closed: Api) -> None:
    contact_id = closed.services.receive_contact(LANDLORD, contact()).contact_id
    shown = closed.get(f"/banners/{contact_id}").get_json()
    assert "Boundary fence is closed unless there is new evidence." in shown["lines"]
    closed.clock.advance(timedelta(minutes=3))
    for _ in range(2):
        assert closed.post(f"/contacts/{contact_id}/new-evidence", {"restriction_id": "closed"}).status_code == 204
    (task,) = tasks(closed)
    assert (task["code"], task["contact_id"], task["restriction_id"], task["made_at"]) == (
        *("decide_on_new_evidence", contact_id, "closed"),
        "2026-03-02T10:03:00Z",
    )


def test_new_evidence_is_about_an_issue_that_was_closed_to_this_customer(closed: Api) -> None:
    ban = restriction(Kind.CHANNEL_BAN, {}, [Channel.SMS], id="ban")
    closed.decide(ban)
    stranger = received(closed, "call-2", **{"from": None})["contact_id"]
    known = received(closed)["contact_id"]
    for contact_id, restriction_id in ((stranger, "closed"), (known, "ban")):
        answer = closed.post(f"/contacts/{contact_id}/new-evidence", {"restriction_id": restriction_id})
        assert code(answer) == (409, "no_closed_issue")
    for contact_id, restriction_id in ((known, "nothing"), ("0", "closed")):
        answer = closed.post(f"/contacts/{contact_id}/new-evidence", {"restriction_id": restriction_id})
        assert code(answer) == (404, "not_found")
    assert tasks(closed) == []
