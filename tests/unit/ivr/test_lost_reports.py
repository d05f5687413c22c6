"""What a caller meets when the provider's word of something never comes."""

from __future__ import annotations

import pytest

from contact_gateway.application.errors import Unclear
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.fakes.twilio import LANDLORD, verbs
from tests.fakes.twilio_rooms import LEG_SID, Room, TwilioRooms


def waiting(twilio: TwilioRooms) -> Room:
    terms = {"officer": "lee", "deputies": ["kim"]}
    twilio.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, terms, channels=[Channel.VOICE]))
    return Room(twilio.put_through(twilio.call()))


def test_nobody_is_rung_after_a_talk_of_which_the_agents_coming_was_never_told(twilio: TwilioRooms) -> None:
    room = waiting(twilio)
    assert twilio.in_room(room, "conference-start").status_code == 204
    assert verbs(twilio.left(room)) == ["Hangup"]
    assert len(twilio.live.asked_to("ring")) == 1


def test_a_leg_that_the_provider_did_not_name_when_it_was_placed_is_named_by_its_coming(twilio: TwilioRooms) -> None:
    twilio.live.fails["ring"] = Unclear("Twilio took too long.")
    room = waiting(twilio)
    assert twilio.memory.of(LANDLORD).legs[room.leg].leg_id == ""
    twilio.in_room(room, "participant-join", "agent")
    leg = twilio.memory.of(LANDLORD).legs[room.leg]
    assert (leg.leg_id, leg.state) == (LEG_SID, LegState.ANSWERED)


def test_a_leg_that_the_provider_did_not_name_is_named_by_whoever_answers_it(twilio: TwilioRooms) -> None:
    twilio.live.fails["ring"] = Unclear("Twilio took too long.")
    room = waiting(twilio)
    twilio.leg_document(room)
    leg = twilio.memory.of(LANDLORD).legs[room.leg]
    assert (leg.leg_id, leg.state) == (LEG_SID, LegState.RINGING)


def test_the_caller_of_a_room_is_never_taken_for_the_leg(twilio: TwilioRooms) -> None:
    twilio.live.fails["ring"] = Unclear("Twilio took too long.")
    room = waiting(twilio)
    twilio.in_room(room, "participant-join", "caller")
    leg = twilio.memory.of(LANDLORD).legs[room.leg]
    assert (leg.leg_id, leg.answered_at) == ("", None)


@pytest.mark.parametrize(
    "told", ["", "soon", f"Mon, 02 Mar {'9' * 20} 10:02:00 +0000", "Mon, 02 Mar 2027 10:00:00 +0000"]
)
def test_a_report_with_a_time_that_cannot_be_is_of_now(twilio: TwilioRooms, told: str) -> None:
    room = waiting(twilio)
    assert twilio.in_room(room, "participant-join", "agent", Timestamp=told).status_code == 204
    assert twilio.memory.of(LANDLORD).legs[room.leg].answered_at == twilio.clock.now()


def test_whatever_was_rung_before_a_call_became_an_emergency_is_over_with_the_call(twilio: TwilioRooms) -> None:
    room = waiting(twilio)
    twilio.call("key?turn=1", Digits="1")
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert contact.last is not None
    assert not contact.last.decision.watched
    twilio.status("completed")
    assert twilio.memory.of(LANDLORD).legs[room.leg].state is LegState.OVER
    assert twilio.live.asked_to("end_call") == [(LEG_SID,)]
