"""Proves on a finished letter that its parts are there: each heading on a line of its own, in order, and its dates.

What is proved is the text that was read back out of the file, never what was meant to be in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contact_gateway.domain.casework.letters import FinishedLetter
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Fact, LetterContent, Section
from contact_gateway.domain.procedure.words import Part

_PARTS = frozenset(map(str, Part))


def finished(letter: LetterContent, text: str, kind: Kind | None = None) -> FinishedLetter:
    """Return the letter with the parts that its text proves; `kind` is of the restriction that it is about.

    A part is proved by its heading, by each date that it must hold and by each named line that was meant to be in it,
    all between that heading and the next.
    """
    proved = {Part(section.name): words for section, words in _proved(letter, text) if section.name in _PARTS}
    return FinishedLetter(
        type=letter.type,
        text=text,
        parts=proved,
        kind=kind,
        encloses_policy=Part.POLICY_COPY in proved and letter.annex is not None and _stands(letter.annex.title, text),
    )


def _proved(letter: LetterContent, text: str) -> Iterator[tuple[Section, tuple[str, ...]]]:
    places = list(_places(letter, text))
    ends = [start for _, start, _ in places[1:]] + [len(text)]
    for (section, _, begins), ends_at in zip(places, ends, strict=True):
        named = [one for one in section.passages if isinstance(one, Fact)]
        within = text[begins:ends_at]
        if all(_words(one).search(within) for one in (*section.dates, *(f"{one.label}: {one.value}" for one in named))):
            yield section, (section.heading, *section.dates, *(one.value for one in named))


def _places(letter: LetterContent, text: str) -> Iterator[tuple[Section, int, int]]:
    """Return the sections that are found, each with where its heading begins and ends."""
    after = 0
    for section in letter.sections:
        found = _heading(section.heading).search(text, after)
        if found:
            yield section, found.start(), found.end()
            after = found.end()


def _stands(heading: str, text: str) -> bool:
    return _heading(heading).search(text) is not None


def _heading(words: str) -> re.Pattern[str]:
    return re.compile(rf"^[^\S\n]*{_spaced(words)}[^\S\n]*$", re.MULTILINE)


def _words(words: str) -> re.Pattern[str]:
    return re.compile(_spaced(words))


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
