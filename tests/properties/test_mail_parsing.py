"""Whatever bytes arrive as a mail, reading them ends well."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.mail_parsing.addresses import is_address
from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.application.mail import ReadMail, TakenApart
from contact_gateway.application.records import Document

_NAMES = (b"From", b"To", b"Cc", b"Subject", b"Message-ID", b"Content-Type", b"Content-Transfer-Encoding", b"Date")
_VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"sam@example.org",
            b"multipart/mixed; boundary=b",
            b"message/rfc822",
            b"text/html; charset=utf-7",
            b"text/plain; charset*0*=x''%ff",
            b"base64",
            b"x-uuencode",
            b"quoted-printable",
            b"=?utf-8?b?\xff?= =?x?q?=ZZ?=",
            b'"' + b"\\" * 9,
            b"<@@>, group: a@b;, (((",
            b'attachment; filename="\r\nBcc: x',
        ]
    ),
)
_HEADERS = st.lists(st.tuples(st.sampled_from(_NAMES), _VALUES), max_size=12).map(
    lambda pairs: b"".join(name + b": " + value + b"\r\n" for name, value in pairs)
)
_BODIES = st.one_of(
    st.binary(max_size=200), st.lists(_HEADERS, max_size=4).map(lambda parts: b"--b\r\n".join([b"", *parts]))
)
MAILS = st.one_of(st.binary(max_size=300), st.tuples(_HEADERS, _BODIES).map(lambda both: both[0] + b"\r\n" + both[1]))


def is_harmless(mail: ReadMail) -> bool:
    said = "".join((mail.sender, mail.subject, mail.message_id, *mail.recipients, *mail.signed_by))
    text = mail.text.replace("\n", "").replace("\t", "")
    return all(ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF for c in said + text)


@given(MAILS)
def test_any_bytes_are_read_and_what_is_read_is_harmless(raw: bytes) -> None:
    mail = MimeReader().read(raw)
    assert is_harmless(mail)
    assert mail.sender == "" or is_address(mail.sender)
    assert all(is_address(recipient) for recipient in mail.recipients)


@given(MAILS)
def test_reading_twice_tells_the_same(raw: bytes) -> None:
    assert MimeReader().read(raw) == MimeReader().read(bytes(raw))


@given(
    st.dictionaries(
        st.sampled_from(["headers", "from", "to", "cc", "subject", "text", "html"]), st.binary(max_size=120)
    ),
    st.dictionaries(st.sampled_from(["from", "subject", "text", "html"]), st.text(max_size=12)),
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=30), st.binary(max_size=60)), max_size=3),
)
def test_whatever_was_taken_apart_becomes_one_mail(
    fields: dict[str, bytes], charsets: dict[str, str], files: list[tuple[str, str, bytes]]
) -> None:
    attachments = tuple(Document(name=name, content_type=kind, content=content) for name, kind, content in files)
    raw = MimeReader().assemble(TakenApart(fields=fields, charsets=charsets, attachments=attachments))
    mail = MimeReader().read(raw)
    assert is_harmless(mail)
    assert mail.attachments == len(files)
    assert b"\r" not in raw.replace(b"\r\n", b"")
