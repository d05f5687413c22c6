"""The landlord's words for a decision, in the person's language, with the placeholders filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.languages import ENGLISH, Language
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import EMERGENCY_LINE, Policy
from contact_gateway.domain.scripts import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said for a script, and the language it is really in.

    `recording` is the address of recorded audio that is played to callers in place of the text, empty where none is.
    """

    text: str
    language: Language
    recording: str = ""


def words(policy: Policy, script: Script, decision: Decision, now: datetime) -> Words:
    """Return what the landlord says for a script in the decision's language, or else in English.

    The text is empty where the landlord says nothing. `now` is when it is said. Each placeholder is a plain
    replacement: a brace in a landlord's text is no fault. Times and lists are in the language of the text.
    """
    code = decision.language if policy.scripts.get(decision.language, {}).get(script) else ENGLISH
    language = policy.known_languages.get(code) or policy.known_languages[ENGLISH]
    text = policy.scripts.get(code, {}).get(script, "")
    for name, filled in _placeholders(policy, decision, now, language).items():
        text = text.replace(f"{{{name}}}", filled)
    return Words(text=text, language=language, recording=policy.recordings.get(code, {}).get(script, ""))


def script_text(policy: Policy, script: Script, decision: Decision, now: datetime) -> str:
    """Return the text of what is said for a script; empty where the landlord says nothing."""
    return words(policy, script, decision, now).text


def reply_text(policy: Policy, decision: Decision, now: datetime) -> str:
    """Return the whole answer to writing, a paragraph each script; empty where the decision is to say nothing."""
    if decision.reply is None:
        return ""
    scripts = decision.scripts if decision.reply in decision.scripts else (decision.reply,)
    texts = (script_text(policy, script, decision, now) for script in scripts)
    return "\n\n".join(text for text in texts if text)


def spoken_time(instant: datetime, now: datetime, policy: Policy, language: str = ENGLISH) -> str:
    """Return a time as it is said in a language, or else in English: `Monday from 9 am`."""
    known = policy.known_languages.get(language) or policy.known_languages[ENGLISH]
    return known.times.said(instant, now, policy.zone)


def national_number(number: str) -> str:
    """Return a number in E.164 as people in the United Kingdom dial it; a foreign one stays as it is."""
    return f"0{number[3:]}" if number.startswith("+44") else number


def _placeholders(policy: Policy, decision: Decision, now: datetime, language: Language) -> dict[str, str]:
    until = decision.answered_from or decision.next_allowed
    emergency = policy.destinations.get(EMERGENCY_LINE)
    return {
        "landlord": policy.name,
        "when": language.times.said(until, now, policy.zone) if until else "",
        "ways": language.ways(decision.channels_open),
        "minutes": language.so_many_minutes(max((decision.time_limit or 0) // 60, 1)),
        "emergency_number": national_number(emergency.phone) if emergency else "",
    }
