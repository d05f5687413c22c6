"""A customer who speaks another language is spoken to in it, from who is known to the last word."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.scripts import Script
from tests.builders import new_person, policy, restriction
from tests.fakes.twilio import LANDLORD, words
from tests.fakes.twilio_rooms import LEG_SID, Room, TwilioRooms

WELSH = shipped_languages()["cy"]


@pytest.fixture
def twilio() -> TwilioRooms:
    """A landlord that has ticked Welsh, which Sam speaks."""
    house = TwilioRooms(languages=frozenset({"en", "cy"}), scripts={**policy().scripts, "cy": WELSH.scripts})
    house.services.people.add(LANDLORD, new_person(reference="1001", language="cy"))
    return house


def spoken_in(root: Element) -> list[tuple[str | None, str | None]]:
    return [(say.get("language"), say.get("voice")) for say in root.iter("Say")]


def test_a_decline_is_said_by_a_welsh_voice_to_its_last_word(twilio: TwilioRooms) -> None:
    twilio.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    heard = twilio.call()
    voice = (WELSH.voice.language, WELSH.voice.name or None)
    assert set(spoken_in(heard)) == {voice}
    assert words(heard)[0] == WELSH.scripts[Script.EMERGENCY_CHOICE]
    assert words(heard)[-1].endswith("Hwyl fawr.")
    assert heard[0].get("action") == "key?turn=1&language=cy"


def test_the_language_goes_along_into_the_room_and_to_the_next_question(twilio: TwilioRooms) -> None:
    twilio.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}, [Channel.VOICE]))
    room = Room(twilio.put_through(twilio.call()))
    assert room.conference["waitUrl"] == f"wait?id={room.leg}&language=cy"
    assert words(twilio.call(room.conference["waitUrl"])) == [WELSH.scripts[Script.PLEASE_WAIT]]
    assert room.left.endswith("&language=cy")
    assert twilio.live.asked_to("ring")


def test_staff_are_told_in_english(twilio: TwilioRooms) -> None:
    twilio.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}, [Channel.VOICE]))
    room = Room(twilio.put_through(twilio.call()))
    assert spoken_in(twilio.leg_document(room, CallSid=LEG_SID)) == [("en-GB", None)]


def test_an_emergency_is_understood_in_both_languages() -> None:
    twilio = TwilioRooms(spoken={"en": {"emergency": ("emergency",)}, "cy": {"emergency": ("argyfwng",)}})
    for turn, said in ((1, "Argyfwng!"), (2, "an emergency")):
        twilio.call()
        heard = twilio.call(f"key?turn={turn}&language=cy", SpeechResult=said)
        assert [noun.text for noun in heard.iter("Number")] == ["+441632960102"]
