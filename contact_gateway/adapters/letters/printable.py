"""Makes text fit for paper: what has no shape is left out, and a word that is wider than a page may be broken."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_JOINERS = "\u200c\u200d"
"""They have no shape of their own, but change that of their neighbours in many scripts."""

_SHAPELESS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LONG_WORD = re.compile(r"\S{51,}")
_PIECE = re.compile(r"\S{1,30}")
_MAY_BREAK = "\u200b"


def printable(value: Any) -> Any:  # noqa: ANN401 (plain data has no narrower type)
    """Return plain data with every text in it made fit for paper.

    Left out are control characters, marks that turn the direction of writing, and code points that stand for nothing.
    """
    match value:
        case str():
            return _breakable(_shaped(value))
        case list():
            return [printable(one) for one in value]
        case dict():
            return {name: printable(one) for name, one in value.items()}
        case _:
            return value


def _shaped(text: str) -> str:
    seen = (" " if one.isspace() else one for one in text if _has_shape(one) or one.isspace())
    return unicodedata.normalize("NFC", "".join(seen))


def _has_shape(one: str) -> bool:
    return one in _JOINERS or unicodedata.category(one) not in _SHAPELESS


def _breakable(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(_PIECE.findall(word[0])), text)
