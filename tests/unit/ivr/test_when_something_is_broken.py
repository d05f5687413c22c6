"""An honest answer to a person beats a strict rule: no outage declines anybody, and nobody hears silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn
from xml.etree.ElementTree import Element

import pytest

from contact_gateway.application.records import ContactKey
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.standing import Officer
from tests.builders import restriction
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.people import MemoryPeople
from tests.fakes.twilio import CALL_SID, LANDLORD, Twilio, document, verbs, words

QUEUE, EMERGENCY = "+441632960100", "+441632960102"


class BrokenPeople(MemoryPeople):
    """People that cannot be read, for a reason nobody thought of."""

    def officers(self, landlord: str) -> Sequence[Officer]:
        raise ZeroDivisionError(landlord)


class BrokenLog(MemoryContactLog):
    """A log that cannot be written, for a reason nobody thought of."""

    def attempt(self, landlord: str, key: ContactKey, in_line: str = "") -> NoReturn:
        raise ZeroDivisionError(landlord)


def dialled(root: Element) -> list[str]:
    return ["".join(dial.itertext()) for dial in root.iter("Dial")]


def assert_is_safe(heard: Element, turn: int = 1) -> None:
    assert verbs(heard) == ["Gather", "Gather", "Dial"]
    assert words(heard) == ["Safe greeting.", "Emergency choice.", "Emergency choice."]
    assert heard[0].get("action") == f"key?turn={turn}"
    assert dialled(heard) == [QUEUE]
    assert "timeLimit" not in heard[-1].attrib


@pytest.mark.parametrize("number", ["+447700900123", "+447700900999", "anonymous"])
def test_without_the_database_everybody_gets_a_person_also_who_would_be_declined(twilio: Twilio, number: str) -> None:
    twilio.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    twilio.call(CallSid=f"CA{'d' * 32}")
    twilio.lose_the_database()
    assert_is_safe(twilio.call(From=number))


def test_without_the_database_the_emergency_key_still_leads_to_the_emergency_line(twilio: Twilio) -> None:
    twilio.call()
    twilio.lose_the_database()
    assert dialled(twilio.call("key", Digits="1")) == [EMERGENCY]


@pytest.mark.parametrize("step", ["key", "reference"])
def test_without_the_database_every_other_key_gets_a_person(twilio: Twilio, step: str) -> None:
    twilio.call()
    twilio.lose_the_database()
    assert_is_safe(twilio.call(step, Digits="2"), turn=2)


def test_without_the_database_a_missed_call_may_still_leave_a_message(twilio: Twilio) -> None:
    twilio.call()
    twilio.lose_the_database()
    assert "Record" in verbs(twilio.call("dialled", DialCallStatus="no-answer"))


def test_where_nobody_is_known_to_be_rung_no_choice_is_offered_that_leads_nowhere(twilio: Twilio) -> None:
    twilio.lose_the_database()
    heard = twilio.call("dialled", DialCallStatus="no-answer")
    assert verbs(heard) == ["Say", "Hangup"]
    assert "9 9 9" in words(heard)[0]


def test_without_the_database_the_end_of_a_call_is_asked_for_again(twilio: Twilio) -> None:
    twilio.call()
    twilio.lose_the_database()
    ended = twilio.post("voice/status", {"CallSid": CALL_SID, "CallStatus": "completed", "CallDuration": "9"})
    assert ended.status_code == 503


def test_the_fallback_needs_no_database_and_no_call(twilio: Twilio) -> None:
    twilio.call()
    twilio.lose_the_database()
    answer = twilio.post("voice/fallback", {"ErrorCode": "11200", "ErrorUrl": "https://contact.example.org/x"})
    assert_is_safe(document(answer))


@pytest.mark.parametrize("chosen", [{"Digits": "1"}, {"SpeechResult": "Fire!"}, {"SpeechResult": "Mae argyfwng yma."}])
def test_the_fallback_carries_out_an_emergency_that_could_not_be_answered(
    twilio: Twilio, chosen: dict[str, str]
) -> None:
    twilio.call()
    twilio.lose_the_database()
    heard = document(twilio.post("voice/fallback", {"ErrorCode": "11205", **chosen}))
    assert dialled(heard) == [EMERGENCY]


def test_the_fallback_speaks_also_where_the_policy_was_never_seen(twilio: Twilio) -> None:
    twilio.lose_the_database()
    heard = document(twilio.post("voice/fallback", {}))
    assert verbs(heard) == ["Say", "Hangup"]
    assert "9 9 9" in words(heard)[0]


def test_the_fallback_is_for_the_landlords_account_alone(twilio: Twilio) -> None:
    path = f"/webhooks/{LANDLORD}/twilio/voice/fallback"
    assert twilio.send(path, b"CallSid=CA1", {"X-Twilio-Signature": "nothing"}).status_code == 403


def test_a_fault_of_our_own_gets_a_person_too(twilio: Twilio) -> None:
    twilio.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}, channels=[Channel.VOICE]))
    twilio.app = twilio.app_for(replace(twilio.services, people=BrokenPeople(twilio.memory)))
    assert_is_safe(twilio.call())


def test_a_fault_of_our_own_does_not_stand_before_the_emergency_line(twilio: Twilio) -> None:
    twilio.call()
    broken = replace(twilio.services.receive_contact, log=BrokenLog(twilio.memory))
    twilio.app = twilio.app_for(replace(twilio.services, receive_contact=broken))
    assert dialled(twilio.call("key", Digits="1")) == [EMERGENCY]
    assert dialled(twilio.call("key", SpeechResult="There is a fire")) == [EMERGENCY]


def test_the_log_of_an_outage_names_no_caller(twilio: Twilio, caplog: pytest.LogCaptureFixture) -> None:
    twilio.lose_the_database()
    twilio.call(Digits="4321")
    assert LANDLORD in caplog.text
    assert not any(private in caplog.text for private in ("7700900123", "4321", CALL_SID))
