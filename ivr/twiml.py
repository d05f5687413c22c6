"""A decision as TwiML. Pure: no clock, no database, no request.

Nobody is rejected unheard: a decline is spoken, after the emergency choice. Addresses are those of the neighbouring
routes, so that a document works wherever the landlord's public address is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from twilio.twiml.voice_response import Gather, VoiceResponse

from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from ivr.announcements import NOBODY_CAN_BE_REACHED, TRYING_ANOTHER_LINE, Texts, in_breaths, speakable

LANGUAGE = "en-GB"
LONGEST_CALL = 14_400
"""Seconds; also what Twilio takes where nothing is said."""

KEY, REFERENCE, DIALLED, EMERGENCY_DIALLED, MESSAGE = "key", "reference", "dialled", "emergency-dialled", "message"
"""The routes that a document leads to."""

_RINGS = 30
_TIME_TO_CHOOSE = 5
_TIME_TO_KEY = 8
_LONGEST_MESSAGE = 180
_ROUNDS = 2
"""How often a decline says its choices: whoever did not find the key in time has a second chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The numbers that a document may dial, in E.164; an empty `to` is voicemail."""

    to: str = ""
    emergency: str = ""


class _Speaker(Protocol):
    def say(self, message: str, *, language: str) -> object: ...


def answer(decision: Decision, texts: Texts, lines: Lines, turn: int = 1) -> str:
    """Return the document that carries out a decision; `turn` is the next go at a reference, from 1."""
    match decision.outcome:
        case Outcome.EMERGENCY:
            return emergency(texts, lines)
        case Outcome.DECLINE | Outcome.HOLD:
            return _decline(decision.scripts, texts)
        case Outcome.CONNECT | Outcome.ROUTE:
            return _let_through(decision, texts, lines, turn)


def emergency(texts: Texts, lines: Lines) -> str:
    """Return the document that dials the emergency line, with nothing in between."""
    response = VoiceResponse()
    if not lines.emergency:
        return _apology(response)
    _say(response, texts(Script.CONNECTING_EMERGENCY))
    _dial(response, lines.emergency, EMERGENCY_DIALLED)
    return str(response)


def safe(texts: Texts, lines: Lines) -> str:
    """Return what is said when something is broken: a greeting, the emergency choice, a person. Never a decline."""
    response = VoiceResponse()
    if lines.emergency:
        _ask_for_key(response, (texts(Script.SAFE_GREETING), texts(Script.EMERGENCY_CHOICE)))
    if not lines.to:
        return _apology(response)
    _dial(response, lines.to, DIALLED)
    return str(response)


def another_line(lines: Lines) -> str:
    """Return what follows when the emergency line did not answer."""
    response = VoiceResponse()
    if not lines.to:
        return _apology(response)
    _say(response, TRYING_ANOTHER_LINE)
    _dial(response, lines.to, DIALLED)
    return str(response)


def voicemail(texts: Texts, scripts: Iterable[Script] = (Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)) -> str:
    """Return what takes a message, the emergency choice before it."""
    response = VoiceResponse()
    _say_in_order(response, scripts, texts)
    _record(response, texts)
    return str(response)


def goodbye(texts: Texts) -> str:
    """Return the end of a call, in words."""
    response = VoiceResponse()
    _say(response, texts(Script.GOODBYE))
    response.hangup()
    return str(response)


def hang_up() -> str:
    """Return the end of a call that has already had its last word."""
    response = VoiceResponse()
    response.hangup()
    return str(response)


def _let_through(decision: Decision, texts: Texts, lines: Lines, turn: int) -> str:
    if not lines.to:
        greeting = [script for script in decision.scripts if script is not Script.CONNECTING]
        return voicemail(texts, dict.fromkeys((*greeting, Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)))
    response = VoiceResponse()
    _say_in_order(response, decision.scripts, texts, turn)
    _dial(response, lines.to, DIALLED, decision.time_limit)
    return str(response)


def _decline(scripts: Iterable[Script], texts: Texts) -> str:
    words = dict.fromkeys((Script.EMERGENCY_CHOICE, *scripts))
    response = VoiceResponse()
    for _ in range(_ROUNDS):
        _ask_for_key(response, [texts(script) for script in words if script is not Script.GOODBYE])
    _say(response, texts(Script.GOODBYE))
    response.hangup()
    return str(response)


def _say_in_order(response: VoiceResponse, scripts: Iterable[Script], texts: Texts, turn: int = 1) -> None:
    """Say the scripts; one that offers something waits for the answer, with all that was said before it."""
    said: list[str] = []
    for script in scripts:
        said.append(texts(script))
        if script in {Script.ASK_REFERENCE, Script.ASK_REFERENCE_AGAIN}:
            _ask_for_reference(response, said, turn)
            said = []
        if script is Script.EMERGENCY_CHOICE:
            _ask_for_key(response, said)
            said = []
    for text in said:
        _say(response, text)


def _ask_for_key(response: VoiceResponse, said: Iterable[str]) -> None:
    # No key falls through to the next verb; the address is said, because the default would repeat this very document.
    asked = Gather(input="dtmf", num_digits=1, timeout=_TIME_TO_CHOOSE, action=KEY, action_on_empty_result=False)
    _ask(response, asked, said)


def _ask_for_reference(response: VoiceResponse, said: Iterable[str], turn: int) -> None:
    asked = Gather(
        input="dtmf",
        finish_on_key="#",
        timeout=_TIME_TO_KEY,
        action=f"{REFERENCE}?turn={turn}",
        action_on_empty_result=False,
    )
    _ask(response, asked, said)


def _ask(response: VoiceResponse, asked: Gather, said: Iterable[str]) -> None:
    for text in said:
        _say(asked, text)
    response.append(asked)


def _say(response: _Speaker, text: str) -> None:
    for breath in in_breaths(speakable(text)):
        response.say(breath, language=LANGUAGE)


def _dial(response: VoiceResponse, number: str, action: str, time_limit: int | None = None) -> None:
    # A limit of None would be dropped without a word, and one of nought is a call of four hours: so neither is given.
    limited = {} if time_limit is None else {"time_limit": min(max(time_limit, 1), LONGEST_CALL)}
    response.dial(timeout=_RINGS, action=action, **limited).number(number)


def _record(response: VoiceResponse, texts: Texts) -> None:
    response.record(action=MESSAGE, max_length=_LONGEST_MESSAGE, timeout=10, finish_on_key="#", play_beep=True)
    _say(response, texts(Script.GOODBYE))
    response.hangup()


def _apology(response: VoiceResponse) -> str:
    _say(response, NOBODY_CAN_BE_REACHED)
    response.hangup()
    return str(response)
