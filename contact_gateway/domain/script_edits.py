"""A landlord's edits of its scripts: each overrides the pack's text, until it is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_checks import OWN_PLACEHOLDERS, ScriptFault, script_faults
from contact_gateway.domain.scripts import Script

WRITTEN = frozenset(
    {
        Script.MESSAGE_SUBJECT,
        Script.RECEIVED,
        Script.HOLD_UNTIL,
        Script.HOLD,
        Script.HOW_TO_REVIEW,
        Script.EMERGENCY_REPLY,
    }
)
"""Scripts that nobody ever hears: they answer writing."""

ALWAYS_SAID = frozenset({Script.EMERGENCY_CHOICE, Script.CONNECTING_EMERGENCY, Script.SAFE_GREETING})
"""Scripts that must be heard also where no audio can be fetched from us any more."""

RECORDABLE = frozenset(Script) - WRITTEN - ALWAYS_SAID - OWN_PLACEHOLDERS.keys()
"""Scripts that can be spoken in: callers hear them, and they say the same at every time."""


RECORDED_WORDS = "said/"
"""Where recorded audio is served, beside the documents of a call: an address is this and the name of the recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptEdit:
    """The landlord's own words for a script. `recording` names the audio in which somebody speaks them, if any."""

    language: str
    script: Script
    text: str
    recording: str = ""


def unfit(policy: Policy, language: str, script: Script, text: str) -> tuple[ScriptFault, ...]:
    """Return everything that is wrong with a text for a script in one of the languages that there are."""
    known = policy.known_languages
    return tuple(script_faults(script, text, policy.menu, known[language], known[ENGLISH]))


def pack_text(policy: Policy, language: str, script: Script) -> str:
    """Return the text of a script in a language, whether that is switched on or not."""
    own = policy.scripts.get(language, {}).get(script)
    return own or policy.known_languages[language].scripts[script]


def worded(policy: Policy, edits: Iterable[ScriptEdit], wording: int) -> Policy:
    """Return the policy with these edits in place of the pack's texts; `wording` is the number of the last of them.

    An edit that no longer fits (the pack now gives a key another meaning) leaves the pack's text, which does.
    """
    scripts = {language: dict(texts) for language, texts in policy.scripts.items()}
    recordings: dict[str, dict[str, str]] = {}
    for edit in edits:
        if edit.language not in policy.known_languages or unfit(policy, edit.language, edit.script, edit.text):
            continue
        scripts.setdefault(edit.language, {})[edit.script] = edit.text
        if edit.recording and edit.script in RECORDABLE:
            recordings.setdefault(edit.language, {})[edit.script] = f"{RECORDED_WORDS}{edit.recording}"
    return replace(policy, scripts=scripts, recordings=recordings, wording=wording)
