"""A decision as TwiML. Pure: no clock, no database, no request."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from twilio.twiml.voice_response import VoiceResponse

from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from ivr import ending
from ivr.addresses import Route, address
from ivr.announcements import TRYING_ANOTHER_LINE
from ivr.connecting import WORKFLOW, Connection, put_through
from ivr.speech import Said
from ivr.spoken import ask_for_emergency_again, ask_for_key, say, say_in_order
from ivr.stage import Stage

SAFE_RING_SECONDS = 30


def answer(decision: Decision, stage: Stage) -> str:
    """Return the document that carries out a decision."""
    match decision.outcome:
        case Outcome.EMERGENCY:
            return emergency_again(stage)
        case Outcome.DECLINE | Outcome.HOLD:
            return ending.decline(decision.scripts, stage)
        case Outcome.CONNECT | Outcome.ROUTE:
            return _let_through(decision, stage)


def emergency(stage: Stage) -> str:
    """Return the document that rings the emergency line: nothing comes in between, and no limit ends it."""
    response = VoiceResponse()
    if not stage.lines.emergency:
        return ending.apology(response)
    say(response, stage.speech.texts(Script.CONNECTING_EMERGENCY))
    action = stage.speech.address(Route.EMERGENCY_DIALLED, turn=stage.counted)
    put_through(response, stage.lines.emergency, _plain(stage, action))
    return str(response)


def emergency_again(stage: Stage) -> str:
    """Return what follows where an emergency may have been rung for in vain: the line again, in the end an advice."""
    return emergency(stage) if stage.asks else ending.apology(VoiceResponse())


def safe(stage: Stage) -> str:
    """Return what is said when something is broken: a greeting, the emergency choice, a person. Never a decline."""
    response = VoiceResponse()
    if stage.lines.emergency and stage.asks:
        ask_for_key(response, (Script.SAFE_GREETING, Script.EMERGENCY_CHOICE), stage)
        ask_for_emergency_again(response, stage)
    if not stage.lines.to:
        return ending.apology(response)
    put_through(response, stage.lines.to, _plain(stage, _dialled(stage)))
    return str(response)


def another_line(stage: Stage) -> str:
    """Return what follows when the emergency line did not answer; the address keeps what it was, also in an outage."""
    response = VoiceResponse()
    if not stage.lines.to:
        return ending.apology(response)
    say(response, Said(text=TRYING_ANOTHER_LINE))
    action = stage.speech.address(Route.DIALLED, turn=stage.counted, emergency=1)
    put_through(response, stage.lines.to, _plain(stage, action))
    return str(response)


def without_a_room(decision: Decision, stage: Stage) -> str:
    """Return what rings for a decision whose words were said, where no room can be had."""
    if not stage.lines.to:
        return ending.voicemail(stage)
    response = VoiceResponse()
    put_through(response, stage.lines.to, _connection(decision, stage))
    return str(response)


def hand_over(decision: Decision, stage: Stage, now: datetime) -> str:
    """Return what hands a call whose words were said to a workflow.

    Where it goes on afterwards says when that was, in seconds since 1970, so that waiting can be told from talking.
    """
    response = VoiceResponse()
    action = stage.speech.address(Route.DIALLED, turn=stage.counted, since=int(now.timestamp()))
    put_through(response, stage.lines.to, replace(_connection(decision, stage), action=action))
    return str(response)


def _let_through(decision: Decision, stage: Stage) -> str:
    if not stage.lines.to or not stage.asks:
        greeting = [script for script in decision.scripts if script is not Script.CONNECTING]
        return ending.voicemail(stage, dict.fromkeys((*greeting, Script.EMERGENCY_CHOICE, Script.LEAVE_A_MESSAGE)))
    response = VoiceResponse()
    to_workflow = stage.lines.to.startswith(WORKFLOW)
    # Nothing that we can order records what a workflow puts through.
    unsaid = {Script.RECORDED} if to_workflow else set()
    say_in_order(response, (script for script in decision.scripts if script not in unsaid), stage)
    if decision.watched or to_workflow:
        response.redirect(stage.speech.address(Route.CONNECT, turn=stage.counted))
    else:
        put_through(response, stage.lines.to, _connection(decision, stage))
    return str(response)


def _connection(decision: Decision, stage: Stage) -> Connection:
    banner = decision.banner
    whispers = stage.rules.press_to_accept or bool(banner.lines or banner.allowances)
    return Connection(
        action=_dialled(stage),
        wait=stage.speech.address(Route.WAIT),
        ring_seconds=stage.rules.ring_seconds,
        limit=decision.time_limit,
        whisper=address(Route.WHISPER) if whispers else "",
        # Recorded only where it was said.
        recorded=Script.RECORDED in decision.scripts,
        banner=banner,
        contact_id=stage.contact_id,
    )


def _plain(stage: Stage, action: str) -> Connection:
    """Where help may be needed a line rings as long as a person takes, however hurried the landlord's others are."""
    ring_seconds = max(stage.rules.ring_seconds, SAFE_RING_SECONDS)
    return Connection(action=action, wait=stage.speech.address(Route.WAIT), ring_seconds=ring_seconds)


def _dialled(stage: Stage) -> str:
    return stage.speech.address(Route.DIALLED, turn=stage.counted)
