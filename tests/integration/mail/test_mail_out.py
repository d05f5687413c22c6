"""The mailer against a real mail server."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from contact_gateway.adapters.mail_out.mailer import SmtpMailer
from contact_gateway.adapters.mail_out.server import Server
from contact_gateway.application.errors import CannotSend
from contact_gateway.application.records import Document, OutgoingMessage
from contact_gateway.domain.contact import Channel
from tests.fakes.clock import FakeClock
from tests.integration.mail.post_office import PostOffice


def message(kind: str = "reply", **said: str) -> OutgoingMessage:
    payload = {
        "id": "message-1",
        "to": "sam@example.org",
        "from": "hello@landlord.example.org",
        "from_name": "Example Homes",
        "subject": "Your message",
        "text": "Your message was received.",
        "reply_to": "sam@example.org",
    }
    return OutgoingMessage(kind=kind, channel=Channel.EMAIL, payload={**payload, **said})


def send(url: str | None, what: OutgoingMessage, document: Document | None = None) -> None:
    SmtpMailer(url, FakeClock()).send("example", what, document)


def mail(raw: bytes) -> Document:
    return Document(name="mail.eml", content_type="message/rfc822", content=raw)


def test_an_answer_leaves_from_nobody_to_the_sender_alone(post_office: PostOffice) -> None:
    send(post_office.url, message(), mail(b"Message-ID: <7@example.org>\r\nCc: all@example.org\r\n\r\nHello"))
    [handed] = post_office.handed()
    assert (handed.sender, handed.recipients) == ("", ["sam@example.org"])
    assert handed.mail["Auto-Submitted"] == "auto-replied"
    assert handed.mail["In-Reply-To"] == "<7@example.org>"
    assert handed.mail["Message-ID"] == "<message-1@landlord.example.org>"
    assert handed.mail["Cc"] is None


def test_sending_again_can_be_recognised(post_office: PostOffice) -> None:
    for _ in range(2):
        send(post_office.url, message())
    first, second = post_office.handed()
    assert first.mail["Message-ID"] == second.mail["Message-ID"]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: Repair\r\n\r\n.\r\n..\r\nthe end\r\n.\r\n",
        b"Subject: Repair\n\nlines that end\nin newlines\n",
        b"Subject: caf\xe9\r\n\r\n\x00\x01\xff",
        b"Subject: x\r\n\r\nQUIT\r.\r\nMAIL FROM:<evil@example.net>\n.\n\r\n",
        b"Subject: long\r\n\r\n" + b"x" * 5000,
    ],
    ids=["dots", "newlines", "eight bits", "smuggling", "a long line"],
)
def test_the_original_arrives_whatever_it_is(post_office: PostOffice, raw: bytes) -> None:
    send(post_office.url, message("forward", to="service@landlord.example.org"), mail(raw))
    [handed] = post_office.handed()
    [part] = handed.mail.iter_attachments()
    if part.get_content_type() == "message/rfc822":
        assert raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").rstrip() in handed.raw
    else:
        assert part.get_content() == raw
    assert handed.mail["Reply-To"] == "sam@example.org"


def test_a_large_mail_is_forwarded(post_office: PostOffice) -> None:
    raw = b"Subject: Photos\r\n\r\n" + (b"A" * 76 + b"\r\n") * 130_000
    send(post_office.url, message("forward"), mail(raw))
    [handed] = post_office.handed()
    assert len(handed.raw) > len(raw)


@pytest.mark.parametrize(("code", "permanent"), [(550, True), (553, True), (421, False), (450, False), (452, False)])
def test_the_server_says_whether_trying_again_is_any_use(
    post_office: PostOffice, code: int, *, permanent: bool
) -> None:
    with pytest.raises(CannotSend) as caught:
        send(post_office.url, message(to=f"{code}@example.org"))
    assert (caught.value.permanent, str(caught.value)) == (permanent, f"The mail server refused the message ({code}).")
    assert post_office.handed() == []


def test_a_server_that_is_away_is_tried_again_later(post_office: PostOffice) -> None:
    post_office.stop()
    with pytest.raises(CannotSend, match="cannot be reached") as caught:
        send(post_office.url, message())
    assert not caught.value.permanent


def test_without_a_server_every_message_waits() -> None:
    with pytest.raises(CannotSend, match="set SMTP_URL") as caught:
        send(None, message())
    assert not caught.value.permanent


def test_a_text_is_no_mail(post_office: PostOffice) -> None:
    text = OutgoingMessage(kind="reply", channel=Channel.SMS, payload=message().payload)
    with pytest.raises(CannotSend) as caught:
        send(post_office.url, text)
    assert caught.value.permanent


@pytest.mark.parametrize(
    "address", ["sam@example.org\r\nRCPT TO:<all@example.org>", "", "sam", "<sam@example.org>, x@y.org"]
)
def test_an_address_that_is_none_harms_nobody(post_office: PostOffice, address: str) -> None:
    with pytest.raises(CannotSend) as caught:
        send(post_office.url, message(to=address))
    assert caught.value.permanent
    assert post_office.handed() == []


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def test_a_silent_server_holds_nobody_for_long(silent_server: int) -> None:
    began = time.monotonic()
    with pytest.raises(CannotSend) as caught:
        send(f"smtp://127.0.0.1:{silent_server}", message())
    assert not caught.value.permanent
    assert time.monotonic() - began < 30


def test_a_server_that_hangs_up_after_its_yes_has_the_mail() -> None:
    said: list[bytes] = []

    def answer_and_hang_up() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb", buffering=0) as line:
            line.write(b"220 hello\r\n")
            for command in line:
                said.append(command)
                if command == b".\r\n":
                    line.write(b"250 kept\r\n")
                    return
                if b"data\r\n" not in said:
                    line.write(b"250 yes\r\n")
                elif command == b"data\r\n":
                    line.write(b"354 go on\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=answer_and_hang_up, daemon=True)
        thread.start()
        send(f"smtp://127.0.0.1:{listener.getsockname()[1]}", message())
        thread.join(10)
    assert said[-1] == b".\r\n"


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "mail.example.org", "smtp:///x"])
def test_a_url_that_names_no_server_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="names no mail server"):
        SmtpMailer(url, FakeClock())


def test_a_url_may_hold_name_and_password_which_are_never_shown() -> None:
    server = Server.from_url("smtps://sam%40example.org:p%2Fw@mail.example.org")
    assert (server.host, server.port, server.encrypted) == ("mail.example.org", 465, True)
    assert (server.user, server.password) == ("sam@example.org", "p/w")
    assert "p/w" not in repr(server)


def test_a_letter_leaves_with_its_file_and_comes_back_to_us_where_it_does_not_arrive(post_office: PostOffice) -> None:
    pdf = Document(name="letter.pdf", content_type="application/pdf", content=b"%PDF-1.7 \x00\xff\r\n.\r\n")
    send(post_office.url, message("letter", text="Dear Sam"), pdf)
    [handed] = post_office.handed()
    assert (handed.sender, handed.recipients) == ("hello@landlord.example.org", ["sam@example.org"])
    assert handed.mail["Auto-Submitted"] is None
    body = handed.mail.get_body()
    assert body
    assert body.get_content().strip() == "Dear Sam"
    [file] = handed.mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        pdf.name,
        pdf.content_type,
        pdf.content,
    )
