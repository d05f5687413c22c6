"""Reading mail that strangers wrote: nothing it holds may stop the gateway, and nothing of it is lost.

The parser runs in its oldest mode (`compat32`), in which headers stay text: the newer modes take every header apart
when it is looked at, slowly, and raise half a dozen kinds of error on crafted ones.
"""

from __future__ import annotations

import hashlib
import re
from email import policy
from email.parser import BytesParser

from contact_gateway.adapters.mail_parsing.addresses import addresses, author
from contact_gateway.adapters.mail_parsing.assemble import assembled
from contact_gateway.adapters.mail_parsing.automatic import is_automatic
from contact_gateway.adapters.mail_parsing.bodies import LONGEST_TEXT, Body, body_of
from contact_gateway.adapters.mail_parsing.headers import Headers
from contact_gateway.adapters.mail_parsing.words import as_read, decoded, harmless
from contact_gateway.application.mail import ReadMail, TakenApart

LONGEST_SUBJECT = 500
_LONGEST_RAW_SUBJECT = 5_000
_PARSER = BytesParser(policy=policy.compat32)
_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LONGEST_HEAD = 2_000_000
_MOST_LINES = 600_000
"""A mail of 30 MB has about 400,000; the parser takes a second for every 200,000."""

_ENDLESS_HEADER = re.compile(rb"(?i)[\r\n]content-(?:type|disposition)\s*:(?:[^\r\n]|\r?\n[ \t]|\r[ \t]){2500}")
"""The parser takes quadratic time over the parameters of one header."""

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,900}>")
_SIGNING_DOMAIN = re.compile(r"(?:^|;)\s*d\s*=([^;]*)")


class MimeReader:
    """The mail reader port, on Python's own parser."""

    def read(self, raw: bytes) -> ReadMail:
        """Return what a raw mail says."""
        head, body_bytes = _halves(raw)
        headers = Headers.of(_PARSER.parsebytes(head, headersonly=True))
        sender = author(headers.all("from"))
        subject = as_read(headers.first("subject")[:_LONGEST_RAW_SUBJECT])[:LONGEST_SUBJECT]
        body = _body(raw)
        return ReadMail(
            sender=sender.address,
            one_sender=sender.alone,
            recipients=addresses(headers.all("to") + headers.all("cc")),
            subject=subject,
            text=body.text,
            attachments=body.attachments,
            message_id=_message_id(headers),
            fingerprint=_fingerprint(headers, body_bytes),
            automatic=is_automatic(headers, sender.address),
            signed_by=tuple(_signers(headers)),
        )

    def assemble(self, apart: TakenApart) -> bytes:
        """Return one raw mail with the headers, bodies and files of a mail that was taken apart."""
        return assembled(apart)


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    """Return headers and body."""
    blank = _BLANK_LINE.search(raw, 0, _LONGEST_HEAD)
    return (raw[: blank.end()], raw[blank.end() :]) if blank else (raw[:_LONGEST_HEAD], b"")


def _body(raw: bytes) -> Body:
    try:
        if not _would_take_too_long(raw):
            return body_of(_PARSER.parsebytes(raw))
    except Exception:  # noqa: BLE001, S110 whatever a crafted mail trips the parser with, it goes the way below
        pass
    # It is kept whole, searched as it stands for what is always open, and read by a person.
    return Body(harmless(decoded(raw[:LONGEST_TEXT])), 0)


def _would_take_too_long(raw: bytes) -> bool:
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    return lines > _MOST_LINES or _ENDLESS_HEADER.search(raw) is not None


def _message_id(headers: Headers) -> str:
    found = _MESSAGE_ID.search(headers.first("message-id")[:2_000])
    return found[0] if found else ""


def _fingerprint(headers: Headers, body: bytes) -> str:
    """Return a hash of what stays the same when a mail is delivered again: its author's headers and its body."""
    said = "\n".join(headers.first(name) for name in ("from", "to", "cc", "subject", "date"))
    return hashlib.sha256(said.encode() + b"\n\n" + body).hexdigest()


def _signers(headers: Headers) -> list[str]:
    found = (_SIGNING_DOMAIN.search(value) for value in headers.all("dkim-signature"))
    return [match[1].strip().lower() if match else "" for match in found]
