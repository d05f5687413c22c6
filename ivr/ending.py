"""How a call ends when nobody is put through: a decline, a message, a last word. Nobody is rejected unheard."""

from __future__ import annotations

from collections.abc import Iterable

from twilio.twiml.voice_response import VoiceResponse

from contact_gateway.application.records_of_calls import RecordingKind
from contact_gateway.domain.scripts import Script
from ivr.addresses import Route, report
from ivr.announcements import NOBODY_CAN_BE_REACHED
from ivr.speech import Said, Speech
from ivr.spoken import ROUNDS, ask_for_key, say, say_in_order
from ivr.stage import Stage

_AT_THE_END = frozenset({Script.LEAVE_A_MESSAGE, Script.GOODBYE})


def decline(scripts: Iterable[Script], stage: Stage) -> str:
    """Return what a declined caller hears: the emergency choice first, and all choices twice.

    A message may be left where the decision says so. Whoever has chosen nothing that makes sense so often hears a last
    word.
    """
    words = dict.fromkeys((Script.EMERGENCY_CHOICE, *scripts))
    response = VoiceResponse()
    if stage.asks:
        for _ in range(ROUNDS):
            ask_for_key(response, [script for script in words if script not in _AT_THE_END], stage)
    if Script.LEAVE_A_MESSAGE in words:
        say(response, stage.speech.texts(Script.LEAVE_A_MESSAGE))
        _record(response, stage)
    return _with_last_word(response, stage.speech)


def voicemail(stage: Stage, scripts: Iterable[Script] = (Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)) -> str:
    """Return what takes a message, the emergency choice before it."""
    response = VoiceResponse()
    say_in_order(response, scripts, stage)
    _record(response, stage)
    return _with_last_word(response, stage.speech)


def goodbye(speech: Speech) -> str:
    """Return the end of a call, in words."""
    return _with_last_word(VoiceResponse(), speech)


def closing(speech: Speech) -> str:
    """Return the last words to a caller whose call staff have ended."""
    response = VoiceResponse()
    say(response, speech.texts(Script.CLOSING))
    response.hangup()
    return str(response)


def hang_up() -> str:
    """Return the end of a call that has already had its last word."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def apology(response: VoiceResponse) -> str:
    """Return what is left where nobody can be rung."""
    say(response, Said(text=NOBODY_CAN_BE_REACHED))
    response.hangup()
    return str(response)


def _with_last_word(response: VoiceResponse, speech: Speech) -> str:
    say(response, speech.texts(Script.GOODBYE))
    response.hangup()
    return str(response)


def _record(response: VoiceResponse, stage: Stage) -> None:
    response.record(
        action=stage.speech.address(Route.MESSAGE),
        max_length=stage.rules.longest_message_minutes * 60,
        timeout=10,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback=report(Route.RECORDING, kind=RecordingKind.VOICEMAIL),
    )
