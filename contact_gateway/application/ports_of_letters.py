"""What the use cases need to make letters: a press, and a shelf where finished ones are kept."""

from __future__ import annotations

from typing import Protocol

from contact_gateway.application.errors import Refused
from contact_gateway.domain.letters.content import LetterContent


class Unprintable(Refused):
    """A letter holds a character that no font has."""

    def __init__(self, character: str) -> None:
        """Name the character."""
        super().__init__(
            "letter_unprintable",
            f"The letter holds the character {character!r}, which cannot be printed. Write the word in Latin, Greek, "
            "Cyrillic, Hebrew or Arabic letters.",
        )


class LetterPress(Protocol):
    """Sets letters in type. The same letter gives the same bytes. Raises `Unprintable`."""

    def pdf(self, letter: LetterContent) -> bytes:
        """Return the letter as a tagged PDF that a screen reader can read (PDF/UA-1)."""

    def text_of(self, pdf: bytes) -> str:
        """Return the text of a finished letter, in the order in which it is read."""

    def read_back(self, pdf: bytes) -> LetterContent:
        """Return the letter that was printed: its words go along in the file. Raises `NotFound`."""
