"""Outgoing messages as mails: what a header may hold, how the original travels, what an answer says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime

from contact_gateway.application.records import Document

_AS_IT_WAS = SMTP.clone(refold_source="none")
_ONE_LINE_EACH = _AS_IT_WAS.clone(max_line_length=998)
"""For answers: folded at the usual 78, a long Message-ID would be encoded, and the thread be lost."""

_NOT_IN_A_HEADER = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_UNSENDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:\s*(<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_LONGEST_LINE = 998
_LONGEST_SUBJECT = 200
_HEAD = 100_000


def answer(
    message_id: str, payload: Mapping[str, object], original: Document | None, sent_at: datetime
) -> EmailMessage:
    """Return an automatic answer (RFC 3834), in the thread of the mail it answers."""
    mail = _letter(message_id, payload, sent_at, _ONE_LINE_EACH)
    mail["Auto-Submitted"] = "auto-replied"
    answered = _message_id(original.content) if original else ""
    if answered:
        mail["In-Reply-To"] = answered
        mail["References"] = answered
    return mail


def covering(
    message_id: str, payload: Mapping[str, object], original: Document | None, sent_at: datetime
) -> EmailMessage:
    """Return a mail with the banner on top and the original beneath; its answer goes to whoever wrote that."""
    mail = _letter(message_id, payload, sent_at, _AS_IT_WAS)
    mail["Auto-Submitted"] = "auto-generated"
    writer = _said(payload, "reply_to")
    if writer and writer.isascii():
        mail["Reply-To"] = _address(writer)
    if original:
        _attach(mail, original.content)
    return mail


def enclosing(
    message_id: str, payload: Mapping[str, object], letter: Document | None, sent_at: datetime
) -> EmailMessage:
    """Return a letter that a person sends to a customer: its text, and the file of it beside that."""
    mail = _letter(message_id, payload, sent_at, _AS_IT_WAS)
    if letter:
        maintype, _, subtype = letter.content_type.partition("/")
        mail.add_attachment(letter.content, maintype=maintype, subtype=subtype, filename=on_one_line(letter.name))
    return mail


def _letter(
    message_id: str, payload: Mapping[str, object], sent_at: datetime, policy: EmailPolicy[EmailMessage]
) -> EmailMessage:
    """Return a mail with the headers that every one of ours has; what a stranger wrote stays on its one line."""
    mail = EmailMessage(policy=policy.clone(utf8=not _said(payload, "to").isascii()))
    mail["From"] = _address(_said(payload, "from"), _said(payload, "from_name"))
    mail["To"] = _address(_said(payload, "to"))
    mail["Subject"] = on_one_line(_said(payload, "subject"))[:_LONGEST_SUBJECT]
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = message_id
    mail["X-Auto-Response-Suppress"] = "All"
    mail["X-Loop"] = on_one_line(_said(payload, "from"))
    mail.set_content(_UNSENDABLE.sub("", _said(payload, "text")), cte="quoted-printable")
    return mail


def on_one_line(text: str) -> str:
    """Return text that can stand in a header and never becomes a second one."""
    return _NOT_IN_A_HEADER.sub(" ", text).strip()


def _attach(mail: EmailMessage, raw: bytes) -> None:
    """Attach the original, byte for byte.

    As a mail within the mail where it can travel as it is: seven bits, lines that SMTP takes, and headers that come out
    as they went in. Else as a file, which every mail program opens too.
    """
    lines = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if _travels_as_it_is(raw):
        inner = BytesParser(policy=_AS_IT_WAS).parsebytes(lines, headersonly=True)
        if _comes_out_as(inner, lines):
            mail.add_attachment(inner, filename="original.eml")
            return
    mail.add_attachment(raw, maintype="application", subtype="octet-stream", filename="original.eml")


def _travels_as_it_is(raw: bytes) -> bool:
    lone_returns = raw.count(b"\r") - raw.count(b"\r\n")
    longest = max(map(len, raw.split(b"\n")))
    return raw.isascii() and b"\x00" not in raw and not lone_returns and longest < _LONGEST_LINE


def _comes_out_as(inner: EmailMessage, lines: bytes) -> bool:
    try:
        return inner.as_bytes(policy=_AS_IT_WAS) == lines
    except Exception:  # noqa: BLE001 headers that Python cannot write as it read them travel in a file
        return False


def _message_id(raw: bytes) -> str:
    found = _MESSAGE_ID.search(_BLANK_LINE.split(raw[:_HEAD], 1)[0])
    return found[1].decode("ascii") if found else ""


def _address(address: str, name: str = "") -> Address:
    user, _, domain = on_one_line(address).rpartition("@")
    return Address(on_one_line(name), user, domain)


def _said(payload: Mapping[str, object], key: str) -> str:
    value = payload.get(key, "")
    return value if isinstance(value, str) else ""
