"""Names and scripts may hold anything: each document stays one that can be read, and says what was meant."""

from __future__ import annotations

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.scripts import Script
from ivr.announcements import in_breaths, speakable
from ivr.whispers import LONGEST_WHISPER
from tests.builders import new_person, restriction
from tests.fakes.twilio import LANDLORD, verbs, words
from tests.fakes.twilio_rooms import Room, TwilioRooms

HOSTILE = {
    "markup": "</Say><Dial>+441632960999</Dial><!-- &amp; ]]> <?xml ?>",
    "controls": "a\x00b\x0bc\x1bd\x7fe\ufffef\ud800g",
    "right to left": "\u202eabc\u202c \u05e9\u05dc\u05d5\u05dd \u2067x\u2069",
    "ten thousand letters": "word " * 2_000,
    "one endless word": "x" * 10_000,
    "placeholders": "{landlord} {when} {no_such_thing} {} { }",
    "nothing": "",
}
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))


@hostile
def test_a_decline_in_any_words_says_just_them(text: str) -> None:
    twilio = TwilioRooms(scripts={"en": {**dict.fromkeys(Script, "Plain."), Script.OTHER_WAYS: text}})
    twilio.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    heard = twilio.call()
    assert verbs(heard) == ["Gather", "Gather", "Say", "Hangup"]
    filled = text.replace("{landlord}", "Example Homes").replace("{when}", "")
    pieces = list(in_breaths(speakable(filled)))
    assert [say.text for say in heard[0]] == ["Plain.", "Plain.", *pieces, "Plain.", "Plain."]


@hostile
def test_a_whisper_about_anybody_says_just_the_name_and_what_to_do(text: str) -> None:
    twilio = TwilioRooms()
    twilio.services.people.add(LANDLORD, new_person(name=text))
    twilio.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}))
    heard = twilio.leg_document(Room(twilio.put_through(twilio.call())))
    assert verbs(heard) == ["Say", "Dial"]
    (whisper,) = words(heard)
    assert whisper.startswith(speakable(text)[:100] or "sam.")
    assert len(whisper) <= LONGEST_WHISPER


@hostile
def test_whatever_a_caller_is_named_by_the_network_the_call_is_answered(text: str) -> None:
    sent = text.replace("\ud800", "")  # half a character cannot be sent
    for fields in ({"From": sent}, {"To": sent}, {"CallerName": sent}):
        heard = TwilioRooms().call(**fields)
        assert heard[-1].tag == "Dial"
