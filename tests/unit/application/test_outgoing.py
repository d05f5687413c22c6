"""Which mails a written contact sets off, and what they must never say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.application.outgoing import messages_for
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.outcome import Banner, Decision, Outcome
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, Destination, Line, Policy
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, contact, officer, policy

MAILBOX = "hello@landlord.example.org"
POLICY = policy(lines=(Line(address="+441632960000"), Line(address=MAILBOX)))
MAIL = contact(Channel.EMAIL, dialled=MAILBOX, subject="Repair", text="Any news?")
CONNECT = Decision(
    outcome=Outcome.CONNECT,
    to=QUEUE,
    banner=Banner(who="Sam Example", lines=("One call a week.",), review_on=MONDAY.date()),
)
HOLD = Decision(
    outcome=Outcome.HOLD,
    reply=Script.HOLD_UNTIL,
    scripts=(Script.HOLD_UNTIL, Script.OTHER_WAYS, Script.HOW_TO_REVIEW),
    answered_from=MONDAY.replace(day=9, hour=9),
    channels_open=(Channel.LETTER, Channel.VOICE),
    banner=Banner(who="Sam Example"),
)


def sent(
    decision: Decision, made: Contact = MAIL, rules: Policy = POLICY, **officers_said: object
) -> list[OutgoingMessage]:
    return list(messages_for(made, decision, rules, [officer(**officers_said)]))


def test_what_gets_through_goes_to_the_destinations_mailbox_under_its_banner() -> None:
    [message] = sent(CONNECT)
    assert (message.kind, message.channel) == ("forward", Channel.EMAIL)
    assert message.payload["to"] == "service@landlord.example.org"
    assert (message.payload["from"], message.payload["reply_to"]) == (MAILBOX, "sam@example.org")
    assert message.payload["subject"] == "Repair"
    text = str(message.payload["text"])
    assert text.startswith("Sam Example\nOne call a week.\nLooked at again on 2 March 2026.\n")
    assert "sam@example.org, Mon 2 Mar 2026, 10:00" in text
    assert "Any news?" not in text


@pytest.mark.parametrize(
    ("decision", "mailbox"),
    [
        (replace(CONNECT, outcome=Outcome.ROUTE, to="lee"), "lee@landlord.example.org"),
        (replace(CONNECT, outcome=Outcome.ROUTE, to="complaints"), "complaints@landlord.example.org"),
        (replace(CONNECT, outcome=Outcome.EMERGENCY, to=EMERGENCY_LINE), "emergency@landlord.example.org"),
        (replace(CONNECT, to="voicemail"), "service@landlord.example.org"),  # it has no mailbox: nothing may lie there
        (replace(CONNECT, to="a team of yesterday"), "service@landlord.example.org"),
    ],
)
def test_each_destination_has_its_mailbox(decision: Decision, mailbox: str) -> None:
    [message] = sent(decision)
    assert message.payload["to"] == mailbox


def test_mail_to_a_point_of_contact_never_spills_to_the_queue() -> None:
    assert sent(replace(CONNECT, outcome=Outcome.ROUTE, to="lee"), email="") == []


def test_what_is_held_goes_nowhere_and_is_answered_in_the_landlords_words() -> None:
    [message] = sent(HOLD)
    assert (message.kind, message.payload["to"], message.payload["from"]) == ("reply", "sam@example.org", MAILBOX)
    assert message.payload["subject"] == "Message subject."
    paragraphs = str(message.payload["text"]).split("\n\n")
    assert paragraphs[0].startswith("Your message was received; it is answered from Monday")
    assert paragraphs[1:] == ["You can also reach us by letter or telephone.", "How to review."]


def test_an_answer_is_in_the_language_of_the_decision_from_the_subject_on() -> None:
    scripts = {**POLICY.scripts, "cy": shipped_languages()["cy"].scripts}
    [message] = sent(replace(HOLD, language="cy"), rules=policy(lines=POLICY.lines, scripts=scripts))
    assert message.payload["subject"] == "Eich neges i Example Homes"
    paragraphs = str(message.payload["text"]).split("\n\n")
    assert paragraphs[0].startswith("Diolch am eich neges.")
    assert "ddydd Llun 9 Mawrth o 9 y bore ymlaen" in paragraphs[0]
    assert paragraphs[1] == "Gallwch gysylltu â ni o hyd yn y ffyrdd hyn: llythyr neu ffôn."


def test_an_answer_names_neither_the_person_nor_what_was_written() -> None:
    [message] = sent(replace(HOLD, banner=Banner(who="Sam Example", lines=("harassment",))))
    said = f"{message.payload['subject']} {message.payload['text']}"
    assert not {"Sam", "Example", "harassment", "Repair", "news", "restriction"} & set(said.replace(".", " ").split())


def test_an_answer_goes_to_the_sender_alone_however_many_were_copied_in() -> None:
    [message] = sent(HOLD, replace(MAIL, copied_to=7))
    assert message.payload["to"] == "sam@example.org"
    assert not {"cc", "bcc"} & message.payload.keys()


@pytest.mark.parametrize("script", [Script.HOLD_UNTIL, Script.HOLD])
def test_an_unproven_sender_hears_nothing_of_anybodys_arrangement(script: Script) -> None:
    unproven = replace(MAIL, authenticated=False)
    assert sent(replace(HOLD, reply=script, scripts=(script,)), unproven) == []


def test_an_unproven_sender_may_hear_that_the_message_was_received() -> None:
    decision = replace(HOLD, reply=Script.RECEIVED)
    [message] = sent(decision, replace(MAIL, authenticated=False))
    assert message.payload["text"] == "Received."


def test_an_emergency_is_forwarded_and_answered_whoever_writes() -> None:
    decision = Decision(
        outcome=Outcome.EMERGENCY,
        to=EMERGENCY_LINE,
        reply=Script.EMERGENCY_REPLY,
        scripts=(Script.EMERGENCY_REPLY,),
        banner=Banner(who="Sam Example"),
    )
    forward, reply = sent(decision, replace(MAIL, authenticated=False))
    assert forward.payload["to"] == "emergency@landlord.example.org"
    assert reply.payload["text"] == "Ring 01632960102 now."


def test_automatic_mail_is_never_answered() -> None:
    assert sent(HOLD, replace(MAIL, auto_submitted=True)) == []


def test_our_own_mail_that_comes_back_goes_no_further() -> None:
    own = contact(Channel.EMAIL, dialled=MAILBOX, sender=ContactPoint.email(MAILBOX), auto_submitted=True)
    assert sent(CONNECT, own) == []


def test_nothing_is_forwarded_to_a_mailbox_that_leads_back_here() -> None:
    circle = policy(
        lines=(Line(address=MAILBOX),),
        destinations={QUEUE: Destination(name=QUEUE, label="Queue", email=MAILBOX.upper())},
    )
    assert sent(CONNECT, rules=circle) == []


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.WHATSAPP])
def test_a_text_is_forwarded_with_its_words_and_answered_by_its_own_door(channel: Channel) -> None:
    text = contact(channel, text="The lift is broken.", dialled="+441632960000")
    [message] = sent(CONNECT, text)
    assert str(message.payload["text"]).endswith("\n\nThe lift is broken.")
    assert (message.payload["reply_to"], message.payload["from"]) == ("", MAILBOX)
    assert sent(HOLD, text) == []


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.IN_PERSON, Channel.LETTER])
def test_what_is_not_typed_sets_off_no_mail(channel: Channel) -> None:
    assert sent(CONNECT, contact(channel)) == []


def test_a_pack_without_the_words_sends_no_empty_answer() -> None:
    assert sent(HOLD, rules=policy(lines=POLICY.lines, scripts={})) == []


def test_without_an_address_of_the_landlords_own_nothing_is_answered() -> None:
    bare = policy(lines=(), destinations={})
    assert sent(HOLD, replace(MAIL, dialled=""), rules=bare) == []
