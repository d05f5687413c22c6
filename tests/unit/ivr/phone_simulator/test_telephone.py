"""The telephone's page: somebody is the caller and whoever answers, and everything that happens is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.telephone.parties import Caller, CannotBePlayed, Landlord, Place
from ivr.phone_simulator.telephone.routes import telephone_routes
from tests.unit.ivr.phone_simulator.exchanges import ACCOUNT, CALLER, DESK, LINE, Gateway, document, exchange_for

LONDON = ZoneInfo("Europe/London")
CHOICE = '<Gather input="dtmf speech" numDigits="1" action="key"><Say language="en-GB">Press 1.</Say></Gather>'


@dataclass(slots=True)
class Staff:
    """Remembers what staff did."""

    did: list[str] = field(default_factory=list)

    def banner(self, landlord: str, call: str) -> Sequence[str]:
        return (f"Somebody at {landlord}",)

    def warn(self, landlord: str, call: str, *, final: bool) -> str:
        self.did.append("final" if final else "first")
        return "The warning is being played."

    def end(self, landlord: str, call: str) -> str:
        self.did.append("end")
        return "The call ends."


class Telephone:
    """The page of an exchange with one landlord."""

    def __init__(self) -> None:
        self.gateway = Gateway(
            incoming=document(CHOICE, f"<Dial>{DESK}</Dial>"),
            key=document('<Record action="message"/>'),
            message=document("<Hangup/>"),
        )
        self.exchange: Exchange = exchange_for(self.gateway)
        self.exchange.people = lambda _line: ByHand()
        self.staff = Staff()
        self.landlord = Landlord(
            slug="example", name="Example", account=ACCOUNT, number=LINE, lines={DESK: "The desk"}, zone=LONDON
        )
        self.rehearsed: list[datetime] = []
        self.copies: list[Exchange] = []
        app = Flask(__name__, static_folder="nowhere")
        own = Place(self.exchange, [self.landlord], self.staff)
        app.register_blueprint(telephone_routes(own, [Caller("Sam", CALLER)], self.rehearse))
        self.client = app.test_client()

    def rehearse(self, landlord: Landlord, at: datetime) -> Place:
        if at.year > 2090:
            raise CannotBePlayed("That is too far away.")
        self.rehearsed.append(at)
        self.copies.append(exchange_for(self.gateway))
        return Place(self.copies[-1], [landlord], self.staff)

    def ask(self, path: str, said: object = None, host: str = "127.0.0.1:8106") -> TestResponse:
        if said is None:
            return self.client.get(path, base_url=f"http://{host}")
        return self.client.post(path, json=said, base_url=f"http://{host}")

    def call(self) -> str:
        answer = self.ask("/calls", {"landlord": "example", "caller": CALLER})
        assert answer.status_code == 201
        self.exchange.timeline.advance(1)
        return str(answer.get_json()["sid"])

    def does(self, sid: str, side: str, does: str, **more: str) -> int:
        status = self.ask(f"/calls/{sid}/{side}", {"does": does, **more}).status_code
        self.exchange.timeline.advance(1)
        return status

    def state(self, sid: str, after: int = 0) -> dict[str, object]:
        state = self.ask(f"/calls/{sid}?after={after}").get_json()
        assert isinstance(state, dict)
        return state


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


def test_the_page_offers_who_calls_and_whom(telephone: Telephone) -> None:
    page = telephone.ask("/").text
    assert f'<option value="{CALLER}">Sam</option>' in page
    assert '<option value="example">Example</option>' in page


def test_what_the_caller_hears_is_shown_once(telephone: Telephone) -> None:
    sid = telephone.call()
    state = telephone.state(sid)
    assert state["events"] == [
        {"time": "0:00", "who": "Caller", "kind": "does", "text": f"calls {LINE}", "language": ""},
        {"time": "0:00", "who": "Caller", "kind": "hears", "text": "Press 1.", "language": "en-GB"},
    ]
    assert telephone.state(sid, after=2)["events"] == []
    assert (state["over"], state["agent"], state["banner"]) == (False, None, [])


def test_keys_words_and_messages_reach_the_gateway(telephone: Telephone) -> None:
    sid = telephone.call()
    assert telephone.does(sid, "caller", "say", words="emergency") == 204
    telephone.exchange.timeline.advance(6)
    assert telephone.gateway.told("key")[0]["SpeechResult"] == "emergency"
    assert telephone.does(sid, "caller", "leave-message") == 204
    telephone.exchange.timeline.advance(30)
    assert telephone.gateway.told("message")[0]["RecordingDuration"] == "10"
    assert telephone.state(sid)["over"] is True
    again = telephone.call()
    assert telephone.does(again, "caller", "press", key="1") == 204
    assert telephone.gateway.told("key")[1]["Digits"] == "1"


def rung(telephone: Telephone) -> str:
    sid = telephone.call()
    telephone.exchange.timeline.advance(10)
    return sid


def test_whoever_is_rung_is_shown_with_the_banner_and_answers(telephone: Telephone) -> None:
    sid = rung(telephone)
    assert telephone.state(sid)["agent"] == {"name": "The desk", "rings": True}
    assert telephone.state(sid)["banner"] == ["Somebody at example"]
    assert telephone.does(sid, "agent", "answer") == 204
    assert telephone.state(sid)["agent"] == {"name": "The desk", "rings": False}
    assert telephone.does(sid, "agent", "hang-up") == 204
    assert telephone.state(sid)["over"] is True


def test_whoever_is_rung_can_be_busy(telephone: Telephone) -> None:
    sid = rung(telephone)
    assert telephone.does(sid, "agent", "turn-away") == 204
    assert telephone.state(sid)["agent"] is None
    assert telephone.does(sid, "agent", "answer") == 404


def test_staff_warn_and_end(telephone: Telephone) -> None:
    sid = rung(telephone)
    for does in ("first-warning", "final-warning", "end"):
        assert telephone.does(sid, "staff", does) == 200
    assert telephone.staff.did == ["first", "final", "end"]


def test_whoever_answers_presses_a_key(telephone: Telephone) -> None:
    telephone.gateway.documents["incoming"] = document(f'<Dial><Number url="whisper">{DESK}</Number></Dial>')
    telephone.gateway.documents["whisper"] = document(
        '<Gather action="taken"><Say>Any key.</Say></Gather>', "<Hangup/>"
    )
    telephone.gateway.documents["taken"] = document("<Pause/>")
    sid = rung(telephone)
    telephone.does(sid, "agent", "answer")
    assert telephone.does(sid, "agent", "press", key="1") == 204
    telephone.exchange.timeline.advance(8)
    assert telephone.gateway.told("taken")[0]["Digits"] == "1"


def test_a_call_of_another_day_is_played_on_a_copy(telephone: Telephone) -> None:
    sid = telephone.ask("/calls", {"landlord": "example", "caller": CALLER, "at": "2027-07-06T10:00"}).get_json()["sid"]
    assert telephone.rehearsed == [datetime(2027, 7, 6, 10, 0, tzinfo=LONDON)]
    assert not telephone.exchange.calls
    telephone.copies[0].timeline.advance(1)
    assert telephone.state(sid)["events"]
    assert telephone.ask(f"/calls/{sid}/caller", {"does": "hang-up"}).status_code == 204
    telephone.copies[0].timeline.advance(1)
    assert telephone.state(sid)["over"] is True


@pytest.mark.parametrize(
    ("at", "status", "told"),
    [
        ("tomorrow", 400, "Say a day and a time, such as 2027-03-02T10:00."),
        ("9999-12-31T23:59", 400, "Say a day from 2000 to 2099."),
        ("0001-01-01T00:00", 400, "Say a day from 2000 to 2099."),
        ("2027-03-28T01:30", 400, "2027-03-28T01:30 does not exist: the clocks go forward over it. Say another time."),
        ("2027-03-02T10:00+05:00", 400, "Say the day and the time by the landlord's own clock"),
        ("2027-03-02T10:00Z", 400, "Say the day and the time by the landlord's own clock"),
        ("2099-01-01T10:00", 503, "That is too far away."),
    ],
)
def test_a_day_that_cannot_be_played_is_refused(telephone: Telephone, at: str, status: int, told: str) -> None:
    answer = telephone.ask("/calls", {"landlord": "example", "caller": CALLER, "at": at})
    assert answer.status_code == status
    assert answer.get_json()["told"].startswith(told)
    assert telephone.rehearsed == []


def test_the_page_takes_no_day_that_is_refused(telephone: Telephone) -> None:
    assert 'min="2000-01-01T00:00" max="2099-12-31T23:59"' in telephone.ask("/").text
    assert not telephone.exchange.calls


def test_a_caller_hangs_up(telephone: Telephone) -> None:
    sid = telephone.call()
    assert telephone.does(sid, "caller", "hang-up") == 204
    assert telephone.state(sid)["hungUp"] is True


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("caller", {"does": "press", "key": "12"}),
        ("caller", {"does": "press", "key": ""}),
        ("caller", {"does": "say", "words": "w" * 201}),
        ("caller", {"does": "shout"}),
        ("caller", ["press"]),
        ("agent", {"does": "shout"}),
        ("staff", {"does": "shout"}),
    ],
)
def test_what_no_telephone_can_do_is_refused(telephone: Telephone, side: str, said: object) -> None:
    sid = rung(telephone)
    assert telephone.ask(f"/calls/{sid}/{side}", said).status_code == 400


@pytest.mark.parametrize("said", [{"landlord": "nobody", "caller": CALLER}, {"landlord": "example", "caller": "+1"}])
def test_only_those_of_the_page_call_and_are_called(telephone: Telephone, said: object) -> None:
    assert telephone.ask("/calls", said).status_code == 400
    assert not telephone.exchange.calls


def test_a_call_that_is_not_there_is_not_found(telephone: Telephone) -> None:
    assert telephone.ask("/calls/CA1").status_code == 404


def test_no_other_page_can_use_the_telephone(telephone: Telephone) -> None:
    said = {"landlord": "example", "caller": CALLER}
    assert telephone.ask("/calls", said, host="evil.example.org").status_code == 403
    assert telephone.client.post("/calls", data=said, base_url="http://127.0.0.1:8106").status_code == 400
    assert not telephone.exchange.calls
