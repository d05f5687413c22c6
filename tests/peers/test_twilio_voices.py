"""Every language is spoken by a voice, and under a tag, that Twilio's own library lists."""

from __future__ import annotations

import re

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from tests.peers.node import installed


def listed(kind: str) -> set[str]:
    """Return what the library takes for an attribute of <Say>."""
    said = installed("twilio").joinpath("lib", "twiml", "VoiceResponse.d.ts").read_text(encoding="utf-8")
    found = re.search(rf"type {kind} = ([^;]+);", said)
    assert found
    return set(re.findall(r'"([^"]+)"', found.group(1)))


@pytest.mark.parametrize("code", shipped_languages())
def test_twilio_has_the_voice_of_every_language(code: str) -> None:
    voice = shipped_languages()[code].voice
    assert voice.language in listed("SayLanguage")
    assert not voice.name or voice.name in listed("SayVoice")
