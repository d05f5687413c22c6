"""The landlord's words for a decision, with the placeholders filled in."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import EMERGENCY_LINE, Policy
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.wording import CHANNEL_WORDS, counted, listed

ENGLISH = "en"
"""The language that every pack has."""

_A_WEEK = timedelta(days=7)


def script_text(policy: Policy, script: Script, decision: Decision, now: datetime, language: str = ENGLISH) -> str:
    """Return what the landlord says for a script, in the language or else in English; empty where the pack is silent.

    `now` is when it is said. Each placeholder is a plain replacement: a brace in a landlord's text is no fault.
    """
    scripts = policy.scripts
    text = scripts.get(language, {}).get(script) or scripts.get(ENGLISH, {}).get(script, "")
    for name, filled in _placeholders(policy, decision, now).items():
        text = text.replace(f"{{{name}}}", filled)
    return text


def reply_text(policy: Policy, decision: Decision, now: datetime, language: str = ENGLISH) -> str:
    """Return the whole answer to writing, a paragraph each script; empty where the decision is to say nothing."""
    if decision.reply is None:
        return ""
    scripts = decision.scripts if decision.reply in decision.scripts else (decision.reply,)
    texts = (script_text(policy, script, decision, now, language) for script in scripts)
    return "\n\n".join(text for text in texts if text)


def spoken_time(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a time as it is said: `Monday from 9 am`, with the date where the day alone would mislead.

    That is today and every day more than six days away: `Monday 9 March from 9 am`. Midnight is the day alone.
    """
    local, today = instant.astimezone(zone), now.astimezone(zone).date()
    soon = timedelta() < local.date() - today < _A_WEEK
    day = f"{local:%A}" if soon else f"{local:%A} {local.day} {local:%B}"
    return f"{day} from {_clock(local)}" if (local.hour, local.minute) != (0, 0) else day


def national_number(number: str) -> str:
    """Return a number in E.164 as people in the United Kingdom dial it; a foreign one stays as it is."""
    return f"0{number[3:]}" if number.startswith("+44") else number


def _clock(local: datetime) -> str:
    if (local.hour, local.minute) == (12, 0):
        return "12 noon"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes} {'am' if local.hour < 12 else 'pm'}"


def _placeholders(policy: Policy, decision: Decision, now: datetime) -> dict[str, str]:
    until = decision.answered_from or decision.next_allowed
    emergency = policy.destinations.get(EMERGENCY_LINE)
    return {
        "landlord": policy.name,
        "when": spoken_time(until, now, policy.zone) if until else "",
        "ways": listed((CHANNEL_WORDS[channel] for channel in decision.channels_open), last="or"),
        "minutes": counted(max((decision.time_limit or 0) // 60, 1), "minute"),
        "emergency_number": national_number(emergency.phone) if emergency else "",
    }
