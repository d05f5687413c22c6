"""What a caller hears: the landlord's own words, made fit for a voice, and plain ones for when those are missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script

LONGEST_SAY = 4096
"""Characters that Twilio takes in one <Say>."""

BUILT_IN = {
    Script.EMERGENCY_CHOICE: "If this is an emergency, press 1.",
    Script.CONNECTING_EMERGENCY: "We are connecting you to the emergency line.",
    Script.SAFE_GREETING: "Thank you for calling. We are connecting you now.",
    Script.DECLINE: "This call cannot be taken now.",
    Script.LEAVE_A_MESSAGE: "Nobody can take your call now. Please leave a message after the tone.",
    Script.GOODBYE: "Thank you for calling. Goodbye.",
}
"""Said where a pack is silent: without these words somebody could be left in silence or without help."""

NOBODY_CAN_BE_REACHED = (
    "We are sorry, we cannot connect your call at the moment. "
    "If somebody is in danger, hang up and ring 9 9 9. Otherwise, please ring again in a few minutes."
)
TRYING_ANOTHER_LINE = (
    "The emergency line did not answer. If somebody is in danger, hang up and ring 9 9 9. We are trying another line."
)

_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Texts = Callable[[Script], str]
"""The words of a script."""


def texts_of(policy: Policy | None, decision: Decision, now: datetime) -> Texts:
    """Return what each script says now, by the landlord's pack; without a pack only what is built in."""

    def text(script: Script) -> str:
        own = script_text(policy, script, decision, now) if policy else ""
        return own or BUILT_IN.get(script, "")

    return text


def speakable(text: str) -> str:
    """Return a text without what no XML document may hold, its white space as single blanks."""
    return " ".join(_UNSPEAKABLE.sub(" ", text).split())


def in_breaths(text: str) -> Iterator[str]:
    """Cut a speakable text, between words where it can be, into pieces that one <Say> takes."""
    while text:
        cut = text.rfind(" ", 0, LONGEST_SAY + 1) if len(text) > LONGEST_SAY else len(text)
        cut = cut if cut > 0 else LONGEST_SAY
        yield text[:cut]
        text = text[cut:].lstrip()
