"""What holds at once is told at once: for now, by whom, until when; and told again once it is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Finding, LetterIssued
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.facts import DecidedBy
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.application.casework.test_at_once import MONDAY, at_once
from tests.unit.domain.casework.cases import RULES, local


@pytest.fixture
def room() -> Room:
    """An e-mail ban at once, on Monday 20 April, which lapses as Thursday begins unless somebody signs it."""
    room = Room().at(MONDAY)
    at_once(room, "r1")
    return room


def letters(room: Room) -> list[LetterType]:
    return [one.act.letter for one in room.files.history(HERE, "r1") if isinstance(one.act, LetterIssued)]


def to_write(room: Room) -> list[tuple[str, object]]:
    """The open tasks to issue a letter: for whom, due before when."""
    tasks = room.memory.of(HERE).tasks.values()
    return [(task.for_officer, task.due_at) for task in tasks if task.code == "issue_letter" and not task.done_by]


def test_what_holds_at_once_is_told_at_once_as_what_it_is(room: Room) -> None:
    answer = room.does.issue_letter(HERE, "r1", "mo", Delivery.POST)
    facts = room.letters.written[-1]
    assert (answer.state, facts.type) == ("interim", LetterType.INTERIM)
    assert facts.dates.lapses == date(2026, 4, 22)
    assert facts.dates.starts == date(2026, 4, 20)
    assert facts.decided_by == DecidedBy(names=("Officer",))
    assert Channel.VOICE in facts.open_ways
    assert Channel.EMAIL not in facts.open_ways
    assert room.binds()


def test_its_letter_is_due_a_working_day_after_it_began_and_issuing_it_does_the_task(room: Room) -> None:
    assert to_write(room) == [("sue", local("2026-04-22T00:00"))]
    room.does.issue_letter(HERE, "r1", "mo")
    assert to_write(room) == []


def test_the_decision_is_told_once_it_is_signed(room: Room) -> None:
    room.does.issue_letter(HERE, "r1", "mo")
    sign(room)
    assert to_write(room) == [("sue", local("2026-04-23T00:00"))]
    assert room.does.issue_letter(HERE, "r1", "mo").state == "interim"
    assert letters(room) == [LetterType.INTERIM, LetterType.DECISION]
    assert room.letters.written[-1].dates.lapses is None
    assert to_write(room) == []
    assert room.at("2026-04-23T00:00").does.show_life(HERE, "r1").state == "active"


def test_what_is_signed_before_it_was_told_is_told_by_the_day_that_it_was_to_be_told(room: Room) -> None:
    sign(room)
    assert to_write(room) == [("sue", local("2026-04-22T00:00"))]
    room.does.issue_letter(HERE, "r1", "mo")
    assert letters(room) == [LetterType.DECISION]


def sign(room: Room) -> None:
    room.at("2026-04-21T10:00").does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")


def test_a_letter_for_now_decides_nothing(room: Room) -> None:
    room.does.issue_letter(HERE, "r1", "mo")
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "mo")) == "not_authorised"
    assert not room.at("2026-04-23T00:00").binds()


def test_only_what_holds_at_once_unsigned_is_told_for_now(room: Room) -> None:
    def tell() -> object:
        return room.does.issue_letter(HERE, "r1", "mo", letter=LetterType.INTERIM)

    sign(room)
    assert refusal(tell) == "letter_missing"
    lapsed = Room().at(MONDAY)
    at_once(lapsed, "r1")
    lapsed.at("2026-04-23T00:00")
    assert refusal(lambda: lapsed.does.issue_letter(HERE, "r1", "mo")) == "letter_missing"


def test_whoever_was_told_for_now_is_told_that_it_was_taken_back_and_what_an_appeal_came_to(room: Room) -> None:
    room.does.issue_letter(HERE, "r1", "mo")
    room.at("2026-04-21T09:00").appeal(hearer="ann")
    room.does.issue_letter(HERE, "r1", "mo")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "He was not there.")
    room.does.issue_letter(HERE, "r1", "mo")
    assert letters(room) == [LetterType.INTERIM, LetterType.APPEAL_RECEIVED, LetterType.APPEAL_OUTCOME]
    taken_back = Room().at(MONDAY)
    at_once(taken_back, "r1")
    taken_back.does.issue_letter(HERE, "r1", "mo")
    taken_back.does.lift(HERE, "r1", "mo", "It was a mistake.")
    taken_back.does.issue_letter(HERE, "r1", "mo")
    assert letters(taken_back) == [LetterType.INTERIM, LetterType.END]


def test_where_nobody_decides_at_once_nothing_is_told_before_the_signature() -> None:
    room = Room(rules=replace(RULES, letters=LETTERS, interim=None)).at("2026-04-01T10:00")
    room.warn()
    room.at(MONDAY).propose(immediate=True, reason="He is at the door.")
    assert "issue_letter" not in room.tasks()
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "mo")) == "not_authorised"


def test_the_draft_of_it_says_what_it_will_say(room: Room) -> None:
    assert room.does.letters.draft_letter(HERE, "r1", "mo").type is LetterType.INTERIM
