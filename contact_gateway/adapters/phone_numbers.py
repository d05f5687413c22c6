"""How callers' numbers are written, and which of them are no numbers of people at all."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

from contact_gateway.domain.contact_points import EXTENSION, ContactPoint, PointKind

_WITHHELD = frozenset(
    {
        "",
        "anonymous",
        "restricted",
        "blocked",
        "unknown",
        "unavailable",
        "private",
        "withheld",
        # The same words as networks spell them on a telephone's keypad. Read as numbers they would be foreign lines.
        "266696687",
        "7378742833",
        "2562533",
        "8656696",
        "86282452253",
    }
)
_PREFIX = re.compile(r"(whatsapp|tel):", re.IGNORECASE)
_SIP = re.compile(r"sips?:([^@;?]*)", re.IGNORECASE)
_RELAY = re.compile(r"\+?18001[ -]*((?:\+|0|44).*)", re.DOTALL)
_EXTENSION = re.compile(r"\s*(?:;ext=|ext(?:ension)?\.?|x|#)\s*([0-9]{1,9})\s*$", re.IGNORECASE)
_SHORTEST_LINE = 9
"""Digits after the country code; what is shorter in the United Kingdom is a service such as 116123, not a person."""


class LibPhoneNumbers:
    """The port that reads callers' numbers, with the United Kingdom as home."""

    def read(self, text: str) -> ContactPoint | None:
        """Return the contact point of a number as a provider spells it; None where it is withheld; never raises."""
        plain = _PREFIX.sub("", _visible(text), count=1).strip()
        if _is_withheld(plain):
            return None
        return _relayed_line(plain) or _line(plain) or ContactPoint.handle(plain)

    def relayed(self, text: str) -> bool:
        """Whether a number was dialled through the text relay, whose prefix 18001 stands before it."""
        return _relayed_line(_PREFIX.sub("", _visible(text), count=1).strip()) is not None


def _relayed_line(plain: str) -> ContactPoint | None:
    relayed = _RELAY.fullmatch(plain)
    return _line(relayed.group(1)) if relayed else None


def _visible(text: str) -> str:
    """Leave out marks that nobody sees: direction marks, controls and halves of characters."""
    return "".join(one for one in text if unicodedata.category(one) not in {"Cc", "Cf", "Cs"}).strip()


def _is_withheld(plain: str) -> bool:
    sip = _SIP.match(plain)
    word = sip.group(1) if sip else plain
    return word.strip().removeprefix("+").casefold() in _WITHHELD


def _line(plain: str) -> ContactPoint | None:
    """Return a telephone line; None for what only looks like one: letters, short codes, impossible lengths."""
    extension = _EXTENSION.search(plain)
    digits = plain[: extension.start()] if extension else plain
    if any(one.isalpha() for one in digits):
        return None
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    too_short = number.country_code == 44 and len(str(number.national_number)) < _SHORTEST_LINE
    # Possible, not valid: the list of valid ranges lags behind what is handed out, and knows no drama numbers.
    if too_short or phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return ContactPoint(PointKind.PHONE, f"{value}{EXTENSION}{extension.group(1)}" if extension else value)
