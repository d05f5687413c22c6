"""A workflow finds somebody itself: what it is given, how long both talked, and what is said of recording."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.domain.counting import Counts
from contact_gateway.domain.policy import QUEUE, Destination
from contact_gateway.domain.voice import Recorded, VoiceRules
from tests.builders import MONDAY, policy
from tests.fakes.twilio import CALL_SID, LANDLORD, verbs, words
from tests.fakes.twilio_rooms import TwilioRooms


@pytest.fixture
def twilio() -> TwilioRooms:
    queue = Destination(name=QUEUE, label="Customer service", line=f"workflow:WW{'a' * 32}")
    return TwilioRooms(destinations={**policy().destinations, QUEUE: queue})


def handed_over(twilio: TwilioRooms) -> str:
    """Let a call wait for the workflow after twenty seconds of words; return where it goes on afterwards."""
    heard = twilio.call()
    assert (verbs(heard)[-1], heard[-1].text) == ("Redirect", "connect?turn=1")
    twilio.clock.advance(timedelta(seconds=20))
    (enqueue,) = twilio.put_through(heard)
    assert enqueue.tag == "Enqueue"
    return enqueue.attrib["action"]


def counts(twilio: TwilioRooms) -> Counts:
    day = timedelta(days=1)
    return twilio.services.counters.of_customer(LANDLORD, "sam", MONDAY - day, MONDAY + day)


@pytest.mark.parametrize("result", ["bridged", "redirected-from-bridged"])
def test_talk_is_what_is_left_of_a_stay_in_a_queue_after_its_waiting(twilio: TwilioRooms, result: str) -> None:
    action = handed_over(twilio)
    twilio.clock.advance(timedelta(seconds=45 + 300))
    assert verbs(twilio.call(action, QueueResult=result, QueueTime="45")) == ["Hangup"]
    assert (counts(twilio).accepted, counts(twilio).talk_seconds) == (1, 300)


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ({"QueueResult": "bridging-in-process", "QueueTime": "45"}, 1),
        ({"QueueResult": "bridged"}, 1),
        ({"QueueResult": "bridged", "QueueTime": "999"}, 1),
        ({"QueueResult": "hangup", "QueueTime": "45", "CallStatus": "completed"}, 0),
        ({"QueueResult": "leave", "QueueTime": "45"}, 0),
    ],
    ids=str,
)
def test_no_talk_is_counted_of_which_twilio_does_not_say_that_it_was(
    twilio: TwilioRooms, said: dict[str, str], accepted: int
) -> None:
    action = handed_over(twilio)
    twilio.clock.advance(timedelta(seconds=345))
    twilio.call(action, **said)
    assert (counts(twilio).accepted, counts(twilio).talk_seconds) == (accepted, 0)


def test_no_talk_is_counted_where_nothing_says_since_when_it_waited(twilio: TwilioRooms) -> None:
    handed_over(twilio)
    twilio.clock.advance(timedelta(seconds=345))
    twilio.call("dialled?turn=1", QueueResult="bridged", QueueTime="45")
    assert (counts(twilio).accepted, counts(twilio).talk_seconds) == (1, 0)


@pytest.mark.parametrize("since", ["soon", "-1", "1" * 12])
def test_an_address_with_a_time_that_no_document_of_ours_wrote_is_refused(twilio: TwilioRooms, since: str) -> None:
    said = {"CallSid": CALL_SID, "QueueResult": "bridged", "QueueTime": "45"}
    told = twilio.post(f"voice/dialled?turn=1&since={since}", said)
    assert told.status_code == 400


def test_nobody_waits_for_a_workflow_longer_than_about_ten_minutes(twilio: TwilioRooms) -> None:
    heard, waited = twilio.put_through(twilio.call())[0].attrib["waitUrl"], 0
    while True:
        document = twilio.call(heard)
        waited += sum(int(verb.attrib["length"]) for verb in document if verb.tag == "Pause")
        if verbs(document)[-1] == "Leave":
            break
        assert document[-1].text != heard
        heard = document[-1].text or ""
    assert 8 * 60 <= waited <= 10 * 60


def test_whoever_left_the_queue_of_a_workflow_is_taken_on_with_the_emergency_choice(twilio: TwilioRooms) -> None:
    heard = twilio.call(handed_over(twilio), QueueResult="leave", QueueTime="600")
    assert "Gather" in verbs(heard)
    assert "Record" in verbs(heard)


def test_nobody_is_told_of_a_recording_that_a_workflow_does_not_make() -> None:
    queue = Destination(name=QUEUE, label="Customer service", line=f"workflow:WW{'a' * 32}")
    twilio = TwilioRooms(destinations={**policy().destinations, QUEUE: queue}, voice=VoiceRules(records=Recorded.ALL))
    assert "Recorded." not in words(twilio.call())


def test_whoever_keys_a_wrong_reference_is_not_told_again_that_calls_are_recorded() -> None:
    twilio = TwilioRooms(voice=VoiceRules(records=Recorded.ALL))
    assert words(twilio.call(From="anonymous")).count("Recorded.") == 1
    assert "Recorded." not in words(twilio.call("reference?turn=1&go=1", From="anonymous", Digits="9999"))
