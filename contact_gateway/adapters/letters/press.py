"""Sets letters in type: tagged PDF (PDF/UA-1) by Typst, with fonts that come with the service and no other.

The same letter gives the same bytes: fonts and template are ours, and the date in the file is the letter's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from typing import Final

import typst

from contact_gateway.adapters.letters.printable import printable
from contact_gateway.adapters.letters.reading import attached_to, text_of
from contact_gateway.application.ports_of_letters import Unprintable
from contact_gateway.domain.letters.content import LetterContent
from contact_gateway.domain.letters.plain_data import from_plain, to_plain

_HERE = files("contact_gateway.adapters.letters")
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ACCESSIBLE: Final = "ua-1"


class TypstPress:
    """Prints letters. Any thread may use it; a letter takes some tens of milliseconds."""

    def pdf(self, letter: LetterContent) -> bytes:
        """Return the letter as tagged PDF. Raises `Unprintable` where no font has a letter that stands in it."""
        at = datetime.combine(letter.written_on, time(12), tzinfo=UTC)
        with _told_plainly():
            printed = _compiler(letter).compile(format="pdf", pdf_standards=_ACCESSIBLE, timestamp=at)
        return _one(printed)

    def text_of(self, pdf: bytes) -> str:
        """Return the text of a finished letter, in the order in which it is read."""
        return text_of(pdf)

    def read_back(self, pdf: bytes) -> LetterContent:
        """Return the letter that was printed. Raises `NotFound` where the file is none of ours."""
        return from_plain(json.loads(attached_to(pdf)))

    def picture(self, letter: LetterContent, dots_per_inch: float = 100) -> bytes:
        """Return the first page as PNG."""
        with _told_plainly():
            printed = _compiler(letter, picture="yes").compile(format="png", ppi=dots_per_inch)
        return _one(printed)


def _compiler(letter: LetterContent, **more: str) -> typst.Compiler:
    plain = to_plain(letter)
    said = {"letter": json.dumps(printable(plain)), "kept": json.dumps(plain), **more}
    return typst.Compiler(_template(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=said)


@cache
def _template() -> bytes:
    return _HERE.joinpath("letter.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return the shipped fonts; they are read once and stay in memory."""
    with as_file(_HERE.joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as fault:
        found = _NO_FONT.search(str(fault))
        if found is None:
            raise
        raise Unprintable(found[1]) from fault


def _one(printed: bytes | list[bytes] | None) -> bytes:
    """Return the file, or the first of several pages."""
    if isinstance(printed, list):
        return printed[0]
    if printed is None:
        message = "Nothing was printed, though no file was named to print to."
        raise TypeError(message)
    return printed
