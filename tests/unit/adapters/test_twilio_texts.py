"""Text messages at Twilio, spoken to by the official client over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contact_gateway.adapters.twilio.texts import TwilioTexts
from contact_gateway.application.errors import CannotSend
from contact_gateway.application.ports import Mailer
from contact_gateway.application.records import LETTER, OutgoingMessage
from contact_gateway.application.send_by_channel import SendByChannel
from contact_gateway.domain.contact import Channel
from tests.fakes.mailer import FakeMailer
from tests.fakes.scripted_server import Answer, Scripted, says, scripted
from tests.fakes.twilio_rest import API_PATH, LANDLORD, Slept, account


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


@pytest.fixture
def texts(server: Scripted) -> Mailer:
    return TwilioTexts({LANDLORD: account(server.url)}, Slept().patience())


def word_of_a_letter(channel: Channel = Channel.SMS) -> OutgoingMessage:
    payload = {
        "to": "+447700900123",
        "from": "+441632960100",
        "text": "Example Homes has sent you a letter.",
        "id": "m-1",
    }
    return OutgoingMessage(kind=LETTER, channel=channel, payload=payload)


def test_a_text_leaves_from_our_number_with_its_words_and_nothing_else(server: Scripted, texts: Mailer) -> None:
    server.will(says(201, sid=f"SM{'a' * 32}"))
    texts.send(LANDLORD, word_of_a_letter(), None)
    [asked] = server.asked
    assert (asked.method, asked.path) == ("POST", f"{API_PATH}/Messages.json")
    assert asked.form == {
        "To": ["+447700900123"],
        "From": ["+441632960100"],
        "Body": ["Example Homes has sent you a letter."],
    }


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        (says(400, code=21211), True),
        (says(400, code=21610), True),
        (says(401, code=20003), False),
        (says(429, code=20429), False),
        (says(500), False),
    ],
    ids=["no such number", "asked us to stop", "a wrong key", "busy", "a fault of theirs"],
)
def test_only_what_trying_again_does_not_help_is_given_up(
    server: Scripted, texts: Mailer, answer: Answer, *, permanent: bool
) -> None:
    server.will(*[answer] * 5)
    with pytest.raises(CannotSend) as caught:
        texts.send(LANDLORD, word_of_a_letter(), None)
    assert caught.value.permanent is permanent


def test_texts_of_a_landlord_without_an_account_wait(texts: Mailer) -> None:
    with pytest.raises(CannotSend) as caught:
        texts.send("another", word_of_a_letter(), None)
    assert not caught.value.permanent


def test_no_mail_leaves_as_a_text(server: Scripted, texts: Mailer) -> None:
    with pytest.raises(CannotSend) as caught:
        texts.send(LANDLORD, word_of_a_letter(Channel.EMAIL), None)
    assert caught.value.permanent
    assert server.asked == []


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_each_message_leaves_by_its_own_channel(channel: Channel) -> None:
    senders = {Channel.SMS: FakeMailer(), Channel.EMAIL: FakeMailer()}
    message = word_of_a_letter(channel)
    SendByChannel(senders).send(LANDLORD, message, None)
    assert {one: [sent for _, sent, _ in sender.sent] for one, sender in senders.items()} == {
        Channel.SMS: [],
        Channel.EMAIL: [],
        channel: [message],
    }


def test_a_message_by_a_channel_that_nothing_leaves_by_is_given_up() -> None:
    with pytest.raises(CannotSend) as caught:
        SendByChannel({}).send(LANDLORD, word_of_a_letter(Channel.WHATSAPP), None)
    assert caught.value.permanent
