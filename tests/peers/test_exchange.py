"""The exchange that stands in for Twilio, judged by Twilio's own description while we use it as we use Twilio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.addresses import wanted_addresses
from contact_gateway.adapters.twilio.live_calls import TwilioLiveCalls
from contact_gateway.adapters.twilio.numbers import TwilioNumbers
from contact_gateway.adapters.twilio.recordings import TwilioRecordings
from contact_gateway.application.errors import NotDone
from contact_gateway.application.records_of_calls import CallState, Leg
from ivr.phone_simulator.calls import Call, Status
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.rest_face import rest_app
from ivr.phone_simulator.timeline import Timeline
from tests.builders import MONDAY
from tests.fakes.scripted_server import says, scripted
from tests.fakes.twilio_rest import ACCOUNT_SID, API_PATH, LANDLORD, PUBLIC_URL, account
from tests.integration.doors.gateway import listening
from tests.peers import prism

LINE, SAM, DESK = "+441632960200", "+447700900123", "+441632960111"
ROOM = '<Dial><Conference endConferenceOnExit="true">room-1</Conference></Dial>'
DOCUMENTS = {
    "incoming": ROOM,
    "leg": ROOM,
    "announcement": "<Say>This is a warning.</Say>",
    "unanswered": "<Say>Nobody can come to the telephone.</Say><Pause length='30'/>",
    "message": "<Record action='unanswered' maxLength='60'/>",
}


class Ours:
    """What the exchange asks of us."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        assert account == ACCOUNT_SID
        name = urlsplit(url).path.rpartition("/")[2]
        self.posted.append(name)
        return f"<Response>{DOCUMENTS.get(name, '')}</Response>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An exchange; `accounts` lead to it by way of the judge, `straight` past it."""

    exchange: Exchange
    ours: Ours
    accounts: Mapping[str, RestAccount]
    straight: Mapping[str, RestAccount]

    @property
    def calls(self) -> TwilioLiveCalls:
        return TwilioLiveCalls(self.accounts)

    def pass_by(self, seconds: int) -> None:
        self.exchange.timeline.advance(seconds)

    def call(self, to: str = "incoming") -> Call:
        self.exchange.number(LINE).settings["voice_url"] = f"{PUBLIC_URL}/{to}"
        call = call_in(self.exchange, SAM, LINE, Planned(message_seconds=20))
        self.pass_by(1)
        return call


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Judged]:
    ours = Ours()
    people = {DESK: Planned(), "client:busy": Planned(refuses=Status.BUSY)}
    exchange = Exchange(Timeline(MONDAY), ours, lambda line: people[line])
    exchange.add_number(ACCOUNT_SID, LINE)
    rest = rest_app(exchange, {ACCOUNT_SID: frozenset({"the-token"})})
    with listening(rest) as url, prism.proxy(tmp_path, url) as judge:
        yield Judged(
            exchange=exchange,
            ours=ours,
            accounts={LANDLORD: account(judge.url)},
            straight={LANDLORD: account(url)},
        )


def leg_for(call: Call, line: str = DESK) -> Leg:
    return Leg(
        id="leg-1",
        contact_id="contact-1",
        call_id=call.sid,
        turn=1,
        room="room-1",
        to="desk",
        line=line,
        limit=600,
        placed_at=MONDAY,
    )


def in_a_room(judged: Judged) -> Leg:
    caller = judged.call()
    leg = leg_for(caller)
    leg_id = judged.calls.ring(LANDLORD, leg, 25, LINE)
    judged.pass_by(10)
    [room] = judged.exchange.rooms.values()
    assert set(room.seats) == {caller.sid, leg_id}
    return replace(leg, leg_id=leg_id)


def test_a_leg_meets_its_caller_hears_a_warning_and_the_room_is_ended(judged: Judged) -> None:
    leg = in_a_room(judged)
    assert judged.calls.look_up(LANDLORD, leg.leg_id).state is CallState.GOING_ON
    judged.calls.announce(LANDLORD, leg, "words-1")
    judged.pass_by(20)
    assert "announcement" in judged.ours.posted
    judged.calls.end_room(LANDLORD, leg)
    judged.pass_by(1)
    over = judged.calls.look_up(LANDLORD, leg.leg_id)
    assert (over.state, over.seconds > 20, over.ended_at is not None) == (CallState.ANSWERED_AND_OVER, True, True)


def test_what_is_over_stays_over_and_says_so(judged: Judged) -> None:
    leg = in_a_room(judged)
    [room] = judged.exchange.rooms.values()
    for _ in range(2):
        judged.calls.end_room(LANDLORD, replace(leg, room_id=room.sid))
        judged.calls.end_call(LANDLORD, leg.leg_id)
        judged.pass_by(1)
    with pytest.raises(NotDone):
        judged.calls.announce(LANDLORD, replace(leg, room_id=room.sid), "words-1")
    with pytest.raises(NotDone):
        judged.calls.announce(LANDLORD, leg, "words-1")
    assert judged.calls.look_up(LANDLORD, f"CA{'f' * 32}").state is CallState.GONE


def test_the_time_of_a_live_leg_is_changed(judged: Judged) -> None:
    leg = in_a_room(judged)
    judged.calls.limit(LANDLORD, leg.leg_id, 60)
    judged.pass_by(61)
    assert judged.calls.look_up(LANDLORD, leg.leg_id).state is CallState.ANSWERED_AND_OVER


def test_a_busy_leg_is_unanswered_and_its_caller_is_sent_on(judged: Judged) -> None:
    caller = judged.call()
    leg_id = judged.calls.ring(LANDLORD, leg_for(caller, "client:busy"), 25, LINE)
    judged.pass_by(30)
    assert judged.calls.look_up(LANDLORD, leg_id).state is CallState.UNANSWERED
    judged.calls.send_on(LANDLORD, caller.sid, "unanswered?turn=1")
    judged.pass_by(1)
    assert "unanswered" in judged.ours.posted


def test_a_message_is_fetched_by_its_id_and_deleted(judged: Judged) -> None:
    judged.call(to="message")
    judged.pass_by(60)
    [recording] = judged.exchange.recordings.values()
    sound = TwilioRecordings(judged.straight).fetch(LANDLORD, recording.sid, 1_000_000)
    assert sound.startswith(b"\xff\xe3")
    TwilioRecordings(judged.accounts).delete(LANDLORD, recording.sid)
    assert judged.exchange.recordings == {}
    TwilioRecordings(judged.accounts).delete(LANDLORD, recording.sid)


def test_the_numbers_of_the_account_are_connected(judged: Judged) -> None:
    numbers = TwilioNumbers(judged.accounts)
    [number] = numbers.all(LANDLORD)
    wanted = wanted_addresses(LANDLORD, PUBLIC_URL)
    numbers.connect(LANDLORD, number.id, wanted)
    [connected] = numbers.all(LANDLORD)
    assert (connected.number, connected.addresses, connected.elsewhere) == (LINE, wanted, "")


def test_an_answer_that_twilio_would_not_give_does_not_pass_the_judge(tmp_path: Path) -> None:
    with scripted() as upstream, prism.proxy(tmp_path, upstream.url) as judge:
        upstream.will(says(status="exploded"))
        url = f"{judge.url}{API_PATH}/Calls/CA{'a' * 32}.json"
        assert httpx.get(url, auth=(ACCOUNT_SID, "the-token"), timeout=30).status_code == 500
        assert len(upstream.asked) == 1
