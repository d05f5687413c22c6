"""What was left while the database was away is kept once it is back, and told again until then."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from tests.fakes.twilio import ACCOUNT_SID, CALL_SID, LANDLORD, SAM, verbs, words
from tests.fakes.twilio_rooms import TwilioRooms

QUEUE, EMERGENCY = "+441632960100", "+441632960102"
RECORDING = f"RE{'d' * 32}"
OF_THE_MESSAGE = {"CallSid": CALL_SID, "RecordingSid": RECORDING, "RecordingDuration": "7"}


@pytest.fixture
def twilio() -> TwilioRooms:
    return TwilioRooms()


def dialled(root: Element) -> list[str]:
    return ["".join(dial.itertext()) for dial in root.iter("Dial")]


def messages(twilio: TwilioRooms) -> list[tuple[str, str]]:
    """Return the open tasks with the recordings that they are about."""
    calls = twilio.services.calls
    return [
        (task.code, kept.id)
        for task in calls.tasks.open(LANDLORD)
        for kept in calls.recordings.of_contact(LANDLORD, task.contact_id)
    ]


def caller(twilio: TwilioRooms) -> str:
    """Return the number of the one contact that is stored, empty where it is not known."""
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert contact.last is not None
    return contact.last.contact.sender.value if contact.last.contact.sender else ""


def test_a_message_of_a_call_that_was_never_stored_is_stored_with_its_call(twilio: TwilioRooms) -> None:
    assert words(twilio.call("message", **OF_THE_MESSAGE)) == ["Goodbye."]
    assert messages(twilio) == [("listen_to_message", RECORDING)]
    assert caller(twilio) == SAM


def test_a_recorded_message_of_which_only_the_provider_tells_is_not_lost(twilio: TwilioRooms) -> None:
    told = (("AccountSid", ACCOUNT_SID), *OF_THE_MESSAGE.items())
    assert twilio.post_pairs("voice/recording?kind=voicemail", told).status_code == 204
    assert twilio.post_pairs("voice/recording?kind=voicemail", told).status_code == 204
    assert messages(twilio) == [("listen_to_message", RECORDING)]
    assert caller(twilio) == ""


def test_a_message_is_told_again_until_the_database_is_back(twilio: TwilioRooms) -> None:
    twilio.lose_the_database()
    twilio.call("dialled", DialCallStatus="no-answer")
    assert verbs(twilio.call("message", **OF_THE_MESSAGE))[-1] == "Hangup"
    assert twilio.post("voice/recording?kind=voicemail", OF_THE_MESSAGE).status_code == 503
    twilio.log.down = twilio.policies.down = twilio.book.down = False
    assert twilio.post("voice/recording?kind=voicemail", OF_THE_MESSAGE).status_code == 204
    assert messages(twilio) == [("listen_to_message", RECORDING)]
    assert caller(twilio) == SAM


def test_an_emergency_during_an_outage_is_rung_for_until_the_advice_to_ring_999(twilio: TwilioRooms) -> None:
    twilio.call()
    twilio.lose_the_database()
    heard, rung = twilio.call("key?turn=1", Digits="1"), list[str]()
    while heard[-1].tag == "Dial":
        rung += dialled(heard)
        heard = twilio.call(heard[-1].attrib["action"], DialCallStatus="no-answer")
    assert rung[:4] == [EMERGENCY, QUEUE, EMERGENCY, QUEUE]
    assert verbs(heard) == ["Say", "Hangup"]
    assert "9 9 9" in words(heard)[0]


def test_an_emergency_that_was_not_stored_is_still_one_when_the_database_is_back(twilio: TwilioRooms) -> None:
    heard = twilio.call("dialled?turn=2&emergency=1", DialCallStatus="no-answer")
    assert dialled(heard) == [EMERGENCY]


def test_the_recording_of_a_call_that_is_not_known_is_no_fault_and_that_of_no_leg_of_ours_is(
    twilio: TwilioRooms,
) -> None:
    assert twilio.post("voice/status", {"CallSid": CALL_SID, "CallStatus": "completed"}).status_code == 204
    assert twilio.post("voice/recording?kind=call", OF_THE_MESSAGE).status_code == 204
    assert twilio.post("voice/recording?kind=call&id=0-0", OF_THE_MESSAGE).status_code == 404
    assert twilio.memory.of(LANDLORD).recordings == {}
