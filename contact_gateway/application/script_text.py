"""The words of a landlord's scripts, filled in for one decision, as they are written to somebody."""

from __future__ import annotations

from collections.abc import Iterable

from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import EMERGENCY_LINE, Policy
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.wording import CHANNEL_WORDS, listed, said_time

ENGLISH = "en"


def script_text(script: Script, decision: Decision, policy: Policy, language: str = ENGLISH) -> str:
    """Return one script's text with its placeholders filled in; empty where the pack has no such script.

    A language that the pack lacks falls back to English. Braces that are no placeholder stay as they are.
    """
    texts = policy.scripts.get(script, {})
    text = texts.get(language) or texts.get(ENGLISH, "")
    for name, value in _values(decision, policy).items():
        text = text.replace(f"{{{name}}}", value)
    return text


def written_text(scripts: Iterable[Script], decision: Decision, policy: Policy, language: str = ENGLISH) -> str:
    """Return several scripts as one message, a paragraph each, less those that the pack lacks."""
    return "\n\n".join(filter(None, (script_text(script, decision, policy, language) for script in scripts)))


def _values(decision: Decision, policy: Policy) -> dict[str, str]:
    emergency = policy.destinations.get(EMERGENCY_LINE)
    when = decision.answered_from or decision.next_allowed
    return {
        "landlord": policy.name,
        "when": said_time(when, policy.zone) if when else "",
        "ways": listed((CHANNEL_WORDS[channel] for channel in decision.channels_open), last="or"),
        "emergency_number": _dialled_at_home(emergency.phone) if emergency else "",
    }


def _dialled_at_home(number: str) -> str:
    return f"0{number.removeprefix('+44')}" if number.startswith("+44") else number
