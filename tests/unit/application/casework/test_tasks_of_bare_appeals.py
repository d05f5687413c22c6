"""What is left to do about an appeal against a warning or an item, and for whom, until nothing is."""

from __future__ import annotations

import pytest

from contact_gateway.application.casework.decide_item import ItemVerdict
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.casework.acts_on_items import ItemDecision
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_appeals_against_warnings import appeal, found, room_with, warned

NOT_READ = ItemVerdict(contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH, reason="Abuse.", was_read=True)


@pytest.fixture
def room() -> Room:
    return room_with()


def waiting(room: Room, about: str) -> list[tuple[str, str]]:
    tasks = room.memory.of(HERE).tasks.values()
    return [(task.code, task.for_officer) for task in tasks if task.done_at is None and task.about == about]


def test_naming_somebody_to_hear_it_makes_it_theirs_alone(room: Room) -> None:
    appealed = appeal(room, warned(room)).appeal_id
    assert waiting(room, appealed) == [("name_hearer", ""), ("decide_appeal", ""), ("issue_letter", "")]
    for hearer in ("ann", "dee"):
        room.does.items.name_bare_hearer(HERE, "sam", appealed, "mo", hearer)
        assert waiting(room, appealed) == [("issue_letter", ""), ("decide_appeal", hearer)]


def test_who_may_not_hear_it_does_not_have_it_to_decide(room: Room) -> None:
    warning = warned(room)
    assert refusal(lambda: appeal(room, warning, "sue")) == "hearer_not_senior"
    appealed = room.files.acts(HERE, "sam")[-1].act.id
    assert waiting(room, appealed) == [("name_hearer", ""), ("decide_appeal", ""), ("issue_letter", "")]


def test_deciding_it_and_each_letter_about_it_do_their_tasks_and_no_others(room: Room) -> None:
    appealed = appeal(room, warned(room), "ann").appeal_id
    item = room.does.items.decide_item(HERE, "sam", "mo", NOT_READ).act_id
    other = appeal(room, item, "dee").appeal_id
    theirs = waiting(room, other)
    assert theirs == [("issue_letter", ""), ("decide_appeal", "dee")]
    assert waiting(room, appealed) == [("issue_letter", ""), ("decide_appeal", "ann")]
    room.does.items.issue_bare_letter(HERE, "sam", appealed, "mo")
    assert waiting(room, appealed) == [("decide_appeal", "ann")]
    found(room, appealed, Finding.UPHELD)
    assert waiting(room, appealed) == [("issue_letter", "")]
    room.does.items.issue_bare_letter(HERE, "sam", appealed, "ann")
    assert (waiting(room, appealed), waiting(room, other)) == ([], theirs)
