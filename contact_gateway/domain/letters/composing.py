"""Puts values into texts. A value is only ever printed: nothing in it is read as a placeholder or as a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from contact_gateway.domain.letters.content import Fact, Items, Paragraph, Passage

_NAME = re.compile(r"\{([a-z_]+)\}")
_ITEM, _FACT = "- ", "= "
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z]|[0-9‘“\"'])")


def compose(text: str, values: Mapping[str, str], *, easy: bool = False) -> tuple[Passage, ...]:
    """Return the passages of a text, a line each; see `LetterWords` for what a line may be.

    A line names values between braces. It is left out where one of them is empty. A line, or an item of a list, that is
    a value alone becomes as many as the value has lines. In easy words every sentence stands by itself.

    Raises KeyError for a value that is not known.
    """
    passages: list[Passage] = []
    for line in text.splitlines():
        if not all(values[name].strip() for name in _NAME.findall(line)):
            continue
        if line.startswith(_ITEM):
            _add_items(passages, _lines(line.removeprefix(_ITEM), values))
        elif line.startswith(_FACT):
            label, _, value = line.removeprefix(_FACT).partition(": ")
            passages.append(Fact(fill(label, values), fill(value, values)))
        else:
            passages += _paragraphs(line, values, easy=easy)
    return tuple(passages)


def fill(line: str, values: Mapping[str, str]) -> str:
    """Return one line with the values in it, each on that line too; a sentence that somebody wrote ends with one stop.

    Raises KeyError for a value that is not known.
    """

    def said(found: re.Match[str]) -> str:
        value = " ".join(values[found[1]].split())
        return value.removesuffix(".") if line[found.end() :].startswith(".") else value

    return _NAME.sub(said, line)


def names_in(text: str) -> frozenset[str]:
    """Return the names between braces."""
    return frozenset(_NAME.findall(text))


def sentences(text: str) -> Iterable[str]:
    """Return the sentences of a paragraph."""
    return (one for one in _SENTENCE_ENDS.split(text) if one)


def _paragraphs(line: str, values: Mapping[str, str], *, easy: bool) -> Iterable[Paragraph]:
    for text in _lines(line, values):
        yield from map(Paragraph, sentences(text) if easy else [text])


def _lines(line: str, values: Mapping[str, str]) -> tuple[str, ...]:
    alone = _NAME.fullmatch(line.strip())
    lines = values[alone[1]].splitlines() if alone else [fill(line, values)]
    return tuple(filter(None, (" ".join(one.split()) for one in lines)))


def _add_items(passages: list[Passage], texts: tuple[str, ...]) -> None:
    last = passages[-1] if passages else None
    if isinstance(last, Items):
        passages[-1] = Items((*last.texts, *texts))
    else:
        passages.append(Items(texts))
