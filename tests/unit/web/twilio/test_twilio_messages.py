"""Texts and WhatsApp messages are contacts like any other, and are answered as was decided."""

from __future__ import annotations

import pytest

from contact_gateway.application.records import RecordedStep
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Reply, Restriction
from contact_gateway.domain.scripts import Script
from tests.builders import policy, restriction
from tests.fakes.twilio import LANDLORD, MESSAGE_SID, SAM, Twilio, replies


def no_texts(reply: Reply = Reply.ONCE) -> Restriction:
    return restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS, Channel.WHATSAPP], reply=reply)


def stored(twilio: Twilio) -> RecordedStep:
    [row] = twilio.memory.of(LANDLORD).contacts.values()
    assert row.last
    return row.last


def test_a_text_is_stored_as_a_contact_and_not_answered(twilio: Twilio) -> None:
    assert replies(twilio.text(Body="Hello.", NumMedia="2")) == []
    contact = stored(twilio).contact
    assert (contact.channel, contact.text, contact.attachments) == (Channel.SMS, "Hello.", 2)
    assert contact.provider_id == MESSAGE_SID
    assert contact.sender == ContactPoint(PointKind.PHONE, SAM)


def test_a_whatsapp_message_is_from_the_same_person(twilio: Twilio) -> None:
    twilio.text(From=f"whatsapp:{SAM}", To="whatsapp:+441632960000")
    contact = stored(twilio).contact
    assert (contact.channel, contact.dialled) == (Channel.WHATSAPP, "+441632960000")
    assert contact.sender == ContactPoint(PointKind.PHONE, SAM)


def test_a_message_of_pictures_alone_is_taken(twilio: Twilio) -> None:
    assert replies(twilio.text(Body="", NumMedia="1")) == []


def test_a_held_text_is_answered_with_what_stays_open(twilio: Twilio) -> None:
    twilio.decide(no_texts())
    [reply] = replies(twilio.text())
    assert "You can also reach us by telephone, e-mail" in reply
    assert reply.endswith("How to review.")


def test_a_held_text_is_answered_once_a_week_and_a_retry_gets_its_answer_again(twilio: Twilio) -> None:
    twilio.decide(no_texts())
    first = replies(twilio.text())
    assert first
    assert replies(twilio.text(MessageSid=f"SM{'c' * 32}")) == []
    assert replies(twilio.text()) == first


def test_silence_stays_silent(twilio: Twilio) -> None:
    twilio.decide(no_texts(reply=Reply.NEVER))
    assert replies(twilio.text()) == []


def test_an_emergency_in_a_text_is_told_which_number_to_ring(twilio: Twilio) -> None:
    twilio.decide(no_texts())
    assert replies(twilio.text(Body="I can smell gas")) == ["Ring 01632960102 now."]


@pytest.mark.parametrize("length", [1600, 1601, 5000])
def test_a_long_reply_is_sent_in_pieces_that_the_network_takes(length: int) -> None:
    long = ("word " * length)[: length - 1] + "."
    scripts = {"en": {**policy().scripts["en"], Script.EMERGENCY_REPLY: long}}
    twilio = Twilio(scripts=scripts)
    twilio.decide(no_texts())
    pieces = replies(twilio.text(Body="I can smell gas"))
    assert all(len(piece) <= 1600 for piece in pieces)
    assert " ".join(pieces).split() == long.split()


def test_control_characters_in_a_script_do_not_break_the_answer() -> None:
    twilio = Twilio(scripts={"en": {Script.EMERGENCY_REPLY: "Ring\x00 \x0bnow\ufffe <now>"}})
    twilio.decide(no_texts())
    assert replies(twilio.text(Body="I can smell gas")) == ["Ring now <now>"]


def test_without_the_database_a_text_is_asked_for_again(twilio: Twilio) -> None:
    twilio.lose_the_database()
    assert twilio.text().status_code == 503


@pytest.mark.parametrize("status", ["sent", "delivered", "undelivered", "read"])
def test_the_fate_of_a_reply_is_taken_note_of(twilio: Twilio, status: str) -> None:
    assert twilio.post("sms/status", {"MessageSid": MESSAGE_SID, "MessageStatus": status}).status_code == 204
