"""What callers choose, by a key or by words, and that no choice leads a call in circles."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from ivr.speech import FIXED_PHRASES
from tests.builders import restriction
from tests.fakes.twilio import CALL_SID, LANDLORD, document, verbs, words
from tests.fakes.twilio_rooms import TwilioRooms

QUEUE, EMERGENCY = "+441632960100", "+441632960102"


def no_calls() -> Restriction:
    return restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE])


def dialled(root: Element) -> list[str]:
    return ["".join(dial.itertext()) for dial in root.iter("Dial")]


def rung(twilio: TwilioRooms, heard: Element) -> list[str]:
    """Follow a document and return whom the provider was asked to ring for a room."""
    twilio.put_through(heard)
    return [line for line, *_ in twilio.live.asked_to("ring")]


def test_the_emergency_key_leads_straight_to_the_emergency_line(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    heard = twilio.call("key", Digits="1")
    assert verbs(heard) == ["Say", "Dial"]
    assert dialled(heard) == [EMERGENCY]
    assert heard[-1].attrib == {"action": "emergency-dialled?turn=2", "timeout": "30"}


def test_the_emergency_key_works_after_any_other_key(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    for other in ("2", "3", "7"):
        twilio.call("key", Digits=other)
    assert dialled(twilio.call("key", Digits="1")) == [EMERGENCY]


def test_somebody_else_is_put_through(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    assert rung(twilio, twilio.call("key", Digits="2")) == [QUEUE]


def test_how_to_have_it_looked_at_again_is_somebody_to_talk_to(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    assert rung(twilio, twilio.call("key", Digits="3")) == [QUEUE]


def test_a_key_without_a_meaning_says_the_choices_again(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    first = twilio.call()
    assert words(twilio.call("key", Digits="9")) == words(first)


def test_the_emergency_key_keeps_its_meaning_whatever_a_policy_says() -> None:
    moved = TwilioRooms(menu={"1": "repairs", "5": "emergency"})
    moved.decide(no_calls())
    moved.call()
    for turn, key in enumerate(("1", "5"), start=1):
        assert dialled(moved.call(f"key?turn={turn}", Digits=key)) == [EMERGENCY]


def test_a_menu_of_the_landlords_own_gives_keys_their_meaning() -> None:
    own_menu = TwilioRooms(menu={"9": "emergency", "4": "complaint"})
    own_menu.decide(no_calls())
    own_menu.call()
    assert dialled(own_menu.call("key", Digits="9")) == [EMERGENCY]
    complaint = own_menu.call("key?turn=2", Digits="4")
    assert rung(own_menu, complaint) == ["+441632960104"]


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("It is an EMERGENCY!", [EMERGENCY]),
        ("danger", [EMERGENCY]),
        ("I am somebody else.", []),
        ("mumble", []),
    ],
)
def test_words_do_what_their_key_does_and_other_words_leave_the_call_where_it_was(said: str, to: list[str]) -> None:
    speaking = TwilioRooms(spoken={"en": {"somebody_else": ("somebody else",)}})
    speaking.decide(no_calls())
    first = speaking.call()
    heard = speaking.call("key?turn=1", SpeechResult=said, Confidence="0.9")
    assert dialled(heard) == to
    if said == "mumble":
        assert words(heard) == words(first)
        assert heard[0].get("action") == "key?turn=2"
    if "somebody" in said:
        assert rung(speaking, heard) == [QUEUE]


def test_a_key_without_a_meaning_is_never_asked_about_more_than_nine_times(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    heard = twilio.call()
    asked = 0
    while heard[0].tag == "Gather":
        asked += 1
        assert asked < 10
        heard = twilio.call(heard[0].attrib["action"], Digits="9")
    assert (asked, verbs(heard), words(heard)) == (9, ["Say", "Hangup"], ["Goodbye."])


def test_a_key_without_a_meaning_does_not_take_back_what_was_chosen(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    twilio.call("key?turn=1", Digits="2")
    assert rung(twilio, twilio.call("key?turn=2", Digits="9")) == [QUEUE]


def test_a_key_once_more_is_another_step_and_a_retry_is_none(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    twilio.call()
    for turn in ("1", "1", "2"):
        twilio.call(f"key?turn={turn}", Digits="3")
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert len(contact.steps) == 3


def test_a_choice_takes_one_key_and_leads_away_from_the_document(twilio: TwilioRooms) -> None:
    twilio.decide(no_calls())
    assert twilio.call()[0].attrib == {
        "action": "key?turn=1",
        "actionOnEmptyResult": "false",
        "hints": ", ".join(FIXED_PHRASES["emergency"]),
        "input": "dtmf speech",
        "language": "en-GB",
        "numDigits": "1",
        "speechTimeout": "auto",
        "timeout": "5",
    }


@settings(max_examples=40)
@given(said=st.text(max_size=80), pressed=st.text("0123456789*#", max_size=3))
@example(said="help " * 900 + "emergency", pressed="")
@example(said="\x00 emergency", pressed="")
def test_whatever_is_said_or_pressed_the_call_goes_on(said: str, pressed: str) -> None:
    twilio = TwilioRooms()
    twilio.decide(no_calls())
    twilio.call()
    fields = {"SpeechResult": said, **({"Digits": pressed} if pressed else {})}
    answer = twilio.post("voice/key?turn=1", {"CallSid": CALL_SID, **fields})
    if not (said or pressed):
        assert answer.status_code == 400
        return
    heard = document(answer)
    emergency = pressed == "1" or (not pressed and said.endswith("emergency"))
    assert heard[-1].tag in {"Dial", "Hangup", "Redirect"}
    assert (EMERGENCY in dialled(heard)) is emergency
