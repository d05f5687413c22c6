"""Words as they are heard and read, whatever letters they are spelt with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from contact_gateway.domain.languages import Forbidden, Language

_LAST_OF_LATIN = "\u017f"
"""The end of Latin Extended-A; a letter with an accent is taken apart, so that hardly another Latin one comes after."""

_CROSSED = str.maketrans("\u0131łđðħŧøĸ", "ilddhtok")
"""Letters that cannot be taken apart, and what each looks like."""

_GAP = r"(?:[^\w\s]|_)*"


def folded(text: str) -> str:
    """Return a text without what is not heard: invisible letters, accents, capitals, other shapes of a letter."""
    apart = unicodedata.normalize("NFKD", text)
    seen = (one for one in apart if unicodedata.category(one) != "Cf" and not unicodedata.combining(one))
    return "".join(seen).casefold().translate(_CROSSED)


def telling_word(text: str, forbidden: Iterable[Forbidden]) -> str:
    """Return the first word that would give somebody away, also with hyphens in it; empty where there is none."""
    telling, harmless = _looked_for(tuple(forbidden))
    for found in telling.finditer(folded(text)):
        if re.sub(_GAP, "", found[0]) not in harmless:
            return found[0]
    return ""


def strange_letter(text: str, own: Language) -> str:
    """Return the first letter of an alphabet that a language is not written in; empty where there is none.

    Such a letter is read out as something else, or looks like one of ours and hides a word.
    """
    known = set(unicodedata.normalize("NFKD", "".join((own.name, *own.scripts.values()))))
    letters = (one for one in unicodedata.normalize("NFKD", text) if one.isalpha())
    return next((one for one in letters if one > _LAST_OF_LATIN and one not in known), "")


@lru_cache(maxsize=64)
def _looked_for(forbidden: tuple[Forbidden, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds the words, and what is none of them; the same for each of the many texts of a language."""
    beginnings = "|".join(_with_gaps(word) for one in forbidden for word in one.words)
    harmless = frozenset(folded(word) for one in forbidden for word in one.harmless)
    return re.compile(rf"(?<![^\W_])(?:{beginnings})\w*"), harmless


def _with_gaps(word: str) -> str:
    heard = (one for one in folded(word) if one.isalnum() or one.isspace())
    return _GAP.join(r"\s+" if one.isspace() else re.escape(one) for one in heard)
