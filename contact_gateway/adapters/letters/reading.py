"""Reads the text of a finished letter back out of its PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from contact_gateway.application.errors import NotFound

_MAY_BREAK = "\u200b"


WORDS = "letter.json"
"""What the words of a letter are called in its file."""


def attached_to(pdf: bytes) -> bytes:
    """Return the words that go along in a letter's file, as they were kept. Raises `NotFound`."""
    found = PdfReader(BytesIO(pdf)).attachments.get(WORDS)
    if not found:
        raise NotFound("This file holds no letter that could be printed again.")
    return found[0]


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, in the order in which it is read."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace(_MAY_BREAK, "")
