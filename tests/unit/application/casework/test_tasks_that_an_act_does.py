"""Tasks that a decision does are done by that decision, and by no tick."""

from __future__ import annotations

import pytest

from contact_gateway.application.finish_task import FinishTask
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.casework.acts import Finding, Outcome
from tests.fakes.tasks import MemoryTasks
from tests.unit.application.casework.room import HERE, Room, refusal


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
    assert refusal(lambda: tick(room, "decide_appeal")) == "judgement_missing"
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
