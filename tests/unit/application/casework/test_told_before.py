"""There is no end of what nobody heard of, nothing is told twice, and what has ended asks for nothing more."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.acts import Finding, Handling, Outcome
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.application.casework.room import HERE, Room, refusal


@pytest.fixture
def room() -> Room:
    return Room()


def issue(room: Room, letter: LetterType) -> str:
    return str(room.does.issue_letter(HERE, "r1", "sue", letter=letter).letter_id)


def test_no_letter_tells_the_end_of_a_draft(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose()
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert refusal(lambda: issue(room, LetterType.END)) == "letter_missing"
    assert refusal(lambda: room.does.letters.draft_letter(HERE, "r1", "sue", letter=LetterType.END)) == "letter_missing"


def test_no_letter_tells_the_end_of_what_was_signed_and_never_told(room: Room) -> None:
    room.signed()
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert refusal(lambda: issue(room, LetterType.END)) == "letter_missing"


def test_the_end_is_told_once_and_again_where_the_letter_came_back(room: Room) -> None:
    room.told()
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    sent = issue(room, LetterType.END)
    assert refusal(lambda: issue(room, LetterType.END)) == "already_told"
    room.does.letters.handle_letter(HERE, "sam", sent, "mo", Handling.RETURNED)
    assert issue(room, LetterType.END) != sent


def test_what_a_review_came_to_is_told_once_and_so_is_the_next(room: Room) -> None:
    room.told()
    for day in ("2026-10-01", "2027-03-01"):
        room.at(f"{day}T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
        issue(room, LetterType.REVIEW_OUTCOME)
        assert refusal(lambda: issue(room, LetterType.REVIEW_OUTCOME)) == "already_told"


def test_the_receipt_of_an_appeal_is_not_told_after_its_answer(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    issue(room, LetterType.APPEAL_RECEIVED)
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    assert refusal(lambda: issue(room, LetterType.APPEAL_RECEIVED)) == "letter_missing"


def test_nobody_is_asked_or_says_to_know_of_what_has_ended(room: Room) -> None:
    room.told()
    room.does.items.acknowledge(HERE, "r1", "mo")
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    assert refusal(lambda: room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")) == "already_over"
    assert refusal(lambda: room.does.items.acknowledge(HERE, "r1", "ann")) == "already_over"
    room.does.items.acknowledge(HERE, "r1", "mo")
    assert [one.officer for one in room.does.items.acknowledge.aware(HERE, "r1")] == ["mo"]
