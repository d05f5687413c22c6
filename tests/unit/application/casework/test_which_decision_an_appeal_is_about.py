"""Which decision an appeal is about: the last one that the customer was told of when it came, whatever came since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.layout import texts_of
from contact_gateway.domain.letters.words import Heading, Label, Text
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.application.casework.course_at import BAN, CourseAt
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES, local

ONCE = AppealRules(
    tiers=(Tier(grade="assistant_director", answer_within=Span(10, Unit.WORKING_DAYS)),),
    asked_within=Span(20, Unit.WORKING_DAYS),
    once=True,
    clause="OCT-4.2b",
)


@pytest.fixture
def room() -> Room:
    """A landlord that hears each decision once."""
    return Room(rules=replace(RULES, letters=LETTERS, appeals=(ONCE,)))


def written(room: Room, letter: LetterType | None = None) -> LetterFacts:
    room.does.issue_letter(HERE, "r1", "mo", letter=letter)
    return room.letters.written[-1]


def upheld(room: Room) -> None:
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")


def renewed(room: Room) -> None:
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It is still needed.")


def decided_on(facts: LetterFacts) -> date | None:
    return facts.appealed.decided_on if facts.appealed else None


def test_what_a_review_renewed_is_heard_though_the_appeal_from_before_it_was_heard_since(room: Room) -> None:
    room.told()
    room.at("2026-05-01T10:00").appeal(hearer="ann", appeal_id="a1")
    renewed(room.at("2026-05-04T10:00"))
    assert Text.APPEAL in texts_of(Heading.APPEAL, written(room, LetterType.REVIEW_OUTCOME))
    upheld(room.at("2026-05-06T10:00"))
    answer = written(room.at("2026-05-07T10:00"), LetterType.APPEAL_OUTCOME)
    assert Text.APPEAL_AGAIN in texts_of(Heading.APPEAL, answer)
    assert room.at("2026-05-08T10:00").appeal(appeal_id="a2", hearer="dee").mark == "under_appeal"
    room.does.decide_appeal(HERE, "r1", "dee", Finding.UPHELD, "It was right.")
    assert refusal(lambda: room.at("2026-05-11T10:00").appeal(appeal_id="a3")) == "not_appealable"


def test_an_appeal_that_came_between_a_review_and_its_letter_uses_up_nothing_of_what_the_letter_offers(
    room: Room,
) -> None:
    room.told()
    renewed(room.at("2026-05-04T09:00"))
    room.at("2026-05-04T10:00").appeal(hearer="ann", appeal_id="a1")
    written(room.at("2026-05-04T11:00"), LetterType.REVIEW_OUTCOME)
    upheld(room.at("2026-05-06T10:00"))
    answer = written(room, LetterType.APPEAL_OUTCOME)
    assert decided_on(answer) == date(2026, 4, 20)
    assert room.at("2026-05-08T10:00").appeal(appeal_id="a2").mark == "under_appeal"


@pytest.mark.clause("OCT-4.2b")
@pytest.mark.parametrize("is_signed", [True, False])
def test_at_octavia_a_signed_decision_is_heard_though_what_held_at_once_was_heard_before(*, is_signed: bool) -> None:
    course = CourseAt("octavia")
    room = course.at("2026-04-20T10:00").room
    room.propose(**BAN, immediate=True, reason="He is at the door.")
    assert Text.APPEAL in texts_of(Heading.APPEAL, written(room))
    room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed")
    if is_signed:
        course.at("2026-04-21T09:00").authorise("service_manager")
    course.at("2026-04-21T10:00").room.appeal(hearer="assistant_director", appeal_id="a1")
    course.at("2026-04-21T11:00").decide("assistant_director", Finding.UPHELD)
    if not is_signed:
        course.at("2026-04-21T12:00").authorise("service_manager")
    told = written(room.at("2026-04-21T14:00"), LetterType.DECISION)
    assert Text.APPEAL in texts_of(Heading.APPEAL, told)
    again = room.at("2026-04-24T10:00").appeal(appeal_id="a2", hearer="assistant_director_2")
    assert again.mark == "under_appeal"
    course.decide("assistant_director_2", Finding.UPHELD)
    assert refusal(lambda: room.at("2026-04-27T10:00").appeal(appeal_id="a3")) == "not_appealable"


def test_no_letter_says_that_the_answer_was_given_before_it_was(room: Room) -> None:
    room.told()
    room.at("2026-05-01T10:00").appeal(hearer="ann", appeal_id="a1")
    room.does.suspend(HERE, "r1", "ann", "While I look.")
    upheld(room.at("2026-05-04T10:00"))
    on_hold = written(room)
    assert on_hold.type is LetterType.REVIEW_OUTCOME
    assert texts_of(Heading.APPEAL, on_hold) == (Text.APPEAL_ANSWER_COMES,)
    assert written(room).type is LetterType.APPEAL_OUTCOME
    room.at("2026-05-05T10:00").does.suspend(HERE, "r1", "ann", "Enough.", again=True)
    assert texts_of(Heading.APPEAL, written(room)) == (Text.APPEAL_WAS_HEARD,)


def test_the_answer_names_the_decision_that_the_appeal_came_after_and_not_a_review_since(room: Room) -> None:
    room.told()
    room.at("2026-05-01T10:00").appeal(hearer="ann", appeal_id="a1")
    renewed(room.at("2026-05-04T10:00"))
    written(room, LetterType.REVIEW_OUTCOME)
    received = written(room, LetterType.APPEAL_RECEIVED)
    upheld(room.at("2026-05-06T10:00"))
    answer = written(room, LetterType.APPEAL_OUTCOME)
    assert [decided_on(one) for one in (received, answer)] == [date(2026, 4, 20)] * 2
    room.at("2026-05-08T10:00").appeal(hearer="dee", appeal_id="a2")
    assert decided_on(written(room, LetterType.APPEAL_RECEIVED)) == date(2026, 5, 4)


def test_an_appeal_that_was_put_on_record_after_a_letter_is_not_about_that_if_it_came_before(room: Room) -> None:
    room.told()
    renewed(room.at("2026-05-06T10:00"))
    written(room, LetterType.REVIEW_OUTCOME)
    room.at("2026-05-07T10:00").appeal(received_at=local("2026-05-05T10:00"), hearer="ann", appeal_id="a1")
    assert decided_on(written(room, LetterType.APPEAL_RECEIVED)) == date(2026, 4, 20)
    upheld(room)
    assert decided_on(written(room, LetterType.APPEAL_OUTCOME)) == date(2026, 4, 20)
    assert room.at("2026-05-08T10:00").appeal(appeal_id="a2").mark == "under_appeal"


def test_an_appeal_against_what_held_at_once_is_about_that_and_not_about_the_decision_since(room: Room) -> None:
    room.at("2026-04-20T10:00").propose(immediate=True, reason="A knife.")
    written(room)
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.at("2026-04-21T10:00").does.authorise(HERE, "r1", "sue")
    room.at("2026-04-21T11:00").appeal(hearer="ann", appeal_id="a1")
    written(room.at("2026-04-22T10:00"), LetterType.DECISION)
    received = written(room, LetterType.APPEAL_RECEIVED)
    assert (decided_on(received), received.appealed and received.appealed.what) == (
        date(2026, 4, 20),
        Label.ABOUT_DECISION,
    )
    upheld(room.at("2026-04-23T10:00"))
    assert decided_on(written(room, LetterType.APPEAL_OUTCOME)) == date(2026, 4, 20)


def test_before_anybody_was_told_an_appeal_is_about_the_decision_itself(room: Room) -> None:
    room.signed()
    room.at("2026-04-21T10:00").appeal(hearer="ann", appeal_id="a1")
    assert decided_on(written(room.at("2026-04-22T10:00"), LetterType.APPEAL_RECEIVED)) == date(2026, 4, 20)
