"""A planned call is played in a moment, beside an exchange that passes as time does."""

from __future__ import annotations

from base64 import b64encode
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.jobs import every
from ivr.phone_simulator.rest_face import rest_routes
from ivr.phone_simulator.telephone.parties import Landlord
from ivr.phone_simulator.telephone.playing import playing_routes
from ivr.phone_simulator.timeline import Timeline
from tests.unit.ivr.phone_simulator.exchanges import (
    ACCOUNT,
    BASE,
    CALLER,
    DESK,
    LINE,
    START,
    Gateway,
    document,
    exchange_for,
    ring,
)

SECRET = "the-token"
HEADERS = {"Authorization": f"Basic {b64encode(f'{ACCOUNT}:{SECRET}'.encode()).decode()}"}
CALLS = f"/2010-04-01/Accounts/{ACCOUNT}/Calls"
ROOM = '<Dial action="left"><Conference endConferenceOnExit="true">a-room</Conference></Dial>'


class House:
    """An exchange with a REST API, and a gateway that places a leg there while it answers."""

    def __init__(self) -> None:
        self.gateway = Gateway(incoming=document(ROOM), leg=document(ROOM), left=document("<Hangup/>"))
        self.exchange: Exchange = exchange_for(self.gateway)
        guests = Guests(self.exchange)
        landlord = Landlord(slug="example", name="Example", account=ACCOUNT, number=LINE)
        app = Flask(__name__, static_folder=None)
        app.register_blueprint(rest_routes(guests, {ACCOUNT: frozenset({SECRET})}))
        self.looks: list[datetime] = []
        app.register_blueprint(playing_routes(guests, [landlord], self.beside))
        self.client: FlaskClient = app.test_client()

    def beside(self, landlord: str, timeline: Timeline) -> AbstractContextManager[None]:
        assert landlord == "example"
        every(timeline, 60, lambda: self.looks.append(timeline.now()))
        return nullcontext()

    def place_a_leg(self) -> None:
        wanted = {"To": DESK, "From": LINE, "Url": f"{BASE}leg"}
        assert self.client.post(f"{CALLS}.json", data=wanted, headers=HEADERS).status_code == 201

    def play(self, **plan: object) -> tuple[int, list[str]]:
        said = {"landlord": "example", "caller": CALLER, "dialled": LINE, **plan}
        answer = self.client.post("/played", json=said, base_url="http://localhost:8106")
        return answer.status_code, [line.strip() for line in (answer.get_json(silent=True) or {}).get("lines", [])]


@pytest.fixture
def house() -> House:
    return House()


def test_a_call_is_played_with_the_legs_that_the_gateway_places_meanwhile(house: House) -> None:
    house.gateway.meanwhile["incoming"] = house.place_a_leg
    status, lines = house.play(talk_seconds=370)
    assert status == 200
    assert f"{DESK} can talk to the other" in lines
    assert lines[-1] == "The call has ended after 6 min 13 s."


def test_jobs_run_by_the_clock_of_a_played_call(house: House) -> None:
    house.gateway.meanwhile["incoming"] = house.place_a_leg
    house.play(talk_seconds=150)
    begun = START - timedelta(minutes=15, seconds=150)
    assert house.looks == [begun + timedelta(minutes=one) for one in (1, 2)]


@pytest.mark.parametrize("accepts", [True, False])
def test_whoever_is_rung_presses_a_key_to_take_a_call_unless_told_not_to(house: House, accepts: bool) -> None:
    asks = f'<Dial><Number url="whisper">{DESK}</Number></Dial>'
    house.gateway.documents["incoming"] = document(asks)
    house.gateway.documents["whisper"] = document(
        '<Gather action="taken" numDigits="1"><Say>Any key.</Say></Gather>', "<Hangup/>"
    )
    house.gateway.documents["taken"] = document("<Pause/>")
    lines = house.play(accepts=accepts)[1]
    assert (f"{DESK} presses 1" in lines) is accepts
    assert (f"is connected to {DESK}" in lines) is accepts


def test_the_exchange_itself_stays_as_it_was(house: House) -> None:
    house.gateway.meanwhile["incoming"] = house.place_a_leg
    house.play()
    assert house.exchange.timeline.now() == START
    assert not house.exchange.happened
    over = set(house.exchange.calls)
    house.place_a_leg()
    [placed] = house.exchange.calls.keys() - over
    assert house.client.get(f"{CALLS}/{placed}.json", headers=HEADERS).get_json()["status"] == "queued"


def test_what_a_played_call_leaves_behind_can_be_asked_for(house: House) -> None:
    house.gateway.documents["incoming"] = document('<Record action="left"/>')
    house.play()
    [told] = house.gateway.told("left")
    recording = f"/2010-04-01/Accounts/{ACCOUNT}/Recordings/{told['RecordingSid']}"
    assert house.client.get(f"{recording}.wav", headers=HEADERS).status_code == 200
    assert house.client.delete(f"{recording}.json", headers=HEADERS).status_code == 204
    assert house.client.get(f"{CALLS}/{told['CallSid']}.json", headers=HEADERS).get_json()["status"] == "completed"


def test_a_call_of_the_exchange_is_found_while_another_is_played(house: House) -> None:
    call, found = ring(house.exchange), list[int]()
    house.gateway.meanwhile["incoming"] = lambda: found.append(
        house.client.get(f"{CALLS}/{call.sid}.json", headers=HEADERS).status_code
    )
    house.play()
    assert found == [200]


def test_what_is_told_of_a_played_call_has_happened_by_the_clock_of_the_gateway(house: House) -> None:
    house.gateway.documents["incoming"] = document('<Pause length="3600"/>')
    house.play(talk_seconds=2700)
    [status] = house.gateway.told("status")
    assert status["Timestamp"] == "Mon, 01 Mar 2027 09:00:00 +0000"


def test_a_number_that_the_landlord_does_not_have_is_answered_as_its_own(house: House) -> None:
    assert house.play(dialled="+441632960999")[1][0] == "calls +441632960999"


@pytest.mark.parametrize("plan", [{"landlord": "nobody"}, {"talk_seconds": -1}, {"shouts": True}])
def test_a_plan_that_cannot_be_played_is_refused(house: House, plan: dict[str, object]) -> None:
    assert house.play(**plan)[0] == 400
