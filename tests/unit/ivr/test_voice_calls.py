"""What a caller hears, from the first ring to the last word."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.voice import VoiceRules
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.fakes.twilio import CALL_SID, LANDLORD, verbs, words
from tests.fakes.twilio_rooms import TwilioRooms

ASKED_TWICE = ["Ask reference."] * 2
QUEUE, EMERGENCY, LEE = "+441632960100", "+441632960102", "+441632960001"


def no_calls() -> Restriction:
    return restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE])


def tuesdays() -> Restriction:
    return restriction(Kind.PERMITTED_TIMES, {"windows": ["tue 09:00-12:00"]}, channels=[Channel.VOICE])


def sent_to_lee() -> Restriction:
    return restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}, channels=[Channel.VOICE])


def dialled(root: Element) -> list[str]:
    return ["".join(dial.itertext()) for dial in root.iter("Dial")]


def rung(twilio: TwilioRooms, heard: Element) -> list[str]:
    """Follow a document and return whom the provider was asked to ring for a room."""
    twilio.put_through(heard)
    return [line for line, *_ in twilio.live.asked_to("ring")]


def counted(twilio: TwilioRooms) -> Counts:
    return twilio.services.counters.of_customer(LANDLORD, "sam", MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))


def test_a_customer_without_a_restriction_is_greeted_and_put_through(twilio: TwilioRooms) -> None:
    heard = twilio.call()
    assert words(heard) == ["Greeting.", "Connecting."]
    assert dialled(heard) == [QUEUE]
    assert heard[-1].attrib == {"action": "dialled?turn=1", "timeout": "30"}


@pytest.mark.parametrize("number", ["+447700900999", "anonymous", "+266696687", ""])
def test_a_caller_nobody_knows_may_key_a_reference_and_is_put_through_without(twilio: TwilioRooms, number: str) -> None:
    heard = twilio.call(From=number)
    assert verbs(heard) == ["Gather", "Gather", "Gather", "Gather", "Say", "Dial"]
    assert words(heard) == ["Greeting.", "Emergency choice.", *ASKED_TWICE, "Emergency choice.", "Connecting."]
    assert heard[1].attrib == {
        "action": "reference?turn=1&go=1",
        "actionOnEmptyResult": "false",
        "finishOnKey": "#",
        "input": "dtmf",
        "numDigits": "32",
        "timeout": "8",
    }
    assert dialled(heard) == [QUEUE]


def test_a_reference_brings_the_arrangement_of_the_person_it_belongs_to(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call(From="anonymous")
    heard = twilio.call("reference", From="anonymous", Digits="1001")
    assert "Dial" not in verbs(heard)
    assert words(heard)[0] == "Emergency choice."


def test_a_reference_that_belongs_to_nobody_is_asked_for_three_times_and_then_put_through(twilio: TwilioRooms) -> None:
    twilio.call(From="anonymous")
    for turn in (1, 2):
        again = twilio.call(f"reference?turn={turn}&go={turn}", From="anonymous", Digits="777")
        assert again[1].get("action") == f"reference?turn={turn + 1}&go={turn + 1}"
        asked = ["Ask reference again."] * 2
        assert words(again) == ["Emergency choice.", *asked, "Emergency choice.", "Connecting."]
    heard = twilio.call("reference?turn=3&go=3", From="anonymous", Digits="777")
    assert verbs(heard) == ["Say", "Dial"]
    assert words(heard) == ["Connecting."]


@pytest.mark.parametrize(
    ("number", "seconds"), [("+447700900999", ["5", "8", "8", "3"]), ("18001 07700 900999", ["15", "24", "24", "9"])]
)
def test_a_caller_through_a_relay_has_more_time_also_while_nobody_can_decide(
    twilio: TwilioRooms, number: str, seconds: list[str]
) -> None:
    def waits(heard: Element) -> list[str | None]:
        return [gather.get("timeout") for gather in heard.iter("Gather")]

    assert waits(twilio.call(From=number)) == seconds
    twilio.lose_the_database()
    assert waits(twilio.call(From=number)) == [seconds[0], seconds[-1]]
    assert waits(twilio.call("fallback", From=number)) == [seconds[0], seconds[-1]]
    assert waits(twilio.call("dialled", From=number, DialCallStatus="no-answer")) == [seconds[0], seconds[-1]]


def test_a_customer_who_needs_time_has_more_of_it(twilio: TwilioRooms) -> None:
    twilio.services.people.add(LANDLORD, new_person(adjustments=("extra_time",)))
    twilio.decide(no_calls())
    assert [gather.get("timeout") for gather in twilio.call().iter("Gather")] == ["15", "15"]


def test_a_key_without_a_meaning_says_the_choices_again_and_no_greeting(twilio: TwilioRooms) -> None:
    first = twilio.call(From="anonymous")
    assert words(twilio.call("key?turn=1", From="anonymous", Digits="9")) == words(first)[1:]


@pytest.mark.parametrize("turn", ["0", "10", "x", "1&turn=2"])
def test_an_address_that_no_document_of_ours_wrote_is_refused(twilio: TwilioRooms, turn: str) -> None:
    answer = twilio.post(f"voice/reference?turn={turn}", {"CallSid": CALL_SID, "Digits": "777"})
    assert (answer.status_code, answer.text) == (400, "The address does not say turn as our documents do.\n")


def test_the_emergency_key_works_where_a_reference_is_asked_for(twilio: TwilioRooms) -> None:
    twilio.call(From="anonymous")
    assert dialled(twilio.call("reference", From="anonymous", Digits="1")) == [EMERGENCY]


def test_a_declined_caller_hears_the_emergency_choice_first_and_when_to_call_again(twilio: TwilioRooms) -> None:
    twilio.decide(tuesdays())
    heard = twilio.call()
    assert verbs(heard) == ["Gather", "Gather", "Say", "Hangup"]
    assert words(heard)[:3] == [
        "Emergency choice.",
        "Calls from this number can be taken again on Tuesday from 9 am.",
        "You can also reach us by text message, e-mail, letter or web form.",
    ]
    assert words(heard)[3:5] == ["Somebody else choice.", "Review choice."]
    assert [say.text for say in heard[0]] == [say.text for say in heard[1]]
    assert words(heard)[-1] == "Goodbye."


def test_nobody_is_rejected_unheard_or_told_who_they_are_taken_for(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    heard = twilio.call()
    assert "Reject" not in verbs(heard)
    assert not any(name in " ".join(words(heard)) for name in ("Sam", "sam", "harassment", "restriction"))


def test_a_point_of_contact_rings_at_the_officers_telephone(twilio: TwilioRooms) -> None:
    twilio.decide(sent_to_lee())
    assert rung(twilio, twilio.call()) == [LEE]


def test_a_point_of_contact_without_a_telephone_takes_a_message_and_never_spills_into_the_queue(
    twilio: TwilioRooms,
) -> None:
    twilio.services.people.add(LANDLORD, new_officer(contact_points=()))
    twilio.decide(sent_to_lee())
    heard = twilio.call()
    assert dialled(heard) == []
    assert heard.find("Record") is not None
    assert "Emergency choice." in words(heard)


def test_a_point_of_contact_without_a_telephone_is_passed_over_for_a_deputy(twilio: TwilioRooms) -> None:
    twilio.services.people.add(LANDLORD, new_officer(id="mia", name="Mia Officer", contact_points=()))
    twilio.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "mia", "deputies": ["lee"]}))
    heard = twilio.call()
    assert words(heard)[0] == "Greeting."
    assert rung(twilio, heard) == [LEE]
    assert rung(twilio, twilio.call()) == [LEE]
    (call,) = twilio.memory.of(LANDLORD).contacts.values()
    assert call.last is not None
    assert call.last.contact.tried == {"mia"}


def test_out_of_hours_a_message_may_be_left_and_the_emergency_choice_is_there(twilio: TwilioRooms) -> None:
    twilio.clock.stand_at(MONDAY + timedelta(hours=12))
    heard = twilio.call()
    assert verbs(heard) == ["Gather", "Gather", "Say", "Record", "Say", "Hangup"]
    closed = "Closed until Tuesday from 9 am."
    assert words(heard) == ["Greeting.", closed, *["Emergency choice."] * 2, "Leave a message.", "Goodbye."]
    record = heard.find("Record")
    assert record is not None
    assert record.get("action") == "message"


def test_a_call_that_nobody_answers_becomes_a_message(twilio: TwilioRooms) -> None:
    twilio.call()
    heard = twilio.call("dialled", DialCallStatus="no-answer")
    assert verbs(heard) == ["Gather", "Gather", "Say", "Record", "Say", "Hangup"]
    assert counted(twilio).accepted == 0
    assert words(twilio.call("message", RecordingDuration="7")) == ["Goodbye."]
    assert counted(twilio).accepted == 1


def test_an_empty_message_counts_for_nothing(twilio: TwilioRooms) -> None:
    twilio.call()
    twilio.call("dialled", DialCallStatus="busy")
    twilio.call("message", RecordingDuration="0")
    assert counted(twilio).accepted == 0


def test_a_conversation_is_counted_in_seconds_from_the_answer(twilio: TwilioRooms) -> None:
    twilio.call()
    assert verbs(twilio.call("dialled", DialCallStatus="completed", DialCallDuration="370")) == ["Hangup"]
    ended = {"CallSid": CALL_SID, "CallStatus": "completed", "CallDuration": "400", "Duration": "7"}
    assert twilio.post("voice/status", ended).status_code == 204
    assert (counted(twilio).accepted, counted(twilio).talk_seconds) == (1, 370)


def test_a_call_that_is_still_going_on_has_not_ended(twilio: TwilioRooms) -> None:
    twilio.call()
    assert twilio.post("voice/status", {"CallSid": CALL_SID, "CallStatus": "ringing"}).status_code == 204
    assert not any(row.events for row in twilio.memory.of(LANDLORD).contacts.values())


def test_an_emergency_line_that_does_not_answer_is_followed_by_a_person(twilio: TwilioRooms) -> None:
    twilio.call()
    twilio.call("key", Digits="1")
    heard = twilio.call("emergency-dialled", DialCallStatus="busy")
    assert "9 9 9" in words(heard)[0]
    assert dialled(heard) == [QUEUE]
    assert verbs(twilio.call("emergency-dialled", DialCallStatus="completed", DialCallDuration="60")) == ["Hangup"]


def test_a_retry_hears_the_same_and_counts_once(twilio: TwilioRooms) -> None:
    twilio.decide(tuesdays())
    first = words(twilio.call())
    twilio.clock.advance(timedelta(minutes=2))
    assert words(twilio.call()) == first
    assert (counted(twilio).attempts, counted(twilio).declined) == (1, 1)


@pytest.mark.parametrize("said", [{"From": "18001 07700 900123"}, {"To": "1800101632960000"}])
def test_a_call_through_the_text_relay_is_known_as_one(twilio: TwilioRooms, said: dict[str, str]) -> None:
    twilio.call(**said)
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert contact.last is not None
    assert contact.last.contact.relay
    assert contact.last.contact.dialled == "+441632960000"


def test_a_call_that_nobody_answers_and_whose_caller_hung_up_is_not_decided_anew(twilio: TwilioRooms) -> None:
    twilio.call()
    heard = twilio.call("dialled?turn=1", CallStatus="completed", DialCallStatus="no-answer")
    assert verbs(heard) == ["Hangup"]
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert len(contact.steps) == 1


def test_a_message_is_kept_and_somebody_is_told_to_listen(twilio: TwilioRooms) -> None:
    twilio.call()
    twilio.call("dialled", DialCallStatus="busy")
    recording = f"RE{'d' * 32}"
    twilio.call("message", RecordingDuration="7", RecordingUrl=f"https://api.twilio.com/x/Recordings/{recording}")
    again = {"CallSid": CALL_SID, "RecordingSid": recording, "RecordingDuration": "7"}
    assert twilio.post("voice/recording?kind=voicemail", again).status_code == 204
    (task,) = twilio.services.calls.tasks.open(LANDLORD)
    (kept,) = twilio.services.calls.recordings.of_contact(LANDLORD, task.contact_id)
    assert (task.code, kept.id, kept.seconds) == ("listen_to_message", recording, 7)


def test_a_call_that_a_workflow_bridged_was_answered_and_one_that_it_gave_up_was_not(twilio: TwilioRooms) -> None:
    twilio.call()
    assert verbs(twilio.call("dialled", QueueResult="bridged", QueueTime="12")) == ["Hangup"]
    assert "Record" in verbs(twilio.call("dialled?turn=2", QueueResult="leave"))


def test_an_emergency_that_nobody_ever_answers_ends_with_the_advice_to_ring_999(twilio: TwilioRooms) -> None:
    twilio.call()
    heard = twilio.call("key?turn=9", Digits="1")
    rings = 0
    while heard[-1].tag == "Dial":
        rings += 1
        assert rings < 10
        heard = twilio.call(heard[-1].attrib["action"], DialCallStatus="no-answer")
    assert rings >= 2
    assert (heard[-1].tag, "9 9 9" in words(heard)[-1]) == ("Hangup", True)


def test_the_emergency_line_rings_as_long_as_a_person_takes_however_hurried_the_others_are() -> None:
    twilio = TwilioRooms(voice=VoiceRules(ring_seconds=5))
    twilio.call()
    assert twilio.call("key", Digits="1")[-1].attrib["timeout"] == "30"
