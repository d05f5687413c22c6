"""Tasks that a decision does are done by that decision, and by no tick."""

from __future__ import annotations

from functools import partial

import pytest

from contact_gateway.application.finish_task import FinishTask
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.procedure.words import LetterType
from tests.fakes.tasks import MemoryTasks
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_appeals_against_warnings import appeal, found, room_with, warned
from tests.unit.application.casework.test_at_once import MONDAY, at_once
from tests.unit.domain.casework.cases import local


@pytest.fixture
def room() -> Room:
    """A landlord like Octavia, where e-mail from Sam is banned."""
    room = Room()
    room.told()
    return room


def put(room: Room, code: str) -> None:
    MemoryTasks(room.memory).add(
        HERE,
        Task(
            id=f"t-{code}",
            code=code,
            customer_id="sam",
            contact_id="",
            for_officer="",
            clause="",
            made_at=room.memory.clock.now(),
            restriction_id="r1",
        ),
    )


def tick(room: Room, code: str) -> Task:
    finish = FinishTask(tasks=MemoryTasks(room.memory), people=room.people, clock=room.memory.clock)
    return finish(HERE, next(one.id for one in room.memory.of(HERE).tasks.values() if one.code == code), "mo")


def is_open(room: Room, code: str) -> bool:
    return any(task.code == code and task.done_at is None for task in room.memory.of(HERE).tasks.values())


@pytest.mark.parametrize("code", ["review_due", "review_overdue", "suspended_unreviewed", "second_review_overdue"])
def test_a_review_is_ticked_off_by_nobody_and_done_by_the_review(room: Room, code: str) -> None:
    put(room, code)
    assert refusal(lambda: tick(room, code)) == "judgement_missing"
    assert is_open(room, code)
    room.at("2026-10-19T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    assert not is_open(room, code)


def test_an_appeal_is_ticked_off_by_nobody_and_done_by_its_answer(room: Room) -> None:
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    put(room, "appeal_answer_overdue")
    for code in ("decide_appeal", "appeal_answer_overdue"):
        assert refusal(partial(tick, room, code)) == "judgement_missing"
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    assert not is_open(room, "decide_appeal")
    assert not is_open(room, "appeal_answer_overdue")


@pytest.mark.parametrize("code", ["prepare_review", "letter_returned", "read_more_of_appeal"])
def test_what_only_reminds_is_ticked_off_by_whoever_did_it(room: Room, code: str) -> None:
    put(room, code)
    assert tick(room, code).done_by == "mo"


def test_a_review_that_lets_it_go_on_does_the_variation_that_an_earlier_one_came_to(room: Room) -> None:
    room.at("2026-06-01T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Too much.")
    assert refusal(lambda: tick(room, "propose_variation")) == "judgement_missing"
    assert is_open(room, "propose_variation")
    room.at("2026-06-02T10:00").does.review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on after all.")
    assert not is_open(room, "propose_variation")


def test_an_appeal_against_a_warning_is_ticked_off_by_nobody_and_done_by_naming_deciding_and_writing() -> None:
    room = room_with()
    appealed = appeal(room, warned(room)).appeal_id
    for code in ("name_hearer", "decide_appeal", "issue_letter"):
        assert refusal(partial(tick, room, code)) == "judgement_missing"
    room.does.items.name_bare_hearer(HERE, "sam", appealed, "mo", "ann")
    assert not is_open(room, "name_hearer")
    found(room, appealed, Finding.UPHELD)
    assert not is_open(room, "decide_appeal")
    room.does.items.issue_bare_letter(HERE, "sam", appealed, "ann")
    assert not is_open(room, "issue_letter")


def test_a_letter_is_ticked_off_by_nobody_and_done_by_issuing_it() -> None:
    room = Room()
    room.signed()
    assert refusal(lambda: tick(room, "issue_letter")) == "judgement_missing"
    room.does.issue_letter(HERE, "r1", "sue")
    assert not is_open(room, "issue_letter")


def test_the_letter_of_a_decision_that_ended_untold_is_no_task_even_if_somebody_appealed() -> None:
    room = Room()
    at_once(room.at(MONDAY), "r1", planned_end=local("2026-04-27T00:00"))
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.INTERIM)
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    room.at("2026-04-23T09:00").appeal(hearer="ann")
    room.at("2026-04-28T06:00").does.jobs.remind(HERE)
    assert is_open(room, "issue_letter")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    room.does.issue_letter(HERE, "r1", "ann", letter=LetterType.APPEAL_OUTCOME)
    room.at("2026-04-29T06:00").does.jobs.remind(HERE)
    assert not is_open(room, "issue_letter")
