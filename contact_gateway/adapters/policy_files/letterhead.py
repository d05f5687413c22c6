"""The tables of a pack about letters: `[letterhead]` and `[letter_texts.<language>]`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contact_gateway.adapters.policy_files.faults import Wrong
from contact_gateway.adapters.policy_files.letter_files import a_template
from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, One, Shape
from contact_gateway.adapters.policy_files.tables import Read, table
from contact_gateway.adapters.policy_files.values import a_language, a_mailbox, a_text, a_word
from contact_gateway.domain.letters.values import NAMES
from contact_gateway.domain.letters.words import Text
from contact_gateway.domain.stationery import Stationery

LONGEST_POLICY = 60_000
"""Characters; some twenty pages."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LEAST_CONTRAST = 4.5
"""Between the colour and white letters on it (WCAG 2.2, 1.4.3)."""

_LINE = One(a_text(100))


def a_dark_colour(value: object) -> object:
    """Read a colour on which white letters can be read."""
    allowed = 'six hexadecimal digits after #, dark enough for white letters, such as "#1d3557"'
    if not isinstance(value, str) or not _COLOUR.fullmatch(value.lower()):
        raise Wrong(f"{value!r} is not a colour.", allowed)
    contrast = 1.05 / (_luminance(value) + 0.05)
    if contrast < _LEAST_CONTRAST:
        raise Wrong(f"White letters on {value} have a contrast of {contrast:.1f}, at least 4.5 is needed.", allowed)
    return value.lower()


LETTERHEAD: Mapping[str, Shape] = {
    "letterhead": Keys(
        {
            "colour": One(a_dark_colour),
            "address": Many(_LINE, at_least=1),
            "telephone": _LINE,
            "email": One(a_mailbox),
            "website": _LINE,
            "signed_by": _LINE,
            "support": One(a_text(1000)),
            "policy_text": One(a_text(LONGEST_POLICY)),
            "policy_address": _LINE,
        }
    ),
    "letter_texts": Named(a_language, Named(a_word(Text), One(a_template(NAMES)))),
}


def stationery_of(read: Read) -> Stationery:
    """Return what the landlord puts on its letters; what the pack does not say is left out of them."""
    said = table(read, "letterhead")
    texts = {code: {str(key): text for key, text in own.items()} for code, own in table(read, "letter_texts").items()}
    title = table(read, "policy").get("title") or read["landlord"].get("policy", "")
    return Stationery(policy=title, texts=texts, **said)


def _luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1, as WCAG computes it."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
