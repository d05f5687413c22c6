"""What has ended leaves nothing to do but the letters that are still owed."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.application.casework.room import HERE, Room
from tests.unit.application.casework.test_at_once import MONDAY, at_once
from tests.unit.domain.casework.cases import local


@pytest.fixture
def room() -> Room:
    return Room()


def left(room: Room) -> list[str]:
    return sorted(task.code for task in room.memory.of(HERE).tasks.values() if not task.done_by)


def vary(room: Room) -> None:
    room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 1, "per": "week"})
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue")


def test_what_was_signed_and_lifted_before_it_was_told_owes_no_letter(room: Room) -> None:
    room.signed()
    assert left(room) == ["issue_letter"]
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert left(room) == []


def test_an_end_leaves_the_letters_that_are_owed(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert left(room) == ["decide_appeal", "issue_letter", "issue_letter"]
    room.does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "It was not fair.")
    for letter in (LetterType.APPEAL_OUTCOME, LetterType.END):
        room.does.issue_letter(HERE, "r1", "sue", letter=letter)
    assert left(room) == []


def test_a_letter_about_the_end_is_all_that_is_left_once_the_variation_is_no_use(room: Room) -> None:
    room.told()
    room.at("2026-09-01T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Once a week is enough.")
    room.does.issue_letter(HERE, "r1", "sue")
    assert left(room) == ["propose_variation"]
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert left(room) == ["issue_letter"]


def test_the_letter_that_tells_other_terms_does_the_task_of_proposing_them(room: Room) -> None:
    room.told()
    room.at("2026-09-01T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Once a week is enough.")
    room.does.issue_letter(HERE, "r1", "sue")
    vary(room)
    assert left(room) == []


def test_an_end_on_a_day_to_come_leaves_what_is_to_do_until_then(room: Room) -> None:
    room.signed()
    room.does.lift(HERE, "r1", "mo", "It is settled.", room.memory.clock.now().replace(month=6))
    assert left(room) == ["issue_letter"]
    room.does.issue_letter(HERE, "r1", "sue")


def test_whoever_signs_what_holds_at_once_did_the_task_of_it(room: Room) -> None:
    at_once(room.at(MONDAY), "r1")
    assert left(room) == ["authorise_interim", "issue_letter"]
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    assert left(room) == ["issue_letter"]


def test_what_held_at_once_and_was_lifted_untold_leaves_nothing_to_do(room: Room) -> None:
    at_once(room.at(MONDAY), "r1")
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert left(room) == []


def test_what_lapsed_untold_leaves_nothing_to_do_once_the_day_was_looked_at(room: Room) -> None:
    at_once(room.at(MONDAY), "r1")
    room.at("2026-04-22T06:00").does.jobs.remind(HERE)
    assert left(room) == ["authorise_interim", "issue_letter"]
    room.at("2026-04-23T06:00").does.jobs.remind(HERE)
    assert left(room) == []


def test_what_was_told_keeps_its_letters_when_its_last_day_has_gone(room: Room) -> None:
    room.told(planned_end=local("2026-09-10T00:00"))
    room.at("2026-09-01T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Once a week is enough.")
    room.at("2026-09-09T06:00").does.jobs.remind(HERE)
    assert {"issue_letter", "propose_variation"} <= set(left(room))
    room.at("2026-09-10T06:00").does.jobs.remind(HERE)
    assert "issue_letter" in left(room)
    assert "propose_variation" not in left(room)


def test_what_was_told_at_once_and_signed_and_then_ended_as_planned_owes_no_letter_of_its_decision(room: Room) -> None:
    at_once(room.at(MONDAY), "r1", planned_end=local("2026-04-27T00:00"))
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.INTERIM)
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    assert "issue_letter" in left(room)
    room.at("2026-04-28T06:00").does.jobs.remind(HERE)
    assert "issue_letter" not in left(room)
