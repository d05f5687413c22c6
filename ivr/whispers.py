"""What whoever answers hears before the caller, so that even somebody without a screen knows what to do."""

from __future__ import annotations

from twilio.twiml.voice_response import Gather, VoiceResponse

from contact_gateway.domain.outcome import Banner
from ivr.announcements import PRESS_TO_ACCEPT, speakable
from ivr.speech import Said
from ivr.spoken import ROUNDS, Speaker, say

LONGEST_WHISPER = 600
"""Characters: more than that keeps the caller waiting."""

_TIME_TO_ACCEPT = 5


def whisper_text(banner: Banner) -> str:
    """Return who it is, what to do and what is left. The arrangement, never the grounds."""
    lines = (speakable(line).rstrip(".") for line in (banner.who, *banner.lines, *banner.allowances))
    text = " ".join(f"{line}." for line in lines if line)
    return text if len(text) <= LONGEST_WHISPER else f"{text[: LONGEST_WHISPER - 1].rsplit(' ', 1)[0]}…"


def whisper(banner: Banner) -> VoiceResponse:
    """Return a document that whispers; where nothing follows, the connection is made."""
    response = VoiceResponse()
    _whisper(response, banner)
    return response


def nothing() -> str:
    """Return the empty document, which lets both talk at once."""
    return str(VoiceResponse())


def ask_to_accept(banner: Banner, accepted: str) -> str:
    """Return what asks for any key, so that no mailbox takes the call; `accepted` is where the key leads."""
    response = VoiceResponse()
    for _ in range(ROUNDS):
        asked = Gather(
            input="dtmf", num_digits=1, timeout=_TIME_TO_ACCEPT, action=accepted, action_on_empty_result=False
        )
        _whisper(asked, banner)
        say(asked, Said(text=PRESS_TO_ACCEPT))
        response.append(asked)
    response.hangup()
    return str(response)


def _whisper(speaker: Speaker, banner: Banner) -> None:
    say(speaker, Said(text=whisper_text(banner)))
