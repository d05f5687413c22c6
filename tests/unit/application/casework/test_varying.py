"""What has ended is not varied any more, however far the variation had come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contact_gateway.domain.casework.acts import Finding, Outcome
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import local


@pytest.fixture
def room() -> Room:
    """A ban that was told, and a cap that is to take its place, agreed by the other teams."""
    room = Room()
    room.told()
    room.at("2026-04-27T10:00").propose(
        restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 1, "per": "week"}
    )
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    return room


def lifted(room: Room) -> None:
    room.does.lift(HERE, "r1", "mo", "It is settled.")


def reviewed_away(room: Room) -> None:
    room.does.review(HERE, "r1", "sue", Outcome.LIFT, "It is settled.")


def removed_on_appeal(room: Room) -> None:
    room.appeal(hearer="ann")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "It was not fair.")


ENDS = (lifted, reviewed_away, removed_on_appeal)


@pytest.mark.parametrize("end", ENDS)
def test_a_variation_of_what_has_ended_is_not_signed(room: Room, end: Callable[[Room], None]) -> None:
    end(room)
    assert refusal(lambda: room.does.authorise(HERE, "r2", "sue")) == "not_in_force"


@pytest.mark.parametrize("end", ENDS)
def test_a_variation_of_what_has_ended_is_not_told_and_moves_no_end(room: Room, end: Callable[[Room], None]) -> None:
    room.does.authorise(HERE, "r2", "sue")
    end(room)
    ended = room.does.show_life(HERE, "r1").ended_at
    assert refusal(lambda: room.at("2026-04-28T10:00").does.issue_letter(HERE, "r2", "sue")) == "not_in_force"
    assert room.does.show_life(HERE, "r1").ended_at == ended == local("2026-04-27T10:00")
    assert room.does.show_life(HERE, "r2").state == "authorised"


def test_what_has_ended_cannot_be_proposed_to_be_varied(room: Room) -> None:
    lifted(room)
    assert refusal(lambda: room.propose(restriction_id="r3", varies="r1")) == "not_in_force"


def test_what_only_will_end_is_varied_until_it_has(room: Room) -> None:
    room.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-06-01T00:00"))
    assert room.does.authorise(HERE, "r2", "sue").shown == "authorised"
    assert room.does.issue_letter(HERE, "r2", "sue").shown == "letter_issued"
