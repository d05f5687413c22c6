"""The exchange's REST API keeps what it was told, and answers in Twilio's words."""

from __future__ import annotations

import io
import wave
from base64 import b64encode
from collections.abc import Mapping, Sequence

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.phone_simulator.calls import Status
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.rest_face import rest_app
from tests.unit.ivr.phone_simulator.exchanges import (
    ACCOUNT,
    BASE,
    DESK,
    LINE,
    START,
    Gateway,
    document,
    exchange_for,
    ring,
)

SECRET = "the-token"
ROOM = document('<Dial action="dialled"><Conference endConferenceOnExit="true">a-room</Conference></Dial>')

Form = Mapping[str, str | Sequence[str]]


class Rest:
    """An exchange and a client of its REST API."""

    def __init__(self) -> None:
        self.gateway = Gateway(
            incoming=ROOM,
            leg=ROOM,
            dialled=document("<Hangup/>"),
            elsewhere=document("<Say>Elsewhere.</Say>"),
            announcement=document("<Say>A warning.</Say>"),
        )
        self.exchange: Exchange = exchange_for(self.gateway, **{DESK: Planned()})
        self._client: FlaskClient = rest_app(self.exchange, {ACCOUNT: frozenset({SECRET})}).test_client()

    def ask(
        self, method: str, path: str, form: Form | None = None, *, secret: str = SECRET, account: str = ACCOUNT
    ) -> TestResponse:
        basic = b64encode(f"{account}:{secret}".encode()).decode()
        return self._client.open(
            f"/2010-04-01/Accounts/{account}{path}",
            method=method,
            data=form,
            headers={"Authorization": f"Basic {basic}"},
        )

    def place(self, **form: str) -> str:
        """Place a call to the desk and return its id."""
        wanted = {"To": DESK, "From": LINE, "Url": f"{BASE}leg?id=7", **form}
        answer = self.ask("POST", "/Calls.json", wanted)
        assert answer.status_code == 201, answer.text
        return str(answer.get_json()["sid"])

    def status(self, sid: str) -> str:
        return str(self.ask("GET", f"/Calls/{sid}.json").get_json()["status"])


@pytest.fixture
def rest() -> Rest:
    return Rest()


def test_a_call_is_placed_rings_is_answered_and_ends(rest: Rest) -> None:
    sid = rest.place(StatusCallback=f"{BASE}leg-status?id=7")
    assert rest.status(sid) == "queued"
    rest.exchange.timeline.advance(1)
    assert rest.status(sid) == "ringing"
    rest.exchange.timeline.advance(10)
    assert rest.status(sid) == "in-progress"
    assert rest.ask("POST", f"/Calls/{sid}.json", {"Status": "completed"}).status_code == 200
    rest.exchange.timeline.advance(1)
    shown = rest.ask("GET", f"/Calls/{sid}.json").get_json()
    assert (shown["status"], shown["duration"], shown["to"]) == ("completed", "8", DESK)
    [told] = rest.gateway.told("leg-status")
    assert (told["CallStatus"], told["CallDuration"], told["SequenceNumber"]) == ("completed", "8", "0")


def test_the_events_that_were_asked_for_are_told_in_order(rest: Rest) -> None:
    wanted = {
        "To": DESK,
        "From": LINE,
        "Url": f"{BASE}leg",
        "StatusCallback": f"{BASE}leg-status",
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "TimeLimit": "30",
    }
    assert rest.ask("POST", "/Calls.json", wanted).status_code == 201
    rest.exchange.timeline.advance(60)
    told = rest.gateway.told("leg-status")
    assert [one["SequenceNumber"] for one in told] == ["0", "1", "2", "3"]
    assert [one["CallStatus"] for one in told] == ["queued", "ringing", "in-progress", "completed"]


def test_a_time_limit_counts_from_the_answer_and_can_be_changed(rest: Rest) -> None:
    sid = rest.place(TimeLimit="60")
    rest.exchange.timeline.advance(50)
    assert rest.ask("POST", f"/Calls/{sid}.json", {"TimeLimit": "120"}).status_code == 200
    rest.exchange.timeline.advance(72)
    assert rest.status(sid) == "in-progress"
    rest.exchange.timeline.advance(2)
    assert rest.status(sid) == "completed"


@pytest.mark.parametrize(("refuses", "status"), [(Status.BUSY, "busy"), (Status.FAILED, "failed"), (None, "no-answer")])
def test_a_call_that_nobody_answers_says_why(rest: Rest, refuses: Status | None, status: str) -> None:
    rest.exchange.people = lambda _line: Planned(refuses=refuses, answers=False)
    sid = rest.place(Timeout="20", StatusCallback=f"{BASE}leg-status")
    rest.exchange.timeline.advance(30)
    assert rest.status(sid) == status
    assert rest.gateway.told("leg-status")[0]["CallStatus"] == status
    assert not rest.gateway.told("leg")


def test_a_ringing_call_is_canceled(rest: Rest) -> None:
    sid = rest.place()
    rest.exchange.timeline.advance(1)
    rest.ask("POST", f"/Calls/{sid}.json", {"Status": "canceled"})
    rest.exchange.timeline.advance(1)
    assert rest.status(sid) == "canceled"


def test_a_call_is_sent_on_to_another_document(rest: Rest) -> None:
    call = ring(rest.exchange)
    rest.exchange.timeline.advance(1)
    assert rest.ask("POST", f"/Calls/{call.sid}.json", {"Url": f"{BASE}elsewhere"}).status_code == 200
    rest.exchange.timeline.advance(1)
    assert rest.exchange.happened[-2].text == "Elsewhere."


def test_a_call_that_is_over_cannot_be_changed(rest: Rest) -> None:
    call = ring(rest.exchange)
    rest.exchange.timeline.advance(1)
    call.hang_up()
    rest.exchange.timeline.advance(1)
    answer = rest.ask("POST", f"/Calls/{call.sid}.json", {"Url": f"{BASE}elsewhere"})
    assert (answer.status_code, answer.get_json()["code"]) == (400, 21220)


def met(rest: Rest) -> str:
    """Let caller and desk meet in a room, and return its id."""
    ring(rest.exchange)
    rest.place()
    rest.exchange.timeline.advance(10)
    [room] = rest.ask("GET", "/Conferences.json?FriendlyName=a-room&Status=in-progress").get_json()["conferences"]
    return str(room["sid"])


def test_a_warning_is_announced_to_a_room(rest: Rest) -> None:
    room = met(rest)
    answer = rest.ask("POST", f"/Conferences/{room}.json", {"AnnounceUrl": f"{BASE}announcement?id=1"})
    assert answer.status_code == 200
    rest.exchange.timeline.advance(5)
    assert [one.text for one in rest.exchange.happened].count("A warning.") == 2


def test_a_private_announcement_is_heard_by_one(rest: Rest) -> None:
    room = met(rest)
    [first, _] = rest.ask("GET", f"/Conferences/{room}/Participants.json").get_json()["participants"]
    path = f"/Conferences/{room}/Participants/{first['call_sid']}.json"
    rest.ask("POST", path, {"AnnounceUrl": f"{BASE}announcement?id=1"})
    rest.exchange.timeline.advance(5)
    assert [one.call for one in rest.exchange.happened if one.text == "A warning."] == [first["call_sid"]]


def test_a_room_is_ended_for_everybody(rest: Rest) -> None:
    room = met(rest)
    assert rest.ask("POST", f"/Conferences/{room}.json", {"Status": "completed"}).status_code == 200
    rest.exchange.timeline.advance(1)
    assert rest.ask("GET", f"/Conferences/{room}.json").get_json()["status"] == "completed"
    assert rest.ask("GET", f"/Conferences/{room}/Participants.json").get_json()["participants"] == []
    again = rest.ask("POST", f"/Conferences/{room}.json", {"AnnounceUrl": f"{BASE}announcement"})
    assert (again.status_code, again.get_json()["code"]) == (404, 20404)


def test_somebody_is_muted_and_taken_out_of_a_room(rest: Rest) -> None:
    room = met(rest)
    [first, _] = rest.ask("GET", f"/Conferences/{room}/Participants.json").get_json()["participants"]
    path = f"/Conferences/{room}/Participants/{first['call_sid']}.json"
    assert rest.ask("POST", path, {"Muted": "true"}).get_json()["muted"] is True
    assert rest.ask("DELETE", path).status_code == 204
    rest.exchange.timeline.advance(1)
    assert rest.ask("GET", path).status_code == 404


def recorded(rest: Rest) -> str:
    rest.gateway.documents["incoming"] = document('<Record action="dialled"/>')
    ring(rest.exchange)
    rest.exchange.timeline.advance(60)
    [recording] = rest.ask("GET", "/Recordings.json").get_json()["recordings"]
    return str(recording["sid"])


def test_a_recording_is_fetched_and_deleted(rest: Rest) -> None:
    sid = recorded(rest)
    assert rest.ask("GET", f"/Recordings/{sid}.json").get_json()["duration"] == "20"
    with wave.open(io.BytesIO(rest.ask("GET", f"/Recordings/{sid}.wav").data)) as sound:
        assert sound.getnframes() / sound.getframerate() == 20
    assert rest.ask("DELETE", f"/Recordings/{sid}.json").status_code == 204
    assert rest.ask("GET", f"/Recordings/{sid}.json").status_code == 404
    assert rest.ask("GET", f"/Recordings/{sid}").status_code == 404


def test_the_recording_of_a_live_call_is_paused(rest: Rest) -> None:
    rest.gateway.documents["incoming"] = document(f'<Dial record="record-from-answer">{DESK}</Dial>')
    call = ring(rest.exchange)
    rest.exchange.timeline.advance(10)
    path = f"/Calls/{call.sid}/Recordings/Twilio.CURRENT.json"
    assert rest.ask("POST", path, {"Status": "paused"}).get_json()["status"] == "paused"
    assert rest.ask("POST", path, {"Status": "in-progress"}).get_json()["status"] == "in-progress"
    assert rest.ask("POST", path, {"Status": "exploded"}).status_code == 400


def test_a_number_is_told_where_to_turn(rest: Rest) -> None:
    [number] = rest.ask("GET", "/IncomingPhoneNumbers.json").get_json()["incoming_phone_numbers"]
    path = f"/IncomingPhoneNumbers/{number['sid']}.json"
    assert rest.ask("POST", path, {"VoiceUrl": f"{BASE}elsewhere", "SmsUrl": BASE}).status_code == 200
    shown = rest.ask("GET", path).get_json()
    assert (shown["voice_url"], shown["sms_url"], shown["phone_number"]) == (f"{BASE}elsewhere", BASE, LINE)
    ring(rest.exchange)
    rest.exchange.timeline.advance(1)
    assert rest.gateway.told("elsewhere")


def test_an_extension_is_keyed_before_whoever_answers_hears_anything(rest: Rest) -> None:
    sid = rest.place(SendDigits="wW204#")
    rest.exchange.timeline.advance(4)
    assert rest.status(sid) == "in-progress"
    assert not rest.gateway.told("leg")
    rest.exchange.timeline.advance(1)
    assert rest.gateway.told("leg")
    noticed = [((one.at - START).total_seconds(), one.text) for one in rest.exchange.happened]
    assert (4.5, "is sent the keys 204#") in noticed


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"From": LINE, "Url": BASE}, 21201),
        ({"To": DESK, "Url": BASE}, 21213),
        ({"To": DESK, "From": LINE}, 21205),
        ({"To": DESK, "From": LINE, "Url": BASE, "TimeLimit": "0"}, 21218),
        ({"To": DESK, "From": LINE, "Url": BASE, "SendDigits": "12 34"}, 20001),
        ({"To": DESK, "From": LINE, "Url": BASE, "MachineDetection": "Enable"}, 20001),
    ],
)
def test_a_call_that_lacks_something_is_not_placed(rest: Rest, form: Form, code: int) -> None:
    answer = rest.ask("POST", "/Calls.json", form)
    assert (answer.status_code, answer.get_json()["code"]) == (400, code)
    assert not rest.exchange.calls


def test_nobody_but_the_account_is_let_in(rest: Rest) -> None:
    other = f"AC{'1' * 32}"
    assert rest.ask("GET", "/Calls.json", secret="guess").status_code == 401
    assert rest.ask("GET", "/Calls.json", account=other).status_code == 401


def test_one_account_sees_nothing_of_another() -> None:
    rest, other = Rest(), f"AC{'1' * 32}"
    sid = rest.place()
    app = rest_app(rest.exchange, {other: frozenset({SECRET})})
    basic = b64encode(f"{other}:{SECRET}".encode()).decode()
    answer = app.test_client().get(
        f"/2010-04-01/Accounts/{other}/Calls/{sid}.json", headers={"Authorization": f"Basic {basic}"}
    )
    assert answer.status_code == 404


def test_what_this_exchange_does_not_have_is_not_found(rest: Rest) -> None:
    assert rest.ask("GET", "/Queues.json").get_json()["code"] == 20404
