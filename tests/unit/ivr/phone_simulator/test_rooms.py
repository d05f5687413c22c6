"""Rooms of the exchange: who meets in them, what is heard there, and what the gateway is told."""

from __future__ import annotations

import pytest

from ivr.phone_simulator.announcing import announcement
from ivr.phone_simulator.calls import Call, Step
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import Order, call_out
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.records import RoomState
from ivr.phone_simulator.seating import end_room, raise_from
from tests.unit.ivr.phone_simulator.exchanges import ACCOUNT, BASE, DESK, LINE, Gateway, document, exchange_for, ring

EVENTS = "statusCallback='room?id=7' statusCallbackEvent='start end join leave announcement'"


def seat(attributes: str = "", **dial: str) -> list[str]:
    said = "".join(f' {name}="{value}"' for name, value in dial.items())
    return document(f'<Dial action="dialled"{said}><Conference {EVENTS} {attributes}>a-room</Conference></Dial>')


def meeting(gateway: Gateway | None = None, agent: Planned | None = None) -> tuple[Exchange, Call, Call]:
    """A caller who waits in a room, and a leg that is placed to the desk."""
    gateway = gateway or Gateway(
        incoming=seat('startConferenceOnEnter="false" waitUrl="wait" participantLabel="caller"'),
        wait=document("<Say>Please wait.</Say>", '<Pause length="4"/>'),
        leg=document("<Say>A whisper.</Say>", *_inner(seat('endConferenceOnExit="true" participantLabel="agent"'))),
        announcement=document("<Say>This is a warning.</Say>"),
        dialled=document("<Hangup/>"),
        elsewhere=document("<Say>Somebody else will help.</Say>"),
    )
    exchange = exchange_for(gateway, **{DESK: agent or Planned()})
    caller = ring(exchange)
    leg = call_out(exchange, ACCOUNT, Order(caller=LINE, to=DESK, step=Step(url=f"{BASE}leg?id=7"), ring=20))
    return exchange, caller, leg


def _inner(documents: list[str]) -> list[str]:
    return [documents[0].removeprefix("<Response>").removesuffix("</Response>")]


def gateway_of(exchange: Exchange) -> Gateway:
    gateway = exchange.network
    assert isinstance(gateway, Gateway)
    return gateway


def events(exchange: Exchange) -> list[str]:
    return [told["StatusCallbackEvent"] for told in gateway_of(exchange).told("room")]


def heard(exchange: Exchange, call: Call) -> list[str]:
    return [one.text for one in exchange.happened if one.call == call.sid and one.kind == "hears"]


def test_the_caller_waits_with_music_until_somebody_comes() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(2)
    [room] = exchange.rooms.values()
    assert (room.state, list(room.seats)) == (RoomState.INIT, [caller.sid])
    exchange.timeline.advance(10)
    assert (room.state, list(room.seats)) == (RoomState.IN_PROGRESS, [caller.sid, leg.sid])
    assert heard(exchange, leg) == ["A whisper."]
    assert heard(exchange, caller) == ["Please wait."]
    assert events(exchange) == ["participant-join", "participant-join", "conference-start"]


def test_music_is_played_again_and_again() -> None:
    exchange, caller, _ = meeting(agent=Planned(answers=False))
    exchange.timeline.advance(15)
    assert heard(exchange, caller) == ["Please wait."] * 4


def test_events_are_numbered_and_name_who_they_are_about() -> None:
    exchange, caller, _ = meeting()
    exchange.timeline.advance(10)
    told = gateway_of(exchange).told("room")
    assert [one["SequenceNumber"] for one in told] == ["0", "1", "2"]
    assert (told[0]["CallSid"], told[0]["ParticipantLabel"]) == (caller.sid, "caller")
    assert told[0]["FriendlyName"] == "a-room"
    assert "CallSid" not in told[2]


def test_the_room_ends_with_whoever_ends_it_and_both_calls_go_on() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(10)
    leg.hang_up()
    exchange.timeline.advance(1)
    assert events(exchange)[3:] == ["participant-leave", "participant-leave", "conference-end"]
    [*_, ended] = gateway_of(exchange).told("room")
    assert ended["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert ended["CallSidEndingConference"] == leg.sid
    results = gateway_of(exchange).told("dialled")
    assert [one["DialCallStatus"] for one in results] == ["answered", "answered"]
    assert all("DialCallDuration" not in one for one in results)
    assert caller.is_over


def test_an_announcement_is_heard_by_both_and_told_when_it_ended() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(10)
    [room] = exchange.rooms.values()
    exchange.timeline.start(announcement(exchange, room, f"{BASE}announcement?id=9"))
    exchange.timeline.advance(1)
    assert "announcement-end" not in events(exchange)
    exchange.timeline.advance(2)
    [*_, told] = gateway_of(exchange).told("room")
    assert (told["StatusCallbackEvent"], told["AnnounceUrl"]) == ("announcement-end", f"{BASE}announcement?id=9")
    assert heard(exchange, caller)[-1] == heard(exchange, leg)[-1] == "This is a warning."
    assert caller.sid in room.seats


@pytest.mark.parametrize("url", [f"{BASE}nowhere", f"{BASE}leg?id=7"])
def test_an_announcement_that_cannot_be_played_fails(url: str) -> None:
    exchange, caller, _ = meeting()
    exchange.timeline.advance(10)
    [room] = exchange.rooms.values()
    exchange.timeline.start(announcement(exchange, room, url))
    exchange.timeline.advance(1)
    [*_, told] = gateway_of(exchange).told("room")
    assert told["StatusCallbackEvent"] == "announcement-fail"
    assert told["ReasonAnnouncementFailed"]
    assert heard(exchange, caller) == ["Please wait."]


def test_of_an_announcement_that_the_end_of_the_room_cut_off_nothing_is_told() -> None:
    exchange, _, leg = meeting()
    exchange.timeline.advance(10)
    [room] = exchange.rooms.values()
    exchange.timeline.start(announcement(exchange, room, f"{BASE}announcement?id=9"))
    leg.hang_up()
    exchange.timeline.advance(5)
    assert not [event for event in events(exchange) if event.startswith("announcement")]


def test_an_announcement_to_an_empty_room_is_not_heard() -> None:
    exchange, _, _ = meeting(agent=Planned(answers=False))
    exchange.timeline.advance(2)
    [room] = exchange.rooms.values()
    exchange.timeline.start(announcement(exchange, room, f"{BASE}announcement?id=9"))
    exchange.timeline.advance(5)
    assert events(exchange)[-1] == "announcement-fail"


def test_the_provider_ends_a_room() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(10)
    [room] = exchange.rooms.values()
    end_room(exchange, room)
    exchange.timeline.advance(1)
    assert caller.is_over
    assert leg.is_over
    assert gateway_of(exchange).told("room")[-1]["ReasonConferenceEnded"] == "conference-ended-via-api"


def test_a_caller_is_sent_on_out_of_the_room() -> None:
    exchange, caller, _ = meeting(agent=Planned(answers=False))
    exchange.timeline.advance(5)
    caller.send_on(Step(url=f"{BASE}elsewhere"))
    exchange.timeline.advance(1)
    assert heard(exchange, caller)[-1] == "Somebody else will help."
    assert events(exchange)[-2:] == ["participant-leave", "conference-end"]
    assert not gateway_of(exchange).told("dialled")


def test_who_is_taken_out_of_a_room_goes_on_with_what_follows_it() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(10)
    [room] = exchange.rooms.values()
    raise_from(room, caller)
    exchange.timeline.advance(1)
    assert caller.is_over
    assert list(room.seats) == [leg.sid]


def test_the_time_limit_of_the_dial_takes_its_own_call_out_of_the_room() -> None:
    gateway = Gateway(incoming=seat(timeLimit="60"), dialled=document("<Hangup/>"), leg=seat())
    exchange, caller, leg = meeting(gateway)
    exchange.timeline.advance(59)
    assert not caller.is_over
    exchange.timeline.advance(2)
    assert [call.status for call in (caller, leg)] == ["completed", "in-progress"]


def test_a_caller_who_hangs_up_leaves_the_room_and_the_end_is_told() -> None:
    exchange, caller, leg = meeting()
    exchange.timeline.advance(10)
    caller.hang_up()
    exchange.timeline.advance(1)
    assert events(exchange)[-1] == "participant-leave"
    assert gateway_of(exchange).told("dialled")[0]["CallStatus"] == "completed"
    assert not leg.is_over


def test_music_that_cannot_be_had_drops_the_caller_from_the_room() -> None:
    gateway = Gateway(incoming=seat('startConferenceOnEnter="false" waitUrl="wait"'), leg=seat(), dialled=seat())
    exchange, caller, _ = meeting(gateway, Planned(answers=False))
    exchange.timeline.advance(1)
    assert gateway.told("dialled")[0]["DialCallStatus"] == "answered"
    assert any("wait" in fault for fault in exchange.faults)
    assert not caller.is_over


def test_music_that_is_over_at_once_is_a_fault() -> None:
    gateway = Gateway(incoming=seat('waitUrl="wait"'), wait=document(), leg=seat(), dialled=document("<Hangup/>"))
    exchange, _, _ = meeting(gateway, Planned(answers=False))
    exchange.timeline.advance(1)
    assert "again and again" in exchange.faults[0]


def test_a_room_is_recorded_where_a_seat_says_so() -> None:
    recorded = 'record="record-from-start" recordingStatusCallback="recorded"'
    gateway = Gateway(incoming=seat(recorded), leg=seat('endConferenceOnExit="true"'), dialled=document("<Hangup/>"))
    exchange, caller, leg = meeting(gateway)
    exchange.timeline.advance(10)
    leg.hang_up()
    exchange.timeline.advance(1)
    [told] = gateway.told("recorded")
    assert (told["RecordingSource"], told["RecordingDuration"]) == ("Conference", "7")
    assert told["CallSid"] == caller.sid
