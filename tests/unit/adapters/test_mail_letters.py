"""What leaves by mail, as its reader's mail program sees it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contact_gateway.adapters.mail_out.letters import answer, covering
from contact_gateway.adapters.mail_parsing.addresses import is_address
from contact_gateway.application.records import Document
from tests.builders import MONDAY

ID = "<message-1@landlord.example.org>"
OUTLOOK_ID = f"<{'AM0PR' * 20}@eurprd01.prod.outlook.example.org>"
REPLY = {
    "to": "sam@example.org",
    "from": "hello@landlord.example.org",
    "from_name": "Example Homes",
    "subject": "Your message",
    "text": "Your message was received.\n\nIt is answered from Monday.",
}
FORWARD = {**REPLY, "to": "service@landlord.example.org", "subject": "Repair", "reply_to": "sam@example.org"}
MIXED = b"Subject: Repair\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nOne\r\n--b--\r\n"


def document(raw: bytes) -> Document:
    return Document(name="mail.eml", content_type="message/rfc822", content=raw)


def arrived(mail: EmailMessage) -> EmailMessage:
    """Read a mail again from the bytes that travel."""
    sent = mail.as_bytes()
    assert b"\n" not in sent.replace(b"\r\n", b"")
    assert b"\r" not in sent.replace(b"\r\n", b"")
    assert max(len(line) for line in sent.split(b"\r\n")) <= 998
    return message_from_bytes(sent, policy=policy.default)


def attached(mail: EmailMessage) -> EmailMessage:
    [part] = mail.iter_attachments()
    return part


def test_an_answer_says_that_a_machine_wrote_it_and_stands_in_the_thread() -> None:
    mail = arrived(
        answer(ID, REPLY, document(b"From: x\r\nmessage-id:\r\n <7@example.org>\r\n\r\nMessage-ID: <8@x>"), MONDAY)
    )
    assert mail["Auto-Submitted"] == "auto-replied"
    assert (mail["In-Reply-To"], mail["References"]) == ("<7@example.org>", "<7@example.org>")
    assert (mail["Message-ID"], mail["To"]) == (ID, "sam@example.org")
    assert mail["From"] == "Example Homes <hello@landlord.example.org>"
    assert mail["Date"].datetime == MONDAY
    assert mail.get_content().replace("\r\n", "\n") == "Your message was received.\n\nIt is answered from Monday.\n"
    assert [mail["Cc"], mail["Bcc"], mail["Reply-To"]] == [None, None, None]


def test_a_long_id_is_not_encoded() -> None:
    mail = answer(ID, REPLY, document(f"Message-ID: {OUTLOOK_ID}\r\n\r\n".encode()), MONDAY)
    assert f"In-Reply-To: {OUTLOOK_ID}\r\n".encode() in mail.as_bytes()


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\nMessage-ID: <7@example.org>", b"Message-ID: 7\r\n", b"Message-ID: <a b>\r\n"]
)
def test_an_answer_to_a_mail_without_an_id_stands_alone(raw: bytes) -> None:
    assert arrived(answer(ID, REPLY, document(raw), MONDAY))["In-Reply-To"] is None
    assert arrived(answer(ID, REPLY, None, MONDAY))["References"] is None


def test_a_forward_shows_the_banner_and_carries_the_original() -> None:
    sent = covering(ID, {**FORWARD, "text": "Sam Example\nOne contact a week."}, document(MIXED), MONDAY)
    mail = arrived(sent)
    body = mail.get_body()
    assert body
    assert body.get_content().replace("\r\n", "\n") == "Sam Example\nOne contact a week.\n"
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == ("sam@example.org", "auto-generated")
    part = attached(mail)
    assert part.get_content_type() == "message/rfc822"
    assert MIXED in sent.as_bytes()


@given(st.binary(max_size=400))
@example(b"Subject: caf\xe9\r\n\r\n")
@example(b"A: b\r\n\r\n" + b"x" * 2000)
@example(b"Subject:none\r\n\r\n.\r\n..\r\n")
@example(b"\x00")
@example(b"X: y\r\rZ")
@example(b"From someone\r\nSubject: x\r\n\r\nFrom the start")
@example(MIXED.replace(b"\r\n", b"\n"))
def test_the_original_arrives_as_it_was(raw: bytes) -> None:
    part = attached(arrived(covering(ID, FORWARD, document(raw), MONDAY)))
    if part.get_content_type() == "message/rfc822":
        inside = part.get_content().as_bytes(policy=policy.SMTP.clone(refold_source="none"))
        assert inside.replace(b"\r\n", b"\n") == raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    else:
        assert (part.get_content(), part.get_filename()) == (raw, "original.eml")


@given(st.text(max_size=300), st.text(max_size=300))
@example("Repair\r\nBcc: all@example.org", "x")
@example("Repair\x00\x1b\u2028\ud800", "\ud800\x00\x0b")
@example("é" * 300, ".\r\n.")
def test_what_a_stranger_wrote_never_becomes_a_header(subject: str, text: str) -> None:
    mail = arrived(covering(ID, {**FORWARD, "subject": subject, "text": text}, None, MONDAY))
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "X-Auto-Response-Suppress", "X-Loop", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version", "Auto-Submitted", "Reply-To",
    }  # fmt: skip
    assert len(mail.keys()) == 12


@given(st.from_regex(r"[^\s@]{1,20}@[a-z]{1,10}\.[a-z]{2,6}", fullmatch=True).filter(is_address))
def test_an_answer_goes_to_the_one_address(address: str) -> None:
    mail = answer(ID, {**REPLY, "to": address}, None, MONDAY)
    assert [to.addr_spec for to in mail["To"].addresses] == [address]
    assert arrived(mail)["Cc"] is None
