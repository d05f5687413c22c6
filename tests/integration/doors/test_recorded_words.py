"""The landlord's own voice, as it is built for production: the provider fetches it where the landlord is reached."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from contact_gateway.application.records_of_scripts import Audio, AudioKind, NewWords
from tests.integration.doors.house import BASE_URL, CALL_SID, HERE, House

SOUND = b"ID3 spoken in by Robin"


def test_recorded_audio_is_named_in_full_and_fetched_without_a_signature(house: House) -> None:
    audio = Audio(kind=AudioKind.MP3, content=SOUND)
    house.services.scripts.edit(
        HERE, NewWords(language="en", script="greeting", text="Good day.", audio=audio), 0, "robin"
    )
    heard = house.post("voice/incoming", {"CallSid": CALL_SID})
    (played,) = fromstring(heard.text).iter("Play")
    assert str(played.text).startswith(f"{BASE_URL}/webhooks/{HERE}/twilio/voice/said/")
    fetched = house.client.get(str(played.text).removeprefix(BASE_URL))
    assert (fetched.status_code, fetched.data, fetched.mimetype) == (200, SOUND, "audio/mpeg")
