"""A caller whose document was lost on the way has somebody else, and no leg that still rings tears them away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_calls import CallState, ProviderCall
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.fakes.twilio import CALL_SID, LANDLORD, verbs
from tests.fakes.twilio_rooms import Room, TwilioRooms

SENT_ON = [(CALL_SID, "unanswered?turn=1")]
EMERGENCY_CHOICE_AND_A_PERSON = ["Gather", "Gather", "Dial"]


@pytest.fixture
def twilio() -> TwilioRooms:
    made = TwilioRooms()
    made.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}, channels=[Channel.VOICE]))
    return made


def answer_lost(twilio: TwilioRooms) -> Room:
    """Let the answer that leads into a room be lost, so that the caller gets the fallback's; return that room."""
    room = Room(twilio.put_through(twilio.call()))
    assert verbs(twilio.call("fallback", ErrorCode="11200")) == EMERGENCY_CHOICE_AND_A_PERSON
    return room


def sweep(twilio: TwilioRooms) -> None:
    calls = twilio.services.calls
    for _ in range(5):
        twilio.clock.advance(timedelta(minutes=1))
        calls.give_up_legs(LANDLORD)
        calls.sweep_calls(LANDLORD)


def state_of(twilio: TwilioRooms, room: Room) -> LegState:
    return twilio.memory.of(LANDLORD).legs[room.leg].state


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "completed"])
def test_whoever_talks_to_somebody_else_by_now_stays_there_whatever_becomes_of_the_officers_leg(
    twilio: TwilioRooms, status: str
) -> None:
    twilio.live.calls[CALL_SID] = ProviderCall(state=CallState.GOING_ON)
    room = answer_lost(twilio)
    twilio.leg_status(room, status)
    sweep(twilio)
    assert twilio.live.asked_to("send_on") == []


def test_whoever_talks_to_somebody_else_by_now_stays_there_where_nobody_knows_whether_it_rang(
    twilio: TwilioRooms,
) -> None:
    twilio.live.fails["ring"] = Unclear("Twilio took too long.")
    twilio.live.calls[CALL_SID] = ProviderCall(state=CallState.GOING_ON)
    room = answer_lost(twilio)
    sweep(twilio)
    twilio.leg_status(room, "in-progress")
    twilio.leg_status(room, "completed")
    sweep(twilio)
    assert twilio.live.asked_to("send_on") == []


@pytest.mark.parametrize(
    "waits",
    [
        lambda twilio, room: twilio.in_room(room, "participant-join", "caller"),
        lambda twilio, room: twilio.call(room.conference["waitUrl"]),
    ],
    ids=["joins", "hears that somebody will come"],
)
def test_a_caller_who_comes_into_a_room_that_nobody_answered_is_taken_on(
    twilio: TwilioRooms, waits: Callable[[TwilioRooms, Room], object]
) -> None:
    room = Room(twilio.put_through(twilio.call()))
    twilio.leg_status(room, "busy")
    assert twilio.live.asked_to("send_on") == []
    waits(twilio, room)
    assert twilio.live.asked_to("send_on") == SENT_ON
    waits(twilio, room)
    assert (twilio.live.asked_to("send_on"), state_of(twilio, room)) == (SENT_ON, LegState.OVER)


def test_a_caller_of_whose_coming_nothing_was_told_hears_again_that_somebody_will_come(twilio: TwilioRooms) -> None:
    room = Room(twilio.put_through(twilio.call()))
    heard = twilio.call(room.conference["waitUrl"])
    assert (verbs(heard), heard[-1].text) == (["Say", "Pause", "Redirect"], f"wait?id={room.leg}")
    twilio.lose_the_database()
    assert verbs(twilio.call(room.conference["waitUrl"])) == ["Say", "Pause", "Redirect"]


@pytest.mark.parametrize(
    ("fault", "leads_to"), [(NotDone("Twilio is busy.", "20429"), "Number"), (None, "Conference")], ids=str
)
def test_the_same_request_while_somebody_is_rung_asks_again_and_is_answered_as_the_first_one(
    twilio: TwilioRooms, fault: Exception | None, leads_to: str
) -> None:
    heard, meanwhile = twilio.call(), []
    twilio.live.meanwhile["ring"] = lambda: meanwhile.append(twilio.put_through(heard))
    if fault:
        twilio.live.fails["ring"] = fault
    first = twilio.put_through(heard)
    (second,) = meanwhile
    assert (verbs(second), second[-1].text) == (["Pause", "Redirect"], "connect?turn=1")
    answers = [first, twilio.put_through(second)]
    assert [[noun.tag for noun in answer[-1]] for answer in answers] == [[leads_to]] * 2
    assert len(twilio.live.asked_to("ring")) == 1
