"""What a landlord's numbers say while nothing of ours can be reached: documents to be kept elsewhere, as they are.

They lead nowhere back to us, are in English, and use no recorded audio, which we would have to give.
"""

from __future__ import annotations

from datetime import datetime

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import national_number, script_text
from contact_gateway.domain.scripts import Script
from ivr.announcements import BUILT_IN
from ivr.connecting import WORKFLOW, name_line
from ivr.destinations import safe_lines
from ivr.speech import Said
from ivr.spoken import Speaker, say

RING_SECONDS = 30
SECONDS_TO_CHOOSE = 5

RING_AGAIN = "If you still need us, please ring again in a few minutes."
IN_AN_EMERGENCY = "In an emergency, hang up and ring {number}."
IN_DANGER = "If somebody is in danger, hang up and ring 9 9 9."


class NobodyToRing(Exception):
    """The landlord's policy names no telephone for the document; the message says which."""


def safe_document(policy: Policy, now: datetime, emergency_at: str = "") -> str:
    """Return what greets a caller, says what to do in an emergency, and rings the queue.

    A document that nobody computes cannot tell keys apart. So the emergency choice is a number to ring; or, where
    `emergency_at` is the address at which `emergency_document` is kept, any key leads there, and it is offered twice.
    Raises `NobodyToRing`.
    """
    lines = safe_lines(policy)
    response = VoiceResponse()
    in_words = _in_an_emergency(lines.emergency)
    if emergency_at:
        choice = _text(policy, Script.EMERGENCY_CHOICE, now)
        for words in ((_text(policy, Script.SAFE_GREETING, now), choice), (choice,)):
            asked = Gather(input="dtmf", num_digits=1, timeout=SECONDS_TO_CHOOSE, action=emergency_at)
            _say(asked, *words)
            response.append(asked)
    else:
        _say(response, _text(policy, Script.SAFE_GREETING, now), *in_words)
    _ring(response, lines.to, "queue")
    return _ended(response, RING_AGAIN, *in_words)


def emergency_document(policy: Policy, now: datetime) -> str:
    """Return what rings the emergency line, and then the queue. Raises `NobodyToRing`."""
    lines = safe_lines(policy)
    response = VoiceResponse()
    _say(response, _text(policy, Script.CONNECTING_EMERGENCY, now))
    _ring(response, lines.emergency, "emergency_line")
    _say(response, IN_DANGER)
    _ring(response, lines.to, "queue")
    return _ended(response, RING_AGAIN, IN_DANGER)


def _in_an_emergency(line: str) -> tuple[str, ...]:
    """Return what to do, with the number of the emergency line digit by digit where it has one."""
    number = national_number(line)
    spelt = (IN_AN_EMERGENCY.format(number=" ".join(number)),) if number.isascii() and number.isdigit() else ()
    return (*spelt, IN_DANGER)


def _ring(response: VoiceResponse, line: str, destination: str) -> None:
    """Ring a line; without an action the document goes on where nobody answers, and after a conversation."""
    if not line or line.startswith(WORKFLOW):
        raise NobodyToRing(f"[destinations] {destination} has no telephone, so that a document cannot ring it.")
    dial = Dial(timeout=RING_SECONDS)
    name_line(dial, line)
    response.append(dial)


def _ended(response: VoiceResponse, *texts: str) -> str:
    _say(response, *texts)
    response.hangup()
    return str(response)


def _say(speaker: Speaker, *texts: str) -> None:
    for text in texts:
        say(speaker, Said(text=text))


def _text(policy: Policy, script: Script, now: datetime) -> str:
    return script_text(policy, script, Decision(outcome=Outcome.CONNECT), now) or BUILT_IN.get(script, "")
