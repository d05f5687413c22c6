"""A call that must be watched runs through a room: its caller waits there, and whoever answers is told what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_calls import Played
from contact_gateway.domain.calls import Announcement, AnnouncementState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.voice import Recorded, VoiceRules
from tests.builders import MONDAY, new_officer, phone, restriction
from tests.fakes.twilio import CALL_SID, LANDLORD, verbs, words
from tests.fakes.twilio_rooms import LEG_SID, ROOM_SID, Room, TwilioRooms

LEE, KIM = "+441632960001", "+441632960002"
OFFICE = "+441632960000"


def sent_to_lee(*deputies: str) -> Restriction:
    terms = {"officer": "lee", "deputies": list(deputies)}
    return restriction(Kind.SINGLE_POINT_OF_CONTACT, terms, channels=[Channel.VOICE])


def ten_minutes() -> Restriction:
    return restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}, channels=[Channel.VOICE])


def waiting(twilio: TwilioRooms) -> Room:
    return Room(twilio.put_through(twilio.call()))


def talk_seconds(twilio: TwilioRooms) -> int:
    counters = twilio.services.counters
    counts = counters.of_customer(LANDLORD, "sam", MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))
    return counts.talk_seconds


def test_the_words_are_heard_before_anybody_is_rung(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    assert verbs(heard) == ["Say", "Say", "Redirect"]
    assert heard[-1].text == "connect?turn=1"
    assert twilio.live.asked == []


def test_the_caller_waits_in_a_room_whose_name_says_nothing_while_the_officer_is_rung(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    assert twilio.live.asked_to("ring") == [(LEE, "30", OFFICE)]
    assert room.dial == {"action": f"left?id={room.leg}&turn=1"}
    assert room.conference == {
        "beep": "false",
        "endConferenceOnExit": "true",
        "participantLabel": "caller",
        "startConferenceOnEnter": "false",
        "statusCallback": f"room?id={room.leg}#rc=5&rp=ct,rt,5xx",
        "statusCallbackEvent": "start end join leave announcement",
        "statusCallbackMethod": "POST",
        "waitUrl": f"wait?id={room.leg}",
    }
    assert all(character in "0123456789abcdef-" for character in room.name + room.leg)


def test_a_retry_leads_to_the_same_room_and_rings_nobody_twice(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    first, second = Room(twilio.put_through(heard)), Room(twilio.put_through(heard))
    assert (first.name, first.leg) == (second.name, second.leg)
    assert len(twilio.live.asked_to("ring")) == 1


def test_whoever_waits_hears_that_somebody_will_come_again_and_again(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    heard = twilio.call(f"wait?id={room.leg}&language=cy")
    assert verbs(heard) == ["Say", "Pause", "Redirect"]
    assert heard[-1].text == f"wait?id={room.leg}&language=cy"


def test_whoever_answers_is_told_the_arrangement_before_the_caller_is_there(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    heard = twilio.leg_document(room)
    assert verbs(heard) == ["Say", "Dial"]
    assert "Sam Example" in words(heard)[0]
    assert "Lee" in words(heard)[0]
    assert "harassment" not in words(heard)[0]
    (conference,) = heard[-1]
    assert conference.text == room.name
    assert conference.get("participantLabel") == "agent"
    assert conference.get("startConferenceOnEnter") == "true"
    assert heard[-1].attrib == {}


def test_no_document_of_a_room_cuts_off_a_limited_call_that_becomes_an_emergency(twilio: TwilioRooms) -> None:
    twilio.decide(ten_minutes())
    room = waiting(twilio)
    assert room.dial["timeLimit"] == "14400"
    assert twilio.leg_document(room)[-1].attrib == {"timeLimit": "14400"}


def test_no_mailbox_takes_a_call_where_a_key_must_be_pressed_first() -> None:
    twilio = TwilioRooms(voice=VoiceRules(press_to_accept=True))
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    asked = twilio.leg_document(room)
    assert verbs(asked) == ["Gather", "Gather", "Hangup"]
    assert asked[0].get("action") == f"accepted?id={room.leg}"
    assert words(asked)[1] == "Press any key to take this call."
    taken = twilio.leg_document(room, "accepted", Digits="5")
    assert [verb.tag for verb in taken] == ["Dial"]
    assert taken[0][0].text == room.name


def test_a_caller_who_hung_up_meanwhile_is_not_waited_for(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    twilio.status("completed")
    heard = twilio.leg_document(room)
    assert (verbs(heard), words(heard)) == (["Say", "Hangup"], ["The caller has hung up."])
    assert twilio.live.asked_to("end_call") == [(LEG_SID,)]


def test_talk_runs_from_the_agents_coming_to_the_end_of_the_room(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    twilio.clock.advance(timedelta(seconds=20))
    assert twilio.in_room(room, "participant-join", "agent").status_code == 204
    twilio.clock.advance(timedelta(seconds=370))
    twilio.in_room(room, "participant-leave", "agent")
    assert verbs(twilio.left(room)) == ["Hangup"]
    twilio.status("completed")
    assert talk_seconds(twilio) == 370


def test_the_providers_own_time_of_a_report_counts_not_that_of_its_coming(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    twilio.clock.advance(timedelta(seconds=300))
    twilio.in_room(room, "participant-leave", "agent", Timestamp="Mon, 02 Mar 2026 10:02:00 +0000")
    twilio.in_room(room, "participant-join", "agent", Timestamp="Mon, 02 Mar 2026 10:00:30 +0000")
    assert talk_seconds(twilio) == 90


def test_an_officer_who_does_not_answer_is_followed_by_the_deputy_and_then_by_a_message(twilio: TwilioRooms) -> None:
    twilio.services.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=(phone(KIM),)))
    twilio.decide(sent_to_lee("kim"))
    room = waiting(twilio)
    twilio.in_room(room, "participant-join", "caller")
    assert twilio.leg_status(room, "no-answer").status_code == 204
    assert twilio.live.asked_to("send_on") == [(CALL_SID, "unanswered?turn=1")]
    again = twilio.call("unanswered?turn=1")
    assert (verbs(again), again[-1].text) == (["Say", "Redirect"], "connect?turn=2")
    second = Room(twilio.put_through(again))
    assert [line for line, *_ in twilio.live.asked_to("ring")] == [LEE, KIM]
    assert second.name != room.name
    heard = twilio.left(second)
    assert verbs(heard) == ["Gather", "Gather", "Say", "Record", "Say", "Hangup"]


def test_what_rings_when_the_caller_comes_out_of_the_room_is_let_go(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    assert "Record" in verbs(twilio.left(room))
    assert twilio.live.asked_to("end_call") == [(LEG_SID,)]


def test_a_refusal_of_the_provider_rings_the_officer_without_a_room_and_with_a_whisper(twilio: TwilioRooms) -> None:
    twilio.live.fails["ring"] = NotDone("Twilio is busy.", "20429")
    twilio.decide(ten_minutes())
    heard = twilio.put_through(twilio.call())
    assert verbs(heard) == ["Dial"]
    assert heard[0].attrib == {"action": "dialled?turn=1", "timeLimit": "600", "timeout": "30"}
    assert [(noun.tag, noun.text, noun.get("url")) for noun in heard[0]] == [("Number", "+441632960100", "whisper")]
    whispered = twilio.call("whisper", CallSid=LEG_SID, ParentCallSid=CALL_SID)
    assert verbs(whispered) == ["Say"]
    assert "0 of 10 minutes" in words(whispered)[0]


def test_a_provider_that_says_nothing_in_time_is_not_asked_twice(twilio: TwilioRooms) -> None:
    twilio.live.fails["ring"] = Unclear("Twilio took too long.")
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    first, second = Room(twilio.put_through(heard)), Room(twilio.put_through(heard))
    assert first.name == second.name
    assert len(twilio.live.asked_to("ring")) == 1


def test_a_warning_is_said_in_the_room_and_counts_when_it_was_heard(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    twilio.in_room(room, "participant-join", "agent")
    played = warned(twilio, room)
    heard = twilio.call(f"announcement?id={played.id}")
    assert (verbs(heard), words(heard)) == (["Say"], ["First warning."])
    twilio.announced(room, "announcement-end", played.id)
    assert state_of(twilio, played) is AnnouncementState.HEARD


def test_a_warning_that_failed_is_not_counted_and_says_why(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    played = warned(twilio, room)
    twilio.announced(room, "announcement-fail", played.id, ReasonAnnouncementFailed="It could not be fetched.")
    assert state_of(twilio, played) is AnnouncementState.FAILED


def test_an_announcement_without_words_is_an_error_so_that_the_provider_says_that_it_failed(
    twilio: TwilioRooms,
) -> None:
    assert twilio.post("voice/announcement?id=0-1", {"CallSid": CALL_SID}).status_code == 503


def test_calls_are_recorded_in_the_room_only_where_that_was_said() -> None:
    twilio = TwilioRooms(voice=VoiceRules(records=Recorded.WATCHED))
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    assert "Recorded." in words(heard)
    room = Room(twilio.put_through(heard))
    assert room.conference["record"] == "record-from-start"
    assert room.conference["recordingStatusCallback"] == f"recording?kind=call&id={room.leg}#rc=5&rp=ct,rt,5xx"
    fields = {"ConferenceSid": ROOM_SID, "RecordingSid": f"RE{'a' * 32}", "RecordingDuration": "70"}
    assert twilio.post(f"voice/recording?kind=call&id={room.leg}", fields).status_code == 204
    (kept,) = twilio.services.calls.recordings.of_contact(LANDLORD, contact_of(twilio))
    assert (kept.id, kept.seconds) == (f"RE{'a' * 32}", 70)


def test_a_report_about_nothing_of_ours_is_refused_and_one_that_cannot_be_stored_is_asked_for_again(
    twilio: TwilioRooms,
) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    unknown = twilio.post("voice/leg-status?id=0-0", {"CallSid": LEG_SID, "CallStatus": "completed"})
    assert unknown.status_code == 404
    twilio.lose_the_database()
    assert twilio.in_room(room, "participant-join", "agent").status_code == 503
    assert twilio.leg_status(room, "completed").status_code == 503


@pytest.mark.parametrize("route", ["leg?id=..%2F1", "room?id=A", "left?turn=12", "connect?turn=0", "wait?language=x"])
def test_an_address_that_no_document_of_ours_wrote_is_refused(twilio: TwilioRooms, route: str) -> None:
    said = {"CallSid": CALL_SID, "StatusCallbackEvent": "conference-end", "ConferenceSid": ROOM_SID}
    assert twilio.post(f"voice/{route}", said).status_code == 400


def test_what_belongs_to_another_landlord_is_nothing_of_ours(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    room = waiting(twilio)
    legs = twilio.memory.of(LANDLORD).legs
    twilio.memory.of("elsewhere").legs[room.leg] = legs.pop(room.leg)
    assert verbs(twilio.leg_document(room)) == ["Hangup"]
    assert twilio.in_room(room, "participant-join", "agent").status_code == 404
    assert twilio.leg_status(room, "completed").status_code == 404


def test_without_the_database_nobody_is_left_in_silence(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    room = Room(twilio.put_through(heard))
    twilio.lose_the_database()
    assert verbs(twilio.put_through(heard)) == ["Gather", "Gather", "Dial"]
    assert verbs(twilio.leg_document(room)) == ["Hangup"]
    assert "Record" in verbs(twilio.left(room))
    assert verbs(twilio.call("whisper", CallSid=LEG_SID, ParentCallSid=CALL_SID)) == []


def warned(twilio: TwilioRooms, room: Room) -> Played:
    """Put a first warning into the call, as sent."""
    played = Played(
        id="0a-1",
        contact_id=contact_of(twilio),
        leg=room.leg,
        announcement=Announcement.FIRST_WARNING,
        state=AnnouncementState.SENT,
        asked_by="lee",
        asked_at=twilio.clock.now(),
        due_at=twilio.clock.now(),
    )
    with twilio.book.open(LANDLORD, played.contact_id) as book:
        book.put_played(played)
    return played


def contact_of(twilio: TwilioRooms) -> str:
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    return contact.id


def state_of(twilio: TwilioRooms, played: Played) -> AnnouncementState:
    (stored,) = twilio.book.live(LANDLORD, played.contact_id).played
    return stored.state
