"""How long a text is: to read out, and in text messages."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_LETTERS_A_SECOND = 14
"""What a telephone voice speaks."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")
"""The alphabet of text messages (3GPP TS 23.038), and what takes two places in it. One letter outside, such as the
Welsh ŵ or a curly quotation mark, and the whole text is sent in an alphabet of which fewer letters fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A text's length in characters, in seconds of speech, and in the text messages that it is charged as."""

    characters: int
    seconds: int
    text_messages: int


def length_of(text: str) -> Length:
    """Return how long a text is."""
    return Length(characters=len(text), seconds=ceil(len(text) / _LETTERS_A_SECOND), text_messages=_text_messages(text))


def _text_messages(text: str) -> int:
    if set(text) <= _GSM | _GSM_TWICE:
        places, alone, joined = sum(2 if letter in _GSM_TWICE else 1 for letter in text), 160, 153
    else:
        places, alone, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return ceil(places / (alone if places <= alone else joined))
