"""Bytes that strangers wrote, as text that can be stored, searched and shown."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_SLOW_OR_STRANGE = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
"""Codecs that Python has and no mail uses; the first two take quadratic time."""


def decoded(data: bytes, charset: str = "utf-8") -> str:
    """Return bytes as text, in the charset they claim, else in UTF-8, else read as Western European."""
    for name in (charset, "utf-8"):
        if name.lower().replace("-", "_") in _SLOW_OR_STRANGE:
            continue
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def harmless(text: str) -> str:
    """Return text without control characters and without what UTF-8 cannot hold; line ends are newlines."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return harmless text on one line, so that it can never become a second header."""
    return harmless(_SPACE.sub(" ", text)).strip()


def as_read(value: str) -> str:
    """Return a header's value as its readers see it: encoded words decoded, raw bytes made readable, on one line."""
    value = with_raw_bytes(value)
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return one_line(value)
    return one_line("".join(part if isinstance(part, str) else _word(part, charset) for part, charset in parts))


def with_raw_bytes(value: str) -> str:
    """Return a header's value with the bytes that Python's parser hid in it made readable."""
    return decoded(value.encode("utf-8", "surrogateescape")) if not value.isascii() else value


def _word(part: bytes, charset: str | None) -> str:
    # Without a charset, `decode_header` has turned text between encoded words into these bytes itself.
    return decoded(part, charset) if charset else part.decode("raw-unicode-escape", "replace")
