"""What may be said. What is said gives nobody away, and what always stays open is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.domain.scripts import PLACEHOLDERS, Script

FORBIDDEN = (
    "restrict", "behav", "unacceptabl", "unreasonabl", "inappropriat", "abus", "aggress", "violen", "threat", "harass",
    "offensive", "vexatious", "persisten", "excessive", "complained about", "your conduct", "warning", "warned",
    "incident", "investigat", "grounds", "case", "marker", "flag", "ban", "banned", "blocked", "barred", "sanction",
    "penalt", "punish", "policy", "tenancy breach", "police", "injunction",
)  # fmt: skip
"""Beginnings of words that would tell whoever answers the telephone what was decided about somebody, or why."""

_FORBIDDEN = re.compile(rf"\b(?:{'|'.join(FORBIDDEN)})\w*", re.IGNORECASE)
_HARMLESS = frozenset({"bank", "banks", "bankers"})

OWN_PLACEHOLDERS: Mapping[Script, str] = {
    Script.DECLINE_UNTIL: "when",
    Script.HOLD_UNTIL: "when",
    Script.OTHER_WAYS: "ways",
    Script.EMERGENCY_REPLY: "emergency_number",
    Script.TIME_LIMIT: "minutes",
}
"""What these scripts are for; no other script knows it."""

NAMES_A_KEY: Mapping[Script, str] = {
    Script.EMERGENCY_CHOICE: "emergency",
    Script.SOMEBODY_ELSE_CHOICE: "somebody_else",
    Script.REVIEW_CHOICE: "review",
}
"""Scripts that must name the key of the menu which carries them out."""


def script_faults(script: Script, text: str, menu: Mapping[str, str], language: str) -> Iterator[Wrong]:
    """Give everything that is wrong with a text; `menu` tells which key of the keypad does what."""
    yield from _placeholder_faults(script, text)
    found = next((word for word in _FORBIDDEN.findall(text) if word.casefold() not in _HARMLESS), "")
    if found:
        yield Wrong(
            f"{found!r} could give somebody away to whoever hears it.",
            "words that name the arrangement alone: when, and how else, somebody can get in touch",
        )
    if "ombudsman" in text.casefold() and language == "en" and "at any time" not in text.casefold():
        yield Wrong("The Ombudsman is named as if there were conditions.", "a text that says 'at any time' of it")
    yield from _key_faults(script, text, menu)


def _placeholder_faults(script: Script, text: str) -> Iterator[Wrong]:
    own = OWN_PLACEHOLDERS.get(script)
    allowed = ["{landlord}", *([f"{{{own}}}"] if own else [])]
    try:
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield Wrong("A brace is open or closed without its partner.", " and ".join(allowed))
        return
    for name in sorted(used - {"landlord", own}):
        known = "belongs to another script" if name in PLACEHOLDERS else "is not known"
        yield Wrong(f"The placeholder {{{name}}} {known}.", " and ".join(allowed))
    if own and own not in used:
        yield Wrong(f"This script does not say {{{own}}}, which it is there for.", f"a text with {{{own}}}")


def _key_faults(script: Script, text: str, menu: Mapping[str, str]) -> Iterator[Wrong]:
    choice = NAMES_A_KEY.get(script)
    digits = sorted(digit for digit, meaning in menu.items() if meaning == choice)
    if choice and digits and not any(re.search(rf"\b{digit}\b", text) for digit in digits):
        yield Wrong(f"This script does not name the key for {choice}.", f"a text with the digit {' or '.join(digits)}")
