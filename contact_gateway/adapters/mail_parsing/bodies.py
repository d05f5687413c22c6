"""What a mail says, in plain text, and how many files it brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from html import unescape
from itertools import islice

from contact_gateway.adapters.mail_parsing.headers import Headers
from contact_gateway.adapters.mail_parsing.words import decoded, harmless

LONGEST_TEXT = 100_000
"""Characters of the text that are searched for what is always open; the mail itself is kept whole."""

_LONGEST_HTML = 400_000
_LONGEST_TYPE = 5_000
_MOST_PARTS = 1_000
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE)
_TAG = re.compile(r"/?[a-z0-9]*")
_UNSEEN = frozenset({"script", "style"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table"})


@dataclass(frozen=True, slots=True)
class Body:
    """The text that a person would read, and the number of files."""

    text: str
    attachments: int


def body_of(message: Message) -> Body:
    """Return the text of the plain parts, else of the HTML parts. A file may hide its text; a body may not."""
    plain: list[str] = []
    marked_up: list[str] = []
    attachments = 0
    for part in islice(_leaves(message), _MOST_PARTS):
        kind = part.get_content_type()
        if _is_file(part) or not kind.startswith("text/"):
            attachments += 1
        elif kind == "text/html":
            marked_up.append(text_of_html(_text(part)))
        else:
            plain.append(_text(part))
    text = "\n".join(filter(str.strip, plain)) or "\n".join(marked_up)
    return Body(harmless(text)[:LONGEST_TEXT], attachments)


def text_of_html(page: str) -> str:
    """Return the words of a page without its markup.

    Python's own parser takes quadratic time on a page of unfinished tags; this reads every character once. What is
    between `<` and `>` is markup, all within a script or a style is left out, and a `<` without its `>` is text.
    """
    first, *pieces = page[:_LONGEST_HTML].split("<")
    words = [first]
    inside = ""
    for piece in pieces:
        tag, closed, text = piece.partition(">")
        name = _TAG.match(tag.lower())
        tag_name = name[0] if name else ""
        if inside:
            inside = "" if tag_name == f"/{inside}" else inside
        elif tag_name in _UNSEEN and closed:
            inside = tag_name
        if not inside:
            words.append(("\n" if tag_name.lstrip("/") in _BREAKS else "") + (text if closed else f"<{piece}"))
    return unescape("".join(words)).strip()


def _leaves(message: Message) -> Iterator[Message]:
    """Walk through the parts without recursion; a mail within a mail is one file."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(reversed([child for child in part.get_payload() if isinstance(child, Message)]))
        else:
            yield part


def _is_file(part: Message) -> bool:
    headers = Headers.of(part)
    disposition = headers.first("content-disposition").lower()
    return disposition.lstrip().startswith("attachment") or "filename" in disposition


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    charset = _CHARSET.search(Headers.of(part).first("content-type")[:_LONGEST_TYPE])
    return decoded(data, charset[1] if charset else "utf-8") if isinstance(data, bytes) else ""
