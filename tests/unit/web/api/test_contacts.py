"""Contacts that other systems hand in: asked about, recorded, continued, told the end of, and heard of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import MONDAY, contact, restriction
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.api.handing_in import CALL, ONE_A_WEEK, received, tried
from tests.unit.web.desk.desk_app import LANDLORD


def test_a_question_is_answered_with_all_that_a_telephone_system_needs(api: Api) -> None:
    answer = tried(api)
    assert answer["outcome"] == "connect"
    assert answer["to"] == {
        "id": "queue",
        "name": "Customer service",
        "phone": "+441632960100",
        "email": "service@landlord.example.org",
    }
    assert answer["say"] == ["Greeting.", "Connecting."]
    assert answer["customer_id"] == "sam"
    assert answer["banner"]["who"] == "Sam Example"


def test_a_question_records_nothing_and_uses_nothing(api: Api) -> None:
    api.decide(ONE_A_WEEK)
    assert [tried(api)["outcome"] for _ in range(3)] == ["connect"] * 3
    assert api.services.cards.latest(LANDLORD) == []
    assert received(api)["outcome"] == "connect"
    assert tried(api)["outcome"] == "decline"


def test_a_declined_caller_hears_when_to_call_again_and_how_else(api: Api) -> None:
    api.decide(ONE_A_WEEK)
    received(api)
    answer = received(api, "call-2")
    assert answer["outcome"] == "decline"
    assert answer["to"] is None
    assert answer["reasons"][0] == {"code": "contact_cap", "restriction_id": "restriction-1", "clause": "EXA-1"}
    assert answer["say"][0] == "Emergency choice."
    assert "Calls from this number can be taken again on Monday 9 March from 9 am." in answer["say"]
    assert answer["spoken_next"] == "Monday 9 March from 9 am"
    assert (answer["next_allowed"], answer["answered_from"]) == ("2026-03-09T00:00:00Z", "2026-03-09T09:00:00Z")
    assert set(answer["channels_open"]) == {"sms", "email", "letter", "web_form"}


def test_a_question_about_another_time_is_answered_for_that_time(api: Api) -> None:
    api.decide(ONE_A_WEEK)
    received(api)
    assert tried(api)["outcome"] == "decline"
    assert tried(api, received_at="2026-03-09T10:00:00Z")["outcome"] == "connect"


def test_the_same_key_again_gets_the_same_answer_and_counts_once(api: Api) -> None:
    api.decide(ONE_A_WEEK)
    answers = [received(api) for _ in range(3)]
    assert answers == answers[:1] * 3
    assert len(api.services.cards.latest(LANDLORD)) == 1


def test_the_same_key_with_another_body_is_refused(api: Api) -> None:
    received(api)
    answer = api.post("/contacts", {**CALL, "channel": "sms"}, **{"Idempotency-Key": "call-1"})
    assert code(answer) == (422, "idempotency_key_reused")


@pytest.mark.parametrize("key", [None, "", "two words", "x" * 201])
def test_a_contact_needs_a_key_of_its_own(api: Api, key: str | None) -> None:
    headers = {} if key is None else {"Idempotency-Key": key}
    assert code(api.post("/contacts", CALL, **headers)) == (400, "idempotency_key_missing")


def test_long_after_the_answer_was_swept_the_same_call_is_still_the_same(api: Api) -> None:
    first = received(api)
    api.clock.advance(timedelta(days=3))
    assert api.services.api.kept_answers.sweep(LANDLORD) == 1
    assert received(api) == first


@pytest.mark.parametrize(
    "change",
    [
        {"from": "07700 900124"},
        {"from": None},
        {"channel": "sms", "text": "Any news?"},
        {"to": "01632 960199"},
        {"reference": "T-1002"},
        {"received_at": "2026-03-05T10:00:00Z"},
    ],
    ids=repr,
)
def test_a_key_whose_answer_was_swept_is_still_that_of_its_contact(api: Api, change: dict[str, object]) -> None:
    first = received(api)
    api.clock.advance(timedelta(days=3))
    api.services.api.kept_answers.sweep(LANDLORD)
    answer = api.post("/contacts", {**CALL, **change}, **{"Idempotency-Key": "call-1"})
    assert code(answer) == (422, "idempotency_key_reused")
    assert "Sam" not in answer.text
    assert received(api) == first
    assert len(api.services.cards.latest(LANDLORD)) == 1


def test_another_text_of_the_same_sender_is_not_answered_with_what_the_first_one_got(api: Api) -> None:
    text = {"channel": "sms", "text": "Is my repair booked?"}
    first = received(api, **text)
    api.clock.advance(timedelta(days=3))
    api.services.api.kept_answers.sweep(LANDLORD)
    other = {**CALL, **text, "text": "Water is coming in."}
    assert code(api.post("/contacts", other, **{"Idempotency-Key": "call-1"})) == (422, "idempotency_key_reused")
    assert received(api, **text) == first


def test_a_token_that_was_renewed_goes_on_with_what_was_begun(api: Api) -> None:
    first = received(api)
    (held,) = api.services.api.tokens.of_landlord(LANDLORD)
    api.services.api.tokens.revoke(LANDLORD, held.id, api.clock.now())
    api.token = api.make_token()
    assert received(api) == first
    assert len(api.services.cards.latest(LANDLORD)) == 1


def test_nothing_is_recorded_that_has_not_happened_yet(api: Api) -> None:
    later = {**CALL, "received_at": "2026-03-02T10:05:01Z"}
    assert code(api.post("/contacts", later, **{"Idempotency-Key": "k"})) == (409, "in_the_future")
    assert received(api, received_at="2026-03-02T10:05:00Z")["outcome"] == "connect"


@pytest.mark.parametrize(
    "number", ["07700 900123", "+44 7700 900123", "+447700900123", "447700900123", "0044 7700 900123"]
)
def test_a_number_is_read_however_it_is_spelt(api: Api, number: str) -> None:
    assert tried(api, **{"from": number})["customer_id"] == "sam"


@pytest.mark.parametrize("number", [None, "", " ", "anonymous", "Restricted", "+266696687"])
def test_a_withheld_number_is_nobody(api: Api, number: str | None) -> None:
    answer = tried(api, **{"from": number})
    assert (answer["customer_id"], answer["outcome"]) == (None, "connect")
    assert answer["banner"]["who"].startswith("Number withheld")


def test_a_call_through_the_text_relay_is_the_same_person_and_the_agent_is_told(api: Api) -> None:
    answer = tried(api, **{"from": "18001 07700 900123"})
    assert answer["customer_id"] == "sam"
    assert answer["banner"]["lines"] == ["Call through a text relay: leave time for typing."]
    assert tried(api)["banner"]["lines"] == []


def test_somebody_with_a_reference_or_known_otherwise_is_known(api: Api) -> None:
    assert tried(api, **{"from": None, "reference": "t-1001"})["customer_id"] == "sam"
    assert tried(api, **{"from": None, "customer_id": "sam"})["customer_id"] == "sam"


def test_a_customer_that_is_named_goes_before_the_reference_beside_it(api: Api) -> None:
    assert code(api.post("/decisions", {**CALL, "reference": "T-1001", "customer_id": "nobody"})) == (404, "not_found")


@pytest.mark.parametrize("customer_id", ["nobody", "ola", "lee"])
def test_a_customer_who_is_not_there_is_not_taken_for_nobody(api: Api, customer_id: str) -> None:
    assert code(api.post("/decisions", {**CALL, "customer_id": customer_id})) == (404, "not_found")


def test_mail_counts_for_nobody_until_its_sender_is_proven(api: Api) -> None:
    mail = {"channel": "email", "from": "SAM@example.org", "to": "us@example.org"}
    assert tried(api, **mail)["customer_id"] is None
    assert tried(api, **mail, authenticated=True)["customer_id"] == "sam"


def test_writing_is_answered_in_writing_and_nothing_is_said(api: Api) -> None:
    api.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.EMAIL]))
    mail = {"channel": "email", "from": "sam@example.org", "authenticated": True, "text": "Hello."}
    answer = received(api, **mail)
    assert (answer["outcome"], answer["say"], answer["to"]) == ("hold", [], None)
    assert answer["reply"].startswith("Hold.")
    assert received(api, "mail-2", **mail)["reply"] is None


def test_an_emergency_goes_through_whatever_was_decided(api: Api) -> None:
    api.decide(restriction(Kind.NO_CONTACT))
    contact_id = received(api)["contact_id"]
    answer = api.post(f"/contacts/{contact_id}/steps", {"pressed": "emergency"})
    assert answer.status_code == 200
    assert answer.get_json()["outcome"] == "emergency"
    assert answer.get_json()["to"]["id"] == "emergency_line"
    assert tried(api, tags=["emergency"])["outcome"] == "emergency"
    assert tried(api, pressed="emergency")["outcome"] == "emergency"


def test_a_call_nobody_answered_gives_its_allowance_back(api: Api) -> None:
    api.decide(ONE_A_WEEK)
    contact_id = received(api)["contact_id"]
    assert tried(api)["outcome"] == "decline"
    for _ in range(2):
        answer = api.post(f"/contacts/{contact_id}/outcomes", {"happening": "unanswered"})
        assert (answer.status_code, answer.text) == (204, "")
        assert "Content-Type" not in answer.headers
    assert tried(api)["outcome"] == "connect"


def test_talk_time_is_counted_from_what_is_told(api: Api) -> None:
    contact_id = received(api)["contact_id"]
    api.post(f"/contacts/{contact_id}/outcomes", {"happening": "answered", "at": "2026-03-02T10:00:10Z"})
    api.post(f"/contacts/{contact_id}/outcomes", {"happening": "ended", "talk_seconds": 372})
    total = api.get("/customers/sam/counters?from=2026-03-02&to=2026-03-03").get_json()["total"]
    assert (total["attempts"], total["accepted"], total["talk_seconds"]) == (1, 1, 372)


@pytest.mark.clause("DER-6.2")
def test_a_long_call_is_counted_as_one(api: Api) -> None:
    contact_id = received(api)["contact_id"]
    api.post(f"/contacts/{contact_id}/outcomes", {"happening": "ended", "talk_seconds": 1800})
    total = api.get("/customers/sam/counters?from=2026-03-02&to=2026-03-03").get_json()["total"]
    assert (total["attempts"], total["long_calls"]) == (1, 1)


@pytest.mark.clause("DER-6.3")
@pytest.mark.clause("DER-5.1")
@pytest.mark.clause("DER-6.2")
def test_what_staff_tell_of_handling_is_counted_whoever_s_contact_it_was(api: Api) -> None:
    contact_id = api.services.receive_contact(LANDLORD, contact()).contact_id
    handled = {"happening": "handled", "handling_minutes": 12}
    for told in (handled, {"happening": "duplicate"}, {"happening": "in_hand"}):
        assert api.post(f"/contacts/{contact_id}/outcomes", told).status_code == 204
    total = api.get("/customers/sam/counters?from=2026-03-02&to=2026-03-03").get_json()["total"]
    assert (total["handling_minutes"], total["duplicates"], total["matter_in_hand"]) == (12, 1, 1)
    assert total["talk_seconds"] == 0


def test_what_came_by_another_provider_is_told_by_that_provider(api: Api) -> None:
    contact_id = api.services.receive_contact(LANDLORD, contact()).contact_id
    for path, body in (("outcomes", {"happening": "answered"}), ("steps", {"pressed": "emergency"})):
        assert code(api.post(f"/contacts/{contact_id}/{path}", body)) == (409, "other_provider")
    assert api.get(f"/contacts/{contact_id}").status_code == 200


@pytest.mark.parametrize("path", ["", "/steps", "/outcomes"])
def test_a_contact_that_never_was_is_not_there(api: Api, path: str) -> None:
    body = {"": None, "/steps": {"pressed": "emergency"}, "/outcomes": {"happening": "ended"}}[path]
    assert code(api.ask("POST" if body else "GET", f"/contacts/nothing{path}", body)) == (404, "not_found")


def test_the_feed_goes_on_where_it_was_left(api: Api) -> None:
    ids = [received(api, f"call-{number}")["contact_id"] for number in range(3)]
    first = api.get("/contacts?limit=2").get_json()
    second = api.get(f"/contacts?cursor={first['next_cursor']}").get_json()
    assert [one["contact_id"] for one in first["items"] + second["items"]] == ids
    assert api.get(f"/contacts?cursor={second['next_cursor']}").get_json() == {
        "items": [],
        "next_cursor": second["next_cursor"],
    }


def test_a_recorded_contact_shows_what_was_decided(api: Api) -> None:
    contact_id = received(api)["contact_id"]
    shown = api.get(f"/contacts/{contact_id}").get_json()
    assert shown == {
        "contact_id": contact_id,
        "received_at": MONDAY.isoformat().replace("+00:00", "Z"),
        "channel": "voice",
        "step": "received",
        "from": "+447700900123",
        "outcome": "connect",
        "reasons": [],
        "customer_id": "sam",
        "next_allowed": None,
        "banner": {"who": "Sam Example", "lines": [], "allowances": [], "review_on": None},
    }
