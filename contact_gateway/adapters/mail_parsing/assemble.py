"""One mail out of the pieces that a provider took it apart into, so that both ways of delivery are read the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from contact_gateway.adapters.mail_parsing.words import decoded, harmless, one_line
from contact_gateway.application.mail import TakenApart
from contact_gateway.application.records import Document

_NAMED = ("From", "To", "Cc", "Subject")
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_TYPE = re.compile(r"([a-z0-9.+-]{1,60})/([a-z0-9.+-]{1,60})", re.IGNORECASE)
_LONGEST_NAME = 120


def assembled(apart: TakenApart) -> bytes:
    """Return the mail: its own headers as they were, less those that speak of how the body was put together."""
    kept = list(_kept(_LINE_END.split(apart.fields.get("headers", b""))))
    present = {match[1].lower() for line in kept if (match := _HEADER.match(line))}
    added = [_added(name, apart) for name in _NAMED if name.lower().encode() not in present]
    return b"".join(line + b"\r\n" for line in (*kept, *filter(None, added))) + _body(apart)


def _kept(lines: list[bytes]) -> Iterator[bytes]:
    keeping = False
    for line in lines:
        if line[:1] in {b" ", b"\t"}:
            keeping = keeping and bool(line.strip())
        else:
            match = _HEADER.match(line)
            keeping = bool(match and not match[1].lower().startswith((b"content-", b"mime-version")))
        if keeping:
            yield line.replace(b"\x00", b"")


def _added(name: str, apart: TakenApart) -> bytes:
    """Return a header that the provider gave in a field of its own only."""
    value = one_line(_field(name.lower(), apart))
    return f"{name}: {value}".encode() if value else b""


def _body(apart: TakenApart) -> bytes:
    body = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    text, html = harmless(_field("text", apart)), harmless(_field("html", apart))
    body.set_content(text)
    if html:
        body.add_alternative(html, subtype="html")
    for document in apart.attachments:
        _attach(body, document)
    return body.as_bytes()


def _attach(body: EmailMessage, document: Document) -> None:
    match = _TYPE.match(document.content_type)
    main, sub = (match[1].lower(), match[2].lower()) if match else ("application", "octet-stream")
    if main in {"multipart", "message"}:
        main, sub = "application", "octet-stream"
    name = one_line(document.name).replace("/", "_").replace("\\", "_")[:_LONGEST_NAME] or "attachment"
    body.add_attachment(document.content, maintype=main, subtype=sub, filename=name)


def _field(name: str, apart: TakenApart) -> str:
    return decoded(apart.fields.get(name, b""), apart.charsets.get(name, "utf-8"))
