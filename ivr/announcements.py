"""Plain words for when the landlord's own are missing, and what makes any text fit for a voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contact_gateway.domain.scripts import Script

LONGEST_SAY = 4096
"""Characters that Twilio takes in one <Say>."""

BUILT_IN = {
    Script.EMERGENCY_CHOICE: "If this is an emergency, press 1.",
    Script.CONNECTING_EMERGENCY: "We are connecting you to the emergency line.",
    Script.SAFE_GREETING: "Thank you for calling. We are connecting you now.",
    Script.DECLINE: "This call cannot be taken now.",
    Script.LEAVE_A_MESSAGE: "Nobody can take your call now. Please leave a message after the tone.",
    Script.PLEASE_WAIT: "Please hold. If somebody is in danger, hang up and ring 9 9 9.",
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
PRESS_TO_ACCEPT = "Press any key to take this call."
CALLER_HAS_GONE = "The caller has hung up."
"""Said to whoever answers for the landlord, never to a caller."""

_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
