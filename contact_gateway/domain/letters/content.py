"""A letter as values: every word of it, joined and final, and nothing of how it looks on paper.

It is kept with the letter, so that a reprint years later says the same, whatever has become of the policy's wording.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from contact_gateway.domain.people import Paper
from contact_gateway.domain.procedure.words import LetterType


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """In which form somebody can read it. Large print is set anew in larger letters, never a page made bigger."""

    large_print: bool = False
    bold: bool = False
    paper: Paper = Paper.WHITE
    easy_read: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; one sentence, where the letter is in easy words."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line with a name: a date and what happens on it."""

    label: str
    value: str


Passage = Paragraph | Items | Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the letter under its heading. `name` is the part's: `dates`, `appeal`.

    `dates` are those of the case that the part must hold, as they are printed. They are for the proof of the finished
    file alone, and not kept with the letter.
    """

    name: str
    heading: str
    passages: tuple[Passage, ...]
    dates: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What comes with the letter on pages of its own: the policy."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes. `colour` is #rrggbb, dark enough for white letters on it; `address` and `contact` are lines."""

    landlord: str
    colour: str = "#1d3557"
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """A letter, whole. `addressee` is name and address in lines, as the window of the envelope shows them.

    `written_on` is the date that it bears; `dated` says it in words. `language` is a code. `labels` are the few words
    around the text (page numbers, the reference) by name.
    """

    type: LetterType
    language: str
    format: Format
    letterhead: Letterhead
    addressee: tuple[str, ...]
    written_on: date
    dated: str
    reference: str
    title: str
    greeting: str
    opening: tuple[Passage, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    enclosures: tuple[str, ...] = ()
    annex: Annex | None = None
    labels: dict[str, str] = field(default_factory=dict)
