"""What would be over before it ever held: nobody is told of it as a decision, and nothing says that it holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding, Handling
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room, proposal, refusal
from tests.unit.application.casework.test_one_version_at_a_time import in_force
from tests.unit.domain.casework.cases import local

COURT_ORDER = {"kind": "court_order", "channels": (), "terms": {"reference": "EX1", "terms": "no visits"}}


@pytest.fixture
def room() -> Room:
    return Room()


def ordered(until: str) -> dict[str, object]:
    return {**COURT_ORDER, "terms": {"reference": "EX1", "terms": "no visits", "end": until}}


def the_letter(room: Room) -> LetterFacts:
    return room.letters.written[-1]


@pytest.mark.parametrize("ends", ["2026-04-21T12:00", "2026-04-22T00:00"])
def test_no_letter_tells_a_decision_that_is_over_before_the_customer_counts_as_told(room: Room, ends: str) -> None:
    room.signed(planned_end=local(ends))
    with pytest.raises(
        Refused, match="last day is 21 April 2026, and it would be in force from 22 April 2026 on"
    ) as refused:
        room.does.issue_letter(HERE, "r1", "sue", Delivery.POST)
    assert refused.value.code == "impossible_terms"
    assert refusal(lambda: room.does.letters.draft_letter(HERE, "r1", "sue")) == "impossible_terms"
    assert room.does.issue_letter(HERE, "r1", "sue", Delivery.HAND).shown == "active"


def test_what_ends_while_it_holds_is_told(room: Room) -> None:
    room.told(planned_end=local("2026-04-22T00:01"))
    assert (the_letter(room).dates.starts, the_letter(room).on_hold) == (date(2026, 4, 22), False)


def test_so_it_is_with_an_order_of_a_court_and_with_an_end_that_somebody_named_since(room: Room) -> None:
    room.signed(**ordered("2026-04-21"))
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", Delivery.POST)) == "impossible_terms"
    other = Room()
    other.signed()
    other.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-04-21T00:00"))
    assert refusal(lambda: other.does.issue_letter(HERE, "r1", "sue", letter=LetterType.DECISION)) == "impossible_terms"


def test_a_draft_that_nobody_signed_yet_can_be_read_whenever_it_is_to_end(room: Room) -> None:
    room.at("2026-04-20T10:00").warn()
    room.propose(planned_end=local("2026-06-01T00:00"))
    assert room.does.letters.draft_letter(HERE, "r1", "sue").type is LetterType.DECISION


def test_other_terms_that_would_be_over_too_soon_leave_the_old_ones_untouched(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").propose(
        restriction_id="r2", varies="r1", channels=("voice",), planned_end=local("2026-04-28T12:00")
    )
    room.does.consult(HERE, "r2", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    assert refusal(lambda: room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)) == "impossible_terms"
    assert in_force(room, local("2026-05-20T10:00")) == ["r1"]


def test_what_is_posted_too_late_to_hold_holds_never_and_is_not_said_to_be_on_hold(room: Room) -> None:
    letter = room.told(planned_end=local("2026-04-22T12:00")).letter_id
    room.at("2026-04-21T10:00").does.letters.handle_letter(HERE, "sam", letter, "mo", Handling.POSTED)
    assert room.does.show_life(HERE, "r1").in_force_from is None
    room.appeal(hearer="ann")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.APPEAL_RECEIVED)
    assert not the_letter(room).on_hold
    assert not room.at("2026-04-22T10:00").binds()


@pytest.mark.parametrize("terms", [{"planned_end": local("2026-04-20T09:59")}, ordered("2026-04-19")])
def test_what_is_over_already_is_not_proposed(room: Room, terms: dict[str, object]) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00")
    assert refusal(lambda: room.propose(**terms)) == "impossible_terms"
    weighed = room.does.weigh(HERE, proposal(**terms), "mo").refusal
    assert weighed
    assert weighed.code == "impossible_terms"


@pytest.mark.parametrize("ends", ["2026-04-20T10:01", "2026-04-21T00:00"])
def test_what_ends_soon_can_be_proposed(room: Room, ends: str) -> None:
    room.at("2026-04-01T11:00").warn()
    assert room.at("2026-04-20T10:00").propose(planned_end=local(ends)).shown == "draft"


def removed(room: Room) -> None:
    room.appeal(hearer="ann")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "It was wrong.")


def lifted(room: Room) -> None:
    room.does.lift(HERE, "r1", "mo", "A mistake of ours.")


@pytest.mark.parametrize("taken_back", [removed, lifted])
def test_what_was_taken_back_before_it_held_was_in_force_from_no_day(
    room: Room, taken_back: Callable[[Room], None]
) -> None:
    room.told()
    taken_back(room.at("2026-04-21T10:00"))
    assert room.does.show_life(HERE, "r1").in_force_from is None


@pytest.mark.parametrize("taken_back", [removed, lifted])
def test_what_was_taken_back_later_was_in_force_until_then(room: Room, taken_back: Callable[[Room], None]) -> None:
    room.told()
    taken_back(room.at("2026-04-22T10:00"))
    assert room.does.show_life(HERE, "r1").in_force_from == date(2026, 4, 22)
