"""Reads the text of a finished letter back out of its PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

_MAY_BREAK = "\u200b"


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, in the order in which it is read."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace(_MAY_BREAK, "")
