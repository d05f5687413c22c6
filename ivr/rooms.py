"""The documents of a room, in which a caller and whoever answers meet so that words can be played to both."""

from __future__ import annotations

from twilio.twiml.voice_response import Dial, VoiceResponse

from contact_gateway.application.records_of_calls import Leg, RecordingKind
from contact_gateway.domain.calls import LONGEST_CALL
from contact_gateway.domain.scripts import Script
from ivr.addresses import Route, report
from ivr.announcements import BUILT_IN, CALLER_HAS_GONE
from ivr.connecting import limited
from ivr.speech import Said, Speech
from ivr.spoken import say

CALLER, AGENT = "caller", "agent"
"""What the two in a room are called there."""

_EVENTS = "start end join leave announcement"
_SILENCE, _A_MOMENT = 20, 2
_TURNS_IN_A_QUEUE, _WORDS_A_TURN = 8, 3
"""Counted by the address: after a redirect the provider does not say any more how long it was."""


def caller_to_room(leg: Leg, speech: Speech, *, recorded: bool = False) -> str:
    """Return what takes the caller into the room, to wait there for whoever is rung."""
    response = VoiceResponse()
    left = speech.address(Route.LEFT, id=leg.id, turn=leg.turn)
    dial = Dial(action=left, **_last_resort(leg))
    waits = {"start_conference_on_enter": False, "wait_url": speech.address(Route.WAIT, id=leg.id)}
    _enter(dial, leg, CALLER, recorded=recorded, **waits)
    response.append(dial)
    return str(response)


def agent_to_room(response: VoiceResponse, leg: Leg, *, recorded: bool = False) -> str:
    """Add what takes whoever answers into the room, and return the whole."""
    dial = Dial(**_last_resort(leg))
    _enter(dial, leg, AGENT, recorded=recorded, start_conference_on_enter=True)
    response.append(dial)
    return str(response)


def ask_again(speech: Speech, turn: int) -> str:
    """Return what asks once more in a moment whom the caller is to meet."""
    response = VoiceResponse()
    response.pause(length=_A_MOMENT)
    response.redirect(speech.address(Route.CONNECT, turn=turn))
    return str(response)


def wait(speech: Speech, leg_id: str) -> str:
    """Return what a caller hears who waits in the room of a leg, again and again."""
    response = VoiceResponse()
    say(response, speech.texts(Script.PLEASE_WAIT))
    response.pause(length=_SILENCE)
    response.redirect(speech.address(Route.WAIT, id=leg_id))
    return str(response)


def wait_in_queue(speech: Speech, turn: int) -> str:
    """Return what a caller hears who waits for a workflow, and what leaves it where nobody came in some ten minutes.

    The call goes on then as if nobody had answered: another line, or a message with the emergency choice before it.
    """
    response = VoiceResponse()
    for _ in range(_WORDS_A_TURN):
        say(response, speech.texts(Script.PLEASE_WAIT))
        response.pause(length=_SILENCE)
    if turn < _TURNS_IN_A_QUEUE:
        response.redirect(speech.address(Route.WAIT, turn=turn + 1))
    else:
        response.leave()
    return str(response)


def wait_anyhow() -> str:
    """Return what waits with our own words, where no others are to be had."""
    response = VoiceResponse()
    say(response, Said(text=BUILT_IN[Script.PLEASE_WAIT]))
    response.pause(length=_SILENCE)
    response.redirect(Route.WAIT)
    return str(response)


def announcement(said: Said) -> str:
    """Return words that are played to both."""
    response = VoiceResponse()
    say(response, said)
    return str(response)


def caller_has_gone() -> str:
    """Return what is heard by whoever answers a call that is over."""
    response = VoiceResponse()
    say(response, Said(text=CALLER_HAS_GONE))
    response.hangup()
    return str(response)


def _last_resort(leg: Leg) -> dict[str, int]:
    """Return the limit of a connection to the room, which nothing can change while both talk.

    So it is the longest call that there is. A limited call ends before it by its leg's own limit, which staff may
    extend and which goes where it turns out to be an emergency.
    """
    return limited(None if leg.limit is None else LONGEST_CALL)


def _enter(dial: Dial, leg: Leg, label: str, *, recorded: bool, **waits: object) -> None:
    dial.conference(
        leg.room,
        participant_label=label,
        end_conference_on_exit=True,
        beep=False,
        status_callback=report(Route.ROOM, id=leg.id),
        status_callback_event=_EVENTS,
        status_callback_method="POST",
        **waits,
        **_recorded(leg, recorded=recorded),
    )


def _recorded(leg: Leg, *, recorded: bool) -> dict[str, str]:
    if not recorded:
        return {}
    told = report(Route.RECORDING, kind=RecordingKind.CALL, id=leg.id)
    return {"record": "record-from-start", "recording_status_callback": told}
