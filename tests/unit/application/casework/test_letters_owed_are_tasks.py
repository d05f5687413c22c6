"""A letter that somebody has to issue is a task; issuing it does it."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.application.casework.room import HERE, Room


@pytest.fixture
def room() -> Room:
    return Room()


def open_letters(room: Room) -> list[str]:
    """Who issued, or empty, for each letter that was owed, oldest first."""
    tasks = room.memory.of(HERE).tasks.values()
    return [task.done_by for task in tasks if task.code == "issue_letter"]


def test_the_letter_that_tells_a_decision_is_the_task_done(room: Room) -> None:
    room.signed()
    assert open_letters(room) == [""]
    room.at("2026-04-20T14:00").does.issue_letter(HERE, "r1", "sue")
    assert open_letters(room) == ["sue"]


def test_as_many_stay_open_as_letters_are_owed(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    assert open_letters(room) == ["sue", ""]
    room.at("2026-04-28T10:00").does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    assert open_letters(room) == ["sue", "", ""]
    room.does.issue_letter(HERE, "r1", "ann", letter=LetterType.APPEAL_OUTCOME)
    assert open_letters(room) == ["sue", "ann", "ann"]


def test_a_letter_that_nobody_owed_does_no_other(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.REVIEW_COMING)
    assert open_letters(room) == ["sue", ""]
