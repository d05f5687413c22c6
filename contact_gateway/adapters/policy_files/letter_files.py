"""Reads the words of letters: one TOML file a language, named by its code. `docs/letters.md` explains every key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from contact_gateway.adapters.policy_files.faults import PackFaults, Path, Wrong
from contact_gateway.adapters.policy_files.language_files import a_pattern
from contact_gateway.adapters.policy_files.line_index import with_lines
from contact_gateway.adapters.policy_files.shapes import Dropped, Keys, Many, Named, One, Reader, Shape, read_by
from contact_gateway.adapters.policy_files.shipped import letter_texts
from contact_gateway.adapters.policy_files.values import a_text, a_truth
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.composing import names_in
from contact_gateway.domain.letters.restriction_words import TERMS
from contact_gateway.domain.letters.values import NAMES
from contact_gateway.domain.letters.words import Amount, Calendar, Coded, Heading, Label, LetterWords, Text
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Per
from contact_gateway.domain.procedure.spans import Unit
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Grounds

LONGEST_TEXT = 3000
_PHRASE = One(a_text(200))


def a_template(names: frozenset[str]) -> Reader:
    """Make a reader of a text that names between braces only what there is to put in."""

    def read(value: object) -> object:
        text = str(a_text(LONGEST_TEXT)(value))
        unknown = sorted(names_in(text) - names)
        if unknown:
            raise Wrong(f"Nothing is put in for {{{unknown[0]}}}.", ", ".join(f"{{{one}}}" for one in sorted(names)))
        return text

    return read


def _every(words: type[StrEnum], shape: Shape) -> Keys:
    return Keys(dict.fromkeys(words, shape), required=tuple(words))


def _amount(*names: str) -> Keys:
    return Keys({"one": _PHRASE, "two": _PHRASE, "many": One(a_pattern(*names))}, required=("one", "many"))


_CALENDAR: dict[str, Shape] = {
    "weekdays": Many(_PHRASE, at_least=7),
    "months": Many(_PHRASE, at_least=12),
    "full": One(a_pattern("weekday", "day", "month", "year")),
    "hours": One(a_pattern("days", "hours")),
    "from_to": One(a_pattern("first", "last")),
    "midnight": _PHRASE,
}
_LABELS: dict[str, Shape] = {
    **dict.fromkeys(Label, One(a_template(frozenset({"value"})))),
    Label.PAGE: One(a_pattern("page", "pages")),
}
_TEXT = One(a_template(NAMES))

LETTERS: dict[str, Shape] = {
    "checked": One(a_truth),
    "last": _PHRASE,
    "either": _PHRASE,
    "calendar": Keys(_CALENDAR, required=tuple(_CALENDAR)),
    "per": _every(Per, _PHRASE),
    "times": _amount("number"),
    "minutes": _amount("number"),
    "issues": _amount("number"),
    "spans": _every(Unit, _amount("number")),
    "labels": Keys(_LABELS, required=tuple(_LABELS)),
    "titles": _every(LetterType, _PHRASE),
    "headings": _every(Heading, _PHRASE),
    "texts": _every(Text, _TEXT),
    "easy": Keys(dict.fromkeys(Text, _TEXT)),
    "grounds": _every(Grounds, _PHRASE),
    "kinds": _every(Kind, One(a_template(TERMS))),
    "short_kinds": _every(Kind, _PHRASE),
    "adjustments": _every(Adjustment, _PHRASE),
    "bodies": _every(Body, _PHRASE),
    "codes": _every(Coded, _PHRASE),
    "phrases": Named(a_text(), _PHRASE),
}
"""What a file holds; nothing of it may be missing but the texts in easy words and what packs say in English."""

_OPTIONAL = frozenset({"easy", "phrases"})
_PLAIN = ("checked", "last", "either", "per", "labels", "titles", "headings", "texts", "grounds", "kinds")
_MORE = ("short_kinds", "adjustments", "bodies", "codes")


@cache
def shipped_letter_words() -> Mapping[str, LetterWords]:
    """Return the words of every language by its code. Raises `PackFaults` where a file is not sound."""
    return MappingProxyType({code: read_letter_words(code, text) for code, text in letter_texts().items()})


def read_letter_words(code: str, text: str) -> LetterWords:
    """Return the words that a file's text holds. Raises `PackFaults` with every fault and its line."""
    wrongs: list[tuple[Path, Wrong]] = []

    def found(path: Path, wrong: Wrong) -> None:
        wrongs.append((path, wrong))

    shape = Keys(LETTERS, required=tuple(name for name in LETTERS if name not in _OPTIONAL))
    read = read_by(shape, tomllib.loads(text), (), found)
    if wrongs or isinstance(read, Dropped):
        raise PackFaults(with_lines(wrongs, text, f"letters/{code}.toml"))
    return _built(code, cast("Mapping[str, Any]", read))


def _built(code: str, read: Mapping[str, Any]) -> LetterWords:
    return LetterWords(
        code=code,
        calendar=Calendar(**read["calendar"]),
        times=Amount(**read["times"]),
        minutes=Amount(**read["minutes"]),
        issues=Amount(**read["issues"]),
        spans={Unit(unit): Amount(**amount) for unit, amount in read["spans"].items()},
        easy=read.get("easy", {}),
        phrases=read.get("phrases", {}),
        **{name: read[name] for name in (*_PLAIN, *_MORE)},
    )
