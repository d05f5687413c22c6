"""A call while it goes on, as the page of an agent asks for it through the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.application.room_changed import InRoom, RoomReport
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment
from tests.builders import MONDAY, contact, new_officer, new_person, restriction
from tests.fakes.live_calls import FakeLiveCalls
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.api.live_calls import answered_call
from tests.unit.web.desk.desk_app import LANDLORD

WARNING = {"warning": "first_warning", "officer": "lee"}
END = {"officer": "lee", "reason": "abuse"}
LEE = {"officer": "lee"}


class OneCall:
    """Sam's call, ten minutes long, which Lee has answered."""

    def __init__(self, api: Api) -> None:
        self.api = api
        api.decide(restriction(Kind.TIME_CAP, {"each": 10}, channels=[Channel.VOICE]))
        self.contact_id = api.services.receive_contact(LANDLORD, contact()).contact_id
        self.leg: Leg = answered_call(api.services.calls, LANDLORD, self.contact_id)
        self.path = f"/contacts/{self.contact_id}/call"

    @property
    def live(self) -> FakeLiveCalls:
        port = self.api.services.calls.place_leg.live_calls
        assert isinstance(port, FakeLiveCalls)
        return port

    def shown(self) -> dict[str, Any]:
        answer = self.api.get(self.path)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.get_json()
        return body

    def heard(self, announcement_id: str) -> None:
        report = RoomReport(what=InRoom.HEARD, at=MONDAY, announcement_id=announcement_id)
        self.api.services.calls.room_changed(LANDLORD, self.leg.id, report)


@pytest.fixture
def call(api: Api) -> OneCall:
    return OneCall(api)


@pytest.mark.clause("TOR-05")
def test_a_call_that_goes_on_can_always_be_ended_and_shows_when_it_ends_by_itself(call: OneCall) -> None:
    shown = call.shown()
    assert (shown["can_end"], shown["can_play"], shown["warnings_due"]) == (True, True, 0)
    assert (shown["state"], shown["to"], shown["ends_at"]) == ("answered", "queue", "2026-03-02T10:10:00Z")
    assert [one["announcement"] for one in shown["announcements"]] == ["two_minutes_left", "thirty_seconds_left"]


@pytest.mark.clause("TOR-05")
def test_a_call_without_a_room_can_be_ended_too(api: Api) -> None:
    contact_id = api.services.receive_contact(LANDLORD, contact()).contact_id
    shown = api.get(f"/contacts/{contact_id}/call").get_json()
    assert (shown["can_end"], shown["can_play"], shown["state"]) == (True, False, None)
    ended = api.post(f"/contacts/{contact_id}/call/end", END).get_json()
    assert api.post(f"/contacts/{contact_id}/call/end", {**END, "reason": "aggression"}).get_json() == ended
    assert {**api.get(f"/contacts/{contact_id}/call").get_json()["ended"], "why": None} == ended
    assert code(api.post(f"/contacts/{contact_id}/call/warnings", WARNING)) == (409, "without_a_room")


def test_a_call_that_is_over_cannot_be_ended(call: OneCall) -> None:
    report = RoomReport(what=InRoom.ENDED, at=MONDAY)
    call.api.services.calls.room_changed(LANDLORD, call.leg.id, report)
    assert (call.shown()["can_end"], call.shown()["can_play"]) == (False, False)
    assert code(call.api.post(f"{call.path}/warnings", WARNING)) == (409, "call_over")


def test_a_plain_call_is_over_once_its_end_was_told(api: Api) -> None:
    keyed = {"Idempotency-Key": "1"}
    made = api.post("/contacts", {"channel": "voice", "from": "07700900123"}, **keyed).get_json()
    path = f"/contacts/{made['contact_id']}"
    assert api.get(f"{path}/call").get_json()["can_end"] is True
    api.post(f"{path}/outcomes", {"happening": "ended"})
    assert api.get(f"{path}/call").get_json()["can_end"] is False


def test_a_warning_is_played_and_counts_once_it_was_heard(call: OneCall) -> None:
    played = call.api.post(f"{call.path}/warnings", WARNING).get_json()
    assert (played["state"], played["asked_by"], call.shown()["warnings_heard"]) == ("sent", "lee", 0)
    assert call.api.post(f"{call.path}/warnings", WARNING).get_json()["id"] == played["id"]
    call.heard(played["id"])
    assert call.shown()["warnings_heard"] == 1


def test_a_second_warning_waits_for_the_first(call: OneCall) -> None:
    call.api.post(f"{call.path}/warnings", WARNING)
    final = {"warning": "final_warning", "officer": "lee"}
    assert code(call.api.post(f"{call.path}/warnings", final)) == (409, "already_in_flight")


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_a_warning_that_failed_reaches_the_agent_with_the_reason(call: OneCall, fault: Exception) -> None:
    call.live.fails["announce"] = fault
    played = call.api.post(f"{call.path}/warnings", WARNING).get_json()
    assert played["state"] == "failed"
    assert "The provider did not" in played["why"]


@pytest.mark.parametrize("body", [{"warning": "closing", "officer": "lee"}, {"warning": "first_warning"}, {}], ids=repr)
def test_nothing_else_is_played(call: OneCall, body: dict[str, str]) -> None:
    assert code(call.api.post(f"{call.path}/warnings", body)) == (422, "invalid_body")


def test_what_can_be_played_is_named_by_its_plain_words(call: OneCall) -> None:
    answer = call.api.post(f"{call.path}/warnings", {"warning": "closing", "officer": "lee"})
    (fault,) = answer.get_json()["errors"]
    assert fault["what"] == "Input should be 'first_warning' or 'final_warning'"


@pytest.mark.clause("TOR-09")
@pytest.mark.parametrize("reason", list(EndReason))
def test_the_end_of_a_call_is_on_record_with_its_reason(call: OneCall, reason: EndReason) -> None:
    answer = call.api.post(f"{call.path}/end", {**END, "reason": reason, "note": "Shouted."})
    expected = {"officer": "lee", "reason": reason, "at": "2026-03-02T10:00:00Z", "channel": "voice"}
    assert answer.get_json() == {**expected, "warnings_heard": 0, "why": None}
    assert call.shown()["ended"] == {**expected, "warnings_heard": 0}
    assert "Shouted" not in call.api.get(call.path).text


def test_whoever_has_to_hang_up_in_person_is_told_so(call: OneCall) -> None:
    for method in ("send_on", "end_room"):
        call.live.fails[method] = Unclear("no answer")
    answer = call.api.post(f"{call.path}/end", {**END, "reason": "threatened"})
    assert "hang up yourself" in answer.get_json()["why"]


def test_an_emergency_that_may_be_cut_off_is_shown_as_one_until_it_may_not(call: OneCall) -> None:
    call.live.fails["limit"] = NotDone("429")
    answer = call.api.post(f"{call.path}/emergency", LEE)
    assert (answer.status_code, answer.get_json()["emergency"]) == (200, True)
    assert "ring back" in answer.get_json()["why"]
    assert call.shown()["why"] == answer.get_json()["why"]
    call.live.fails.clear()
    assert call.api.post(f"{call.path}/emergency", LEE).get_json()["why"] is None


@pytest.mark.clause("TOR-09")
def test_a_reason_that_is_none_of_the_policys_is_refused(call: OneCall) -> None:
    assert code(call.api.post(f"{call.path}/end", {**END, "reason": "boredom"})) == (422, "invalid_body")


@pytest.mark.clause("DER-9.2")
def test_whoever_is_to_be_warned_first_is_and_the_answer_says_how_often(call: OneCall) -> None:
    call.api.services.people.add(LANDLORD, new_person(adjustments=(Adjustment.WARNINGS_BEFORE_ENDING,)))
    assert call.shown()["warnings_due"] == 2
    assert code(call.api.post(f"{call.path}/end", END)) == (409, "warnings_missing")
    call.heard(call.api.post(f"{call.path}/warnings", WARNING).get_json()["id"])
    assert call.shown()["warnings_due"] == 1
    assert call.api.post(f"{call.path}/end", {**END, "reason": "threatened"}).status_code == 200


@pytest.mark.clause("DER-9.2")
def test_the_final_warning_is_one_of_those_that_are_heard_before_an_end(call: OneCall) -> None:
    call.api.services.people.add(LANDLORD, new_person(adjustments=(Adjustment.WARNINGS_BEFORE_ENDING,)))
    for warning in ("first_warning", "first_warning", "final_warning"):
        assert code(call.api.post(f"{call.path}/end", END)) == (409, "warnings_missing")
        call.api.clock.advance(timedelta(seconds=20))
        call.heard(call.api.post(f"{call.path}/warnings", {**WARNING, "warning": warning}).get_json()["id"])
    assert call.shown()["warnings_due"] == 0


def test_more_time_moves_the_end(call: OneCall) -> None:
    shown = call.api.post(f"{call.path}/extensions", {"minutes": 5, "officer": "lee"}).get_json()
    assert shown["ends_at"] == "2026-03-02T10:15:00Z"
    assert code(call.api.post(f"{call.path}/extensions", {"minutes": 4, "officer": "lee"})) == (409, "not_longer")
    assert code(call.api.post(f"{call.path}/extensions", {"minutes": 31, "officer": "lee"})) == (422, "invalid_body")
    call.live.fails["limit"] = NotDone("404")
    assert code(call.api.post(f"{call.path}/extensions", {"minutes": 6, "officer": "lee"})) == (409, "not_extended")


def test_an_emergency_has_no_end(call: OneCall) -> None:
    shown = call.api.post(f"{call.path}/emergency", LEE).get_json()
    assert (shown["emergency"], shown["ends_at"]) == (True, None)
    assert call.api.get(f"/contacts/{call.contact_id}").get_json()["outcome"] == "emergency"


@pytest.mark.parametrize(("path", "body"), [("emergency", {}), ("recording-pauses", {"paused": True})])
@pytest.mark.parametrize("officer", [None, "", 7])
def test_whoever_tags_a_call_or_pauses_its_recording_says_who_it_is(
    call: OneCall, path: str, body: dict[str, object], officer: object
) -> None:
    said = body if officer is None else {**body, "officer": officer}
    assert code(call.api.post(f"{call.path}/{path}", said)) == (422, "invalid_body")
    assert (call.shown()["emergency"], call.live.asked_to("pause_recording")) == (False, [])
    assert call.api.post(f"{call.path}/{path}", {**body, **LEE}).status_code in {200, 204}


def test_a_recording_rests_for_a_payment(call: OneCall) -> None:
    assert call.api.post(f"{call.path}/recording-pauses", {"paused": True, **LEE}).status_code == 204
    call.live.fails["pause_recording"] = NotDone("404")
    assert code(call.api.post(f"{call.path}/recording-pauses", {"paused": True, **LEE})) == (409, "not_paused")


def test_a_plain_call_that_is_an_emergency_is_shown_as_one(api: Api) -> None:
    path = f"/contacts/{api.services.receive_contact(LANDLORD, contact()).contact_id}/call"
    assert api.get(path).get_json()["emergency"] is False
    tagged = api.post(f"{path}/emergency", LEE).get_json()
    assert (tagged["emergency"], tagged["state"], tagged["why"]) == (True, None, None)
    assert api.get(path).get_json()["emergency"] is True


def test_writing_is_no_call(api: Api) -> None:
    contact_id = api.services.receive_contact(LANDLORD, contact(Channel.SMS, provider_id="SM1")).contact_id
    assert code(api.get(f"/contacts/{contact_id}/call")) == (409, "not_a_call")
    assert code(api.post(f"/contacts/{contact_id}/call/end", END)) == (409, "not_a_call")
    assert code(api.post(f"/contacts/{contact_id}/call/emergency", LEE)) == (409, "not_a_call")


def test_reading_a_call_lets_nobody_end_it(call: OneCall) -> None:
    reader = call.api.make_token(ApiScope.CALLS_READ, name="wallboard")
    assert call.api.ask("GET", call.path, token=reader).status_code == 200
    assert code(call.api.ask("POST", f"{call.path}/end", END, token=reader)) == (403, "insufficient_scope")


def test_what_is_to_be_done_is_listed_until_somebody_did_it(call: OneCall) -> None:
    call.api.post(f"{call.path}/end", END)
    (task,) = call.api.get("/tasks").get_json()["items"]
    assert (task["code"], task["for_officer"], task["contact_id"]) == ("complete_incident", "lee", call.contact_id)
    nobody = call.api.post(f"/tasks/{task['id']}/done", {"officer": "nobody-at-all"})
    assert code(nobody) == (409, "unknown_officer")
    call.api.services.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
    call.api.clock.advance(timedelta(hours=1))
    done = call.api.post(f"/tasks/{task['id']}/done", {"officer": "lee"}).get_json()
    assert (done["done_by"], done["done_at"]) == ("lee", "2026-03-02T11:00:00Z")
    assert call.api.post(f"/tasks/{task['id']}/done", {"officer": "kim"}).get_json() == done
    assert call.api.get("/tasks").get_json()["items"] == []
    assert code(call.api.post("/tasks/0/done", {"officer": "lee"})) == (404, "not_found")
