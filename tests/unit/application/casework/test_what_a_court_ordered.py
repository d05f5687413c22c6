"""What a court ordered is the court's to change: nobody here lets it rest or puts less in its place."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room, refusal

ORDER: Mapping[str, object] = {
    "kind": "court_order",
    "terms": {"reference": "C1", "terms": "Stay away.", "end": "2026-12-31"},
    "channels": (),
}


@pytest.fixture
def room() -> Room:
    """An order that was told, in force from 22 April."""
    room = Room()
    room.told(**ORDER)
    room.at("2026-05-04T10:00")
    return room


def tell(room: Room, restriction_id: str) -> Answer:
    room.does.consult(HERE, restriction_id, "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, restriction_id, "sue")
    return room.does.issue_letter(HERE, restriction_id, "sue", Delivery.HAND)


def letters(room: Room) -> list[LetterType]:
    return [facts.type for facts in room.letters.written]


@pytest.mark.clause("TOR-04")
@pytest.mark.parametrize("officer", ["mo", "dee"])
def test_nobody_lets_an_order_rest(room: Room, officer: str) -> None:
    assert refusal(lambda: room.does.suspend(HERE, "r1", officer, "To try.")) == "not_reviewable"
    assert room.binds()


@pytest.mark.clause("TOR-04")
def test_no_decision_takes_the_place_of_an_order(room: Room) -> None:
    assert refusal(lambda: room.propose(restriction_id="r2", varies="r1")) == "not_reviewable"
    assert room.at("2026-12-31T23:59").binds()
    assert not room.at("2027-01-01T00:00").binds()


def test_an_order_takes_the_place_of_another_and_its_letter_says_so(room: Room) -> None:
    room.propose(**ORDER, restriction_id="r2", varies="r1")
    assert tell(room, "r2").state == "active"
    assert letters(room)[-1] is LetterType.VARIATION
    assert not room.binds()


def test_an_order_takes_the_place_of_no_decision() -> None:
    room = Room()
    room.told()
    assert refusal(lambda: room.propose(**ORDER, restriction_id="r2", varies="r1")) == "impossible_terms"
    assert room.propose(**ORDER, restriction_id="r2").state == "draft"


@pytest.mark.clause("TOR-04")
def test_danger_lets_an_order_go_without_a_warning_and_it_is_never_told_as_for_now_nor_lapses() -> None:
    room = Room().at("2026-04-20T10:00")
    given = room.propose(**ORDER, immediate=True, reason="He came with a knife.")
    assert (given.state, given.tasks) == ("draft", ())
    asked = LetterType.INTERIM
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", letter=asked)) == "letter_missing"
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "not_authorised"
    assert refusal(room.appeal) == "nothing_to_appeal"
    assert tell(room.at("2026-04-30T10:00"), "r1").state == "active"
    assert letters(room)[-1] is LetterType.DECISION
    assert room.at("2026-12-31T23:59").binds()


def test_an_order_that_waits_for_its_signature_keeps_nobody_from_acting_at_once() -> None:
    room = Room().at("2026-04-20T10:00")
    room.propose(**ORDER, immediate=True, reason="He came with a knife.")
    again = room.at("2026-04-21T10:00").propose(restriction_id="r2", immediate=True, reason="He is at the door.")
    assert again.state == "interim"
