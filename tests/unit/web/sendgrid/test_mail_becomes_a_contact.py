"""What a contact says of the mail that it was made of."""

from __future__ import annotations

import json

import pytest

from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.outcome import Outcome
from tests.builders import MONDAY
from tests.fakes.sendgrid import LANDLORD, MAILBOX, SAM, Sendgrid, headers, parsed, raw

RAW = f"""From: Sam Example <{SAM}>
To: {MAILBOX}
Cc: kim@example.org, Lou <lou@example.org>
Subject: =?utf-8?q?Caf=C3=A9?= at number 5
Message-ID: <9@example.org>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

The caf\xe9 is shut.
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="../../etc/passwd"

%PDF
--b--
""".replace("\n", "\r\n").encode("latin-1")


@pytest.fixture
def sendgrid() -> Sendgrid:
    return Sendgrid()


def received(sendgrid: Sendgrid, fields: dict[str, bytes], files: tuple[tuple[str, bytes], ...] = ()) -> Contact:
    answer = sendgrid.deliver(fields, files)
    assert answer.status_code == 200, answer.text
    return sendgrid.stored[-1].contact


def test_a_whole_mail_becomes_a_contact(sendgrid: Sendgrid) -> None:
    contact = received(sendgrid, raw(RAW))
    assert contact.channel is Channel.EMAIL
    assert contact.sender == ContactPoint.email(SAM)
    assert contact.dialled == MAILBOX
    assert contact.subject == "Café at number 5"
    assert contact.text.strip() == "The café is shut."
    assert (contact.attachments, contact.copied_to) == (1, 2)
    assert contact.received_at == MONDAY
    assert contact.authenticated
    assert not contact.auto_submitted


def test_a_mail_taken_apart_becomes_the_same_contact(sendgrid: Sendgrid) -> None:
    fields = parsed(
        headers=headers(Cc="kim@example.org, Lou <lou@example.org>", Subject="=?utf-8?q?Caf=C3=A9?= at number 5"),
        text="The café is shut.".encode("latin-1"),
        charsets=json.dumps({"text": "iso-8859-1"}),
    )
    contact = received(sendgrid, fields, (("../../etc/passwd", b"%PDF"),))
    assert contact.subject == "Café at number 5"
    assert contact.text.strip() == "The café is shut."
    assert (contact.attachments, contact.copied_to) == (1, 2)
    assert contact.authenticated


def test_the_whole_mail_is_kept_as_it_came(sendgrid: Sendgrid) -> None:
    received(sendgrid, raw(RAW))
    [forward] = sendgrid.waiting
    assert forward.document
    assert (forward.document.content, forward.document.content_type) == (RAW, "message/rfc822")


def test_a_mail_taken_apart_is_put_together_again(sendgrid: Sendgrid) -> None:
    received(sendgrid, parsed(html="<p>Any <b>news</b>?</p>"), (("plan.pdf", b"%PDF \x00\xff"),))
    [forward] = sendgrid.waiting
    assert forward.document
    read = MimeReader().read(forward.document.content)
    assert (read.sender, read.subject, read.message_id) == (SAM, "Repair", "<1@example.org>")
    assert read.text.strip() == "Any news of my repair?"
    assert read.attachments == 1
    assert b'filename="plan.pdf"' in forward.document.content


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "no-such-charset", "hex", "\x00"])
def test_a_field_is_read_in_the_charset_it_came_in(sendgrid: Sendgrid, charset: str) -> None:
    known = charset if charset in {"utf-8", "iso-8859-1", "windows-1252", "utf-16"} else "latin-1"
    fields = parsed(text="façade".encode(known), charsets=json.dumps({"text": charset}))
    assert received(sendgrid, fields).text.strip() == "façade"


def test_a_file_may_have_a_name_in_any_charset(sendgrid: Sendgrid) -> None:
    contact = received(sendgrid, parsed(), (("café.pdf", b"x"),))
    assert contact.attachments == 1


def test_a_whole_mail_of_thirty_megabytes_is_stored(sendgrid: Sendgrid) -> None:
    big = RAW + (b"A" * 76 + b"\r\n") * 404_000
    assert len(big) > 30 * 1024 * 1024
    assert received(sendgrid, raw(big)).subject == "Café at number 5"


def test_a_mail_that_says_nothing_is_stored(sendgrid: Sendgrid) -> None:
    contact = received(sendgrid, parsed(headers=headers(Subject=""), subject="", text=""))
    assert (contact.subject, contact.text.strip()) == ("", "")


def test_the_same_mail_twice_is_one_contact(sendgrid: Sendgrid) -> None:
    received(sendgrid, raw(RAW))
    received(sendgrid, raw(RAW))
    assert len(sendgrid.stored) == 1
    assert len(sendgrid.waiting) == 1


def test_two_mails_without_an_id_are_told_apart_by_what_they_say(sendgrid: Sendgrid) -> None:
    for text in ("One.", "Two.", "One."):
        received(sendgrid, parsed(headers=headers(Message_ID=""), text=text))
    assert len(sendgrid.stored) == 2


def test_the_same_id_by_another_sender_is_another_contact(sendgrid: Sendgrid) -> None:
    received(sendgrid, parsed())
    received(sendgrid, parsed(headers=headers(From="alex@example.org"), text="The roof leaks."))
    assert [step.contact.text.strip() for step in sendgrid.stored][1:] == ["The roof leaks."]


def test_the_same_id_in_another_mailbox_is_another_contact(sendgrid: Sendgrid) -> None:
    received(sendgrid, parsed())
    received(sendgrid, parsed(envelope=json.dumps({"to": ["other@landlord.example.org"], "from": SAM})))
    received(
        sendgrid,
        parsed(
            envelope=json.dumps({"to": ["elsewhere@example.org"], "from": SAM}), headers=headers(To="x@example.org")
        ),
    )
    assert {step.contact.dialled for step in sendgrid.stored} == {MAILBOX, "elsewhere@example.org"}


def test_the_mailbox_is_the_landlords_own_where_mail_comes_by_a_relay(sendgrid: Sendgrid) -> None:
    fields = parsed(envelope=json.dumps({"to": ["x7f3@relay.example.net"], "from": SAM}))
    assert received(sendgrid, fields).dialled == MAILBOX


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        (f'"kim@example.org" <{SAM}>', SAM),
        (f"{SAM} (kim@example.org)", SAM),
        (f"  <{SAM.upper()}>  ", SAM),
        (f"=?utf-8?q?kim=40example=2Eorg?= <{SAM}>", SAM),
        (f"Example, Sam <{SAM}>", SAM),
    ],
)
def test_the_sender_is_the_address_and_never_the_name(sendgrid: Sendgrid, said: str, sender: str) -> None:
    contact = received(sendgrid, parsed(headers=headers(From=said)))
    assert contact.sender == ContactPoint.email(sender)
    assert contact.authenticated


@pytest.mark.parametrize("said", [f"{SAM}, kim@example.org", f"<{SAM}>, <kim@example.org>", f"kim@example.org <{SAM}>"])
def test_a_mail_with_several_authors_is_proven_to_be_nobodys(sendgrid: Sendgrid, said: str) -> None:
    contact = received(sendgrid, parsed(headers=headers(From=said)))
    assert contact.sender == ContactPoint.email(SAM)
    assert not contact.authenticated


def test_a_second_from_header_leaves_the_sender_unproven(sendgrid: Sendgrid) -> None:
    contact = received(sendgrid, parsed(headers=headers() + "From: kim@example.org\n"))
    assert contact.sender == ContactPoint.email(SAM)
    assert not contact.authenticated


@pytest.mark.parametrize(
    "marks",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Precedence": "List"},
        {"List_Id": "<tenants.example.org>"},
        {"List_Unsubscribe": "<mailto:x@example.org>"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"X_Loop": MAILBOX},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"},
        {"From": "no-reply@example.org"},
        {"From": "noreply+7@example.org"},
        {"From": "postmaster@example.org"},
        {"From": "tenants-request@example.org"},
        {"From": MAILBOX},
        {"To": "somebody.else@example.org"},
    ],
)
def test_what_must_not_be_answered_is_marked(sendgrid: Sendgrid, marks: dict[str, str]) -> None:
    assert received(sendgrid, parsed(headers=headers(**marks))).auto_submitted


def test_a_bounce_must_not_be_answered(sendgrid: Sendgrid) -> None:
    fields = parsed(envelope=json.dumps({"to": [MAILBOX], "from": ""}))
    assert received(sendgrid, fields).auto_submitted


@pytest.mark.parametrize(
    "marks", [{"Auto_Submitted": "no"}, {"Precedence": "normal"}, {"X_Auto_Response_Suppress": "None"}]
)
def test_ordinary_marks_change_nothing(sendgrid: Sendgrid, marks: dict[str, str]) -> None:
    assert not received(sendgrid, parsed(headers=headers(**marks))).auto_submitted


def test_line_breaks_in_headers_never_reach_the_subject(sendgrid: Sendgrid) -> None:
    subject = "=?utf-8?q?Repair=0D=0ABcc=3A_all=40example=2Eorg=00?="
    contact = received(sendgrid, parsed(headers=headers(Subject=subject)))
    assert contact.subject == "Repair Bcc: all@example.org"


def test_an_emergency_in_a_page_without_plain_text_is_found(sendgrid: Sendgrid) -> None:
    contact = received(sendgrid, parsed(text="", html="<style>p{}</style><p>There is a <b>gas</b> leak</p>"))
    assert contact.text == "There is a gas leak"


def test_mail_of_somebody_without_a_restriction_goes_to_the_queue(sendgrid: Sendgrid) -> None:
    received(sendgrid, parsed())
    assert sendgrid.stored[0].decision.outcome is Outcome.CONNECT
    [row] = sendgrid.waiting
    assert row.message.payload["to"] == "service@landlord.example.org"
    assert sendgrid.memory.of(LANDLORD).outbox
