"""Saying and asking, as TwiML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from twilio.twiml.voice_response import Gather, VoiceResponse

from contact_gateway.domain.scripts import Script
from ivr.addresses import Route
from ivr.announcements import in_breaths, speakable
from ivr.speech import HEARD_IN, Said, Speech
from ivr.stage import Stage

ROUNDS = 2
"""How often choices are said: whoever did not find the key in time has a second chance."""

_TIME_TO_CHOOSE = 5
_TIME_TO_CHOOSE_AGAIN = 3
_TIME_TO_KEY = 8
_LONGEST_REFERENCE = 32
"""Keys; whoever leans on one is asked again and not cut off."""

_UNHURRIED = 3
"""How many times as long whoever needs more time has, wherever something is waited for."""

_QUESTIONS = frozenset({Script.ASK_REFERENCE, Script.ASK_REFERENCE_AGAIN})
_OFFERS = _QUESTIONS | {Script.EMERGENCY_CHOICE}


class Speaker(Protocol):
    """Whatever can speak: a whole document, or a question in it."""

    def say(self, message: str, *, voice: str | None, language: str) -> object:
        """Say words."""

    def play(self, url: str) -> object:
        """Play recorded audio."""


def say(speaker: Speaker, said: Said) -> None:
    """Say words, in as many pieces as the provider wants, or play them where they are recorded."""
    if said.recording:
        speaker.play(said.recording)
        return
    for breath in in_breaths(speakable(said.text)):
        speaker.say(breath, voice=said.voice or None, language=said.language)


def say_in_order(response: VoiceResponse, scripts: Iterable[Script], stage: Stage) -> None:
    """Say the scripts that were not heard; one that offers something waits for the answer, after what comes before it.

    The emergency is offered twice, the second time in short, after every question: whoever answers one never waits for
    it. Where too much was asked already nothing is offered any more.
    """
    said: list[Script] = []
    offered = False
    for script in scripts:
        if script in stage.heard or (script in _OFFERS and not stage.asks):
            continue
        said.append(script)
        if script in _QUESTIONS:
            _ask_for_reference(response, said, stage)
            said = []
        if script is Script.EMERGENCY_CHOICE:
            ask_for_key(response, said, stage)
            said, offered = [], True
    if offered:
        ask_for_emergency_again(response, stage)
    for script in said:
        say(response, stage.speech.texts(script))


def ask_for_emergency_again(response: VoiceResponse, stage: Stage) -> None:
    """Give the second chance of whoever did not find the emergency key in time: the choice alone, and a short wait."""
    ask_for_key(response, (Script.EMERGENCY_CHOICE,), stage, seconds=_TIME_TO_CHOOSE_AGAIN)


def ask_for_key(
    response: VoiceResponse, said: Iterable[Script], stage: Stage, *, seconds: int = _TIME_TO_CHOOSE
) -> None:
    """Say the scripts and wait so many seconds for one key, or for words that mean the same.

    No answer falls through to the next verb; the address is said, because the default would repeat this very document.
    """
    speech = stage.speech
    asked = Gather(
        input="dtmf speech",
        num_digits=1,
        timeout=_patience(seconds, speech),
        speech_timeout="auto",
        language=HEARD_IN,
        hints=speakable(speech.hints),
        action=speech.address(Route.KEY, turn=stage.turn),
        action_on_empty_result=False,
    )
    _ask(response, asked, said, speech)


def _ask_for_reference(response: VoiceResponse, said: list[Script], stage: Stage) -> None:
    """Ask by keypad alone, twice: the second time only the question."""
    for scripts in (said, *([said[-1]] for _ in range(ROUNDS - 1))):
        asked = Gather(
            input="dtmf",
            finish_on_key="#",
            num_digits=_LONGEST_REFERENCE,
            timeout=_patience(_TIME_TO_KEY, stage.speech),
            action=stage.speech.address(Route.REFERENCE, turn=stage.turn, go=stage.go),
            action_on_empty_result=False,
        )
        _ask(response, asked, scripts, stage.speech)


def _patience(seconds: int, speech: Speech) -> int:
    return seconds * (_UNHURRIED if speech.unhurried else 1)


def _ask(response: VoiceResponse, asked: Gather, said: Iterable[Script], speech: Speech) -> None:
    for script in said:
        say(asked, speech.texts(script))
    response.append(asked)
