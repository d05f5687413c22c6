"""Whatever changes in a case at Magna is told to the customer, or somebody says why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Attempt, Finding, Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.restrictions import Grounds
from tests.unit.application.casework.course_at import CourseAt
from tests.unit.application.casework.room import HERE
from tests.unit.application.casework.test_rungs import last
from tests.unit.application.casework.test_what_policies_ask import incident

WHOM_TO_TELL = {"issue_letter", "tell_customer_and_why"}


def told() -> CourseAt:
    """A cap of contacts at Magna, in force from 22 April."""
    course = CourseAt("magna")
    course.told("manager")
    return course.at("2026-05-01T10:00")


def appeal(course: CourseAt) -> Answer:
    now = course.room.memory.clock.now()
    return course.room.does.appeal(HERE, "r1", "mo", AppealRequest(received_at=now, hearer="director"))


def appealed() -> CourseAt:
    course = told()
    appeal(course)
    return course


def suspended() -> CourseAt:
    course = told()
    course.room.does.suspend(HERE, "r1", "manager", "She is in hospital.")
    return course


CHANGES: dict[str, Callable[[], tuple[str, ...]]] = {
    "an incident": lambda: incident(CourseAt("magna").room, Grounds.ABUSE).tasks,
    "a decision": lambda: CourseAt("magna").signed("manager").tasks,
    "a review": lambda: told().review("head_of_service").tasks,
    "an appeal": lambda: appeal(told()).tasks,
    "its answer": lambda: appealed().decide("director", Finding.UPHELD).tasks,
    "a suspension": lambda: told().room.does.suspend(HERE, "r1", "manager", "She is in hospital.").tasks,
    "a resumption": lambda: suspended().room.does.suspend(HERE, "r1", "manager", "She is home.", again=True).tasks,
    "an end": lambda: told().room.does.lift(HERE, "r1", "manager").tasks,
    "an end by review": lambda: told().review("head_of_service", Outcome.LIFT).tasks,
}


@pytest.mark.clause("MAG-19")
@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_somebody_s_to_tell_the_customer_with_the_reason(change: str) -> None:
    assert WHOM_TO_TELL & set(CHANGES[change]())


@pytest.mark.clause("MAG-19")
def test_who_could_not_tell_the_customer_says_so_and_why() -> None:
    room = told().room
    room.does.record_attempt(HERE, "sam", "mo", Channel.VOICE, reached=False, result="She is in hospital until May.")
    found = last(room)
    assert isinstance(found, Attempt)
    assert (found.reached, found.words["result"]) == (False, "She is in hospital until May.")
