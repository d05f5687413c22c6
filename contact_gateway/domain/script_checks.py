"""What may be said. What is said gives nobody away, and what always stays open is said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from contact_gateway.domain.contact import EMERGENCY_KEY, Key
from contact_gateway.domain.disguises import folded, strange_letter, telling_word
from contact_gateway.domain.languages import Forbidden, Language
from contact_gateway.domain.scripts import PLACEHOLDERS, Script

LONGEST_SCRIPT = 1500
"""Characters; about two minutes of speech, and well inside what a telephone provider speaks in one go."""

LONGEST_SUBJECT = 120
"""Characters of a subject line, which is one line."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

OWN_PLACEHOLDERS: Mapping[Script, str] = {
    Script.DECLINE_UNTIL: "when",
    Script.CLOSED_UNTIL: "when",
    Script.HOLD_UNTIL: "when",
    Script.OTHER_WAYS: "ways",
    Script.EMERGENCY_REPLY: "emergency_number",
    Script.TIME_LIMIT: "minutes",
}
"""What these scripts are for; no other script knows it."""

NAMES_A_KEY: Mapping[Script, str] = {
    Script.EMERGENCY_CHOICE: Key.EMERGENCY,
    Script.SOMEBODY_ELSE_CHOICE: Key.SOMEBODY_ELSE,
    Script.REVIEW_CHOICE: Key.REVIEW,
}
"""Scripts that must name the key of the menu which carries them out."""


@dataclass(frozen=True, slots=True)
class ScriptFault:
    """One thing that is wrong with a text: a sentence, and what is allowed instead."""

    what: str
    allowed: str

    def __str__(self) -> str:
        """Return both as one line."""
        return f"{self.what} Allowed: {self.allowed}."


def script_faults(script: Script, text: str, menu: Mapping[str, str], *languages: Language) -> Iterator[ScriptFault]:
    """Give everything that is wrong with a text; `menu` tells which key of the keypad does what.

    Of the languages the first is the text's own; what gives somebody away in any of them is a fault.
    """
    yield from _length_faults(script, text)
    yield from _placeholder_faults(script, text)
    yield from _letter_faults(text, languages[0])
    yield from _telling_faults(text, [language.forbidden for language in languages])
    yield from ombudsman_faults(text, languages[0].forbidden)
    yield from _key_faults(script, text, menu)


def _length_faults(script: Script, text: str) -> Iterator[ScriptFault]:
    longest = LONGEST_SUBJECT if script is Script.MESSAGE_SUBJECT else LONGEST_SCRIPT
    if not text.strip():
        yield ScriptFault("This text is empty.", f"a text of 1 to {longest} characters")
    if len(text) > longest:
        yield ScriptFault(f"This text has {len(text)} characters.", f"at most {longest}")
    if _CONTROL.search(text):
        yield ScriptFault("This text holds a control character, which would take down a call.", "printable characters")
    if script is Script.MESSAGE_SUBJECT and len(text.splitlines()) > 1:
        yield ScriptFault("A subject is one line.", "a text without line breaks")


def _placeholder_faults(script: Script, text: str) -> Iterator[ScriptFault]:
    own = OWN_PLACEHOLDERS.get(script)
    allowed = " and ".join(["{landlord}", *([f"{{{own}}}"] if own else [])])
    used = _placeholders(text)
    if used is None:
        yield ScriptFault("A brace is open or closed without its partner.", allowed)
        return
    for name in sorted(used - {"landlord", own}):
        known = "belongs to another script" if name in PLACEHOLDERS else "is not known"
        yield ScriptFault(f"The placeholder {{{name}}} {known}.", allowed)
    if own and own not in used:
        yield ScriptFault(f"This script does not say {{{own}}}, which it is there for.", f"a text with {{{own}}}")


def _placeholders(text: str) -> set[str] | None:
    """Return what stands between braces, None where a brace stands alone.

    It is filled in as it stands, so nothing is read into it: {when!r} is no {when}, and two braces are not one.
    """
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return None
    if any("{" in plain or "}" in plain for plain, _, _, _ in pieces):
        return None
    fields = ((name, spec, turned) for _, name, spec, turned in pieces if name is not None)
    return {name + (f"!{turned}" if turned else "") + (f":{spec}" if spec else "") for name, spec, turned in fields}


def _letter_faults(text: str, own: Language) -> Iterator[ScriptFault]:
    if letter := strange_letter(text, own):
        named = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
        yield ScriptFault(f"{letter!r} ({named}) is no letter of {own.name}.", f"the letters of {own.name}")


def _telling_faults(text: str, forbidden: list[Forbidden]) -> Iterator[ScriptFault]:
    if found := telling_word(text, forbidden):
        yield ScriptFault(
            f"{found!r} could give somebody away to whoever hears it.",
            "words that name the arrangement alone: when, and how else, somebody can get in touch",
        )


def ombudsman_faults(text: str, own: Forbidden) -> Iterator[ScriptFault]:
    """Give the fault of a text that names the Ombudsman and does not say that one can go there at any time."""
    said = folded(text)
    if folded(own.ombudsman) in said and folded(own.at_any_time) not in said:
        yield ScriptFault(
            "The Ombudsman is named as if there were conditions.", f"a text that says {own.at_any_time!r} of it"
        )


def _key_faults(script: Script, text: str, menu: Mapping[str, str]) -> Iterator[ScriptFault]:
    choice = NAMES_A_KEY.get(script)
    digits = sorted(digit for digit, meaning in menu.items() if meaning == choice)
    if choice == Key.EMERGENCY:
        digits = [EMERGENCY_KEY]
    if choice and digits and not any(re.search(rf"\b{digit}\b", text) for digit in digits):
        yield ScriptFault(
            f"This script does not name the key for {choice}.", f"a text with the digit {' or '.join(digits)}"
        )
