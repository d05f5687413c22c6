"""How letters are made, checked and sent: warnings, those about decisions, and those that are owed after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding, Form, Outcome, Warned
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.facts import LetterFacts, Result
from contact_gateway.domain.people import Adjustment, Paper
from contact_gateway.domain.policy import Line
from contact_gateway.domain.procedure.rules import LetterRule, PartRule
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery
from tests.builders import SAM_EMAIL, SAM_PHONE, new_person, policy
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal, warning
from tests.unit.domain.casework.cases import LADDER, RULES

OUR_NUMBER, OUR_MAILBOX = "+441632960100", "hello@landlord.example.org"
LINES = (Line(address=OUR_NUMBER), Line(address=OUR_MAILBOX))
WARNING = LetterRule(
    parts={Part.WHAT_HAPPENED: PartRule(clause="OCT-3.1")}, sent_by=frozenset(Delivery) - {Delivery.HAND}
)


@pytest.fixture
def room() -> Room:
    """A landlord with a number, a mailbox, and a policy that says what a warning holds."""
    return Room(
        rules=replace(RULES, letters={**LETTERS, LetterType.WARNING: WARNING}),
        policy=policy(grades=LADDER, lines=LINES),
    )


def warn(room: Room, **said: object) -> Answer:
    """Mo warns Sam in writing."""
    usual = {"form": Form.WRITTEN, "why": "140 e-mails in a week.", "must_change": "One a week, please."}
    return room.does.warn(HERE, "sam", "mo", warning(**{**usual, **said}))


def warned(room: Room) -> Warned:
    (act,) = [one.act for one in room.files.acts(HERE, "sam")]
    assert isinstance(act, Warned)
    return act


def left(room: Room) -> list[tuple[str, Channel, object]]:
    """The messages that wait to leave: kind, channel, to whom."""
    rows = room.memory.of(HERE).outbox.values()
    return [(one.message.kind, one.message.channel, one.message.payload["to"]) for one in rows]


def the_letter(room: Room) -> LetterFacts:
    return room.letters.written[-1]


def test_a_written_warning_is_a_letter_that_counts_as_received_two_working_days_after_posting(room: Room) -> None:
    answer = warn(room, support="We can ask somebody to help you.", tenancy_at_risk=True)
    act = warned(room)
    assert (act.letter_id, act.sent_by, act.received_on) == (answer.letter_id, Delivery.POST, date(2026, 4, 7))
    facts = the_letter(room)
    assert facts.type is LetterType.WARNING
    assert facts.told.what_happened == "140 e-mails in a week."
    assert facts.told.must_change == "One a week, please."
    assert facts.told.support == "We can ask somebody to help you."
    assert facts.told.tenancy_at_risk
    assert facts.restriction is None
    assert Channel.EMAIL in facts.open_ways
    assert left(room) == []


def test_a_spoken_warning_makes_no_letter(room: Room) -> None:
    answer = warn(room, form=Form.VERBAL, contact_id="call-1")
    assert (answer.letter_id, warned(room).letter_id, warned(room).sent_by) == ("", "", None)
    assert room.letters.written == []


def test_a_warning_says_how_to_appeal_as_what_restricts_nobody_is_appealed_against(room: Room) -> None:
    warn(room)
    path = the_letter(room).appeal
    assert path
    assert (path.hearer, path.email) == ("Assistant Director", OUR_MAILBOX)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"why": " "}, "letter_incomplete"),
        ({"sent_by": Delivery.HAND}, "letter_incomplete"),
    ],
    ids=["it does not say why", "the policy does not send it that way"],
)
def test_a_warning_that_is_none_by_the_policy_is_not_filed(room: Room, said: dict[str, object], code: str) -> None:
    assert refusal(lambda: warn(room, **said)) == code
    assert room.files.acts(HERE, "sam") == []
    assert left(room) == []


def test_a_letter_by_email_leaves_with_its_file_for_the_customer_alone(room: Room) -> None:
    answer = warn(room, sent_by=Delivery.EMAIL)
    assert warned(room).received_on == date(2026, 4, 1)
    (row,) = room.memory.of(HERE).outbox.values()
    message = row.message
    assert (message.kind, message.channel) == ("letter", Channel.EMAIL)
    assert message.payload["file_id"] == answer.letter_id
    assert (message.payload["to"], message.payload["from"]) == (SAM_EMAIL.value, OUR_MAILBOX)
    assert "140" not in str(message.payload["subject"])


@pytest.mark.parametrize("sent_by", [Delivery.POST, Delivery.HAND])
def test_what_a_person_takes_along_leaves_no_mail(room: Room, sent_by: Delivery) -> None:
    room.signed()
    room.memory.of(HERE).outbox.clear()
    room.does.issue_letter(HERE, "r1", "sue", sent_by)
    assert left(room) == []


def test_a_decision_by_email_is_in_force_that_day_and_leaves_as_a_mail(room: Room) -> None:
    room.signed()
    room.memory.of(HERE).outbox.clear()
    answer = room.at("2026-04-20T16:29").does.issue_letter(HERE, "r1", "sue", Delivery.EMAIL)
    assert answer.in_force_from == date(2026, 4, 20)
    assert left(room) == [("letter", Channel.EMAIL, SAM_EMAIL.value)]


@pytest.mark.parametrize("shared", [False, True], ids=["there is none", "it is somebody else's too"])
def test_no_letter_goes_to_an_address_that_is_not_the_customers_own(room: Room, *, shared: bool) -> None:
    if shared:
        room.people.add(HERE, new_person(id="pat", name="Pat Example", contact_points=(SAM_EMAIL,)))
    else:
        room.people.add(HERE, new_person(contact_points=(SAM_PHONE,)))
    assert refusal(lambda: warn(room, sent_by=Delivery.EMAIL)) == "no_address"
    assert room.files.acts(HERE, "sam") == []


def test_a_letter_goes_to_the_address_that_is_the_customers_own_beside_one_that_is_shared(room: Room) -> None:
    own = ContactPoint.email("sam.alone@example.org")
    room.people.add(HERE, new_person(id="pat", name="Pat Example", contact_points=(SAM_EMAIL,)))
    room.people.add(HERE, new_person(contact_points=(SAM_EMAIL, own)))
    warn(room, sent_by=Delivery.EMAIL)
    assert left(room) == [("letter", Channel.EMAIL, own.value)]


def test_a_text_message_says_that_there_is_a_letter_and_nothing_of_it(room: Room) -> None:
    warn(room, also_by_text=True)
    (row,) = room.memory.of(HERE).outbox.values()
    assert (row.message.kind, row.message.channel) == ("letter", Channel.SMS)
    assert (row.message.payload["to"], row.message.payload["from"]) == (SAM_PHONE.value, OUR_NUMBER)
    assert "140" not in str(row.message.payload["text"])
    assert "file_id" not in row.message.payload


def test_no_text_message_is_promised_to_somebody_without_a_mobile(room: Room) -> None:
    room.people.add(HERE, new_person(contact_points=(SAM_EMAIL,)))
    assert refusal(lambda: warn(room, also_by_text=True)) == "no_address"


def test_a_landlord_without_texting_sends_none() -> None:
    room = Room(policy=policy(grades=LADDER, lines=LINES, channels=(Channel.VOICE, Channel.EMAIL)))
    assert refusal(lambda: warn(room, also_by_text=True)) == "no_address"


def test_what_the_officer_writes_for_the_customer_stands_in_the_letter(room: Room) -> None:
    told = ForTheLetter(
        must_change="Be calm.", agreed_help="We ring back.", support="Floating support.", tenancy_at_risk=True
    )
    room.told(told=told)
    written = the_letter(room).told
    assert (written.must_change, written.agreed_help, written.support) == (
        "Be calm.",
        "We ring back.",
        "Floating support.",
    )
    assert written.if_continues == "", "what the warning announced is what has happened now"
    assert written.tenancy_at_risk


def test_nothing_is_said_of_the_home_where_nobody_said_that_it_is_at_risk(room: Room) -> None:
    room.told()
    assert not the_letter(room).told.tenancy_at_risk


def test_letters_are_made_in_the_form_that_the_customer_reads(room: Room) -> None:
    for wanted in (
        AdjustmentRequest(adjustment=Adjustment.LARGE_PRINT),
        AdjustmentRequest(adjustment=Adjustment.COLOURED_PAPER, paper=Paper.YELLOW),
        AdjustmentRequest(adjustment=Adjustment.COLOURED_PAPER, paper=Paper.BLUE),
    ):
        room.does.record_adjustment(HERE, "sam", "mo", wanted)
    warn(room)
    assert the_letter(room).format == Format(large_print=True, paper=Paper.BLUE)


def test_coloured_paper_is_cream_where_nobody_named_a_colour(room: Room) -> None:
    room.does.record_adjustment(HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.COLOURED_PAPER))
    warn(room)
    assert the_letter(room).format.paper is Paper.CREAM


def test_the_letter_that_is_owed_is_the_one_that_is_made(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.issue_letter(HERE, "r1", "sue")
    received = the_letter(room)
    assert (received.type, received.dates.appeal_received) == (LetterType.APPEAL_RECEIVED, date(2026, 4, 27))
    assert received.dates.answer_by == date(2026, 5, 12)
    room.at("2026-05-06T10:00").does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    room.does.issue_letter(HERE, "r1", "sue")
    answered = the_letter(room)
    assert (answered.type, answered.result, answered.told.reason) == (
        LetterType.APPEAL_OUTCOME,
        Result.UPHELD,
        "It was fair.",
    )
    room.at("2026-10-19T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    room.does.issue_letter(HERE, "r1", "sue")
    reviewed = the_letter(room)
    assert (reviewed.type, reviewed.result, reviewed.told.reason) == (
        LetterType.REVIEW_OUTCOME,
        Result.CONTINUE,
        "It goes on.",
    )
    assert reviewed.dates.review == date(2027, 4, 19)
    room.at("2026-11-02T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    room.does.issue_letter(HERE, "r1", "sue")
    over = the_letter(room)
    assert (over.type, over.result, over.dates.ended) == (LetterType.END, Result.ENDED, date(2026, 11, 2))
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "already_told"


def test_an_appeal_that_was_answered_needs_no_word_that_it_was_received(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.at("2026-05-06T10:00").does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "You are right.")
    room.does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).type is LetterType.APPEAL_OUTCOME
    assert the_letter(room).over
    assert Channel.EMAIL in the_letter(room).open_ways
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "already_told"


def test_the_decision_is_told_before_anything_else(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose(immediate=True, reason="He waits outside.")
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    room.appeal()
    room.does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).type is LetterType.DECISION


def test_a_customer_is_asked_to_comment_on_a_review_that_is_coming(room: Room) -> None:
    room.told()
    room.at("2026-09-01T10:00").does.issue_letter(HERE, "r1", "sue", letter=LetterType.REVIEW_COMING)
    assert the_letter(room).dates.comment_by == date(2026, 9, 15), "the review may be held before it is due"


def test_no_letter_is_posted_to_somebody_without_an_address(room: Room) -> None:
    room.signed()
    room.memory.of(HERE).addresses["sam"] = " \n"
    assert refusal(lambda: warn(room)) == "no_address"
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", Delivery.POST)) == "no_address"
    assert not room.at("2026-05-20T10:00").binds()
    assert room.does.issue_letter(HERE, "r1", "sue", Delivery.HAND).state == "active"
