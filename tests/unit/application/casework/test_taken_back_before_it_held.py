"""Other terms that were told and taken back before they held: the old ones go on as if nobody had varied them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding, Outcome, Replaced
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.builders import policy
from tests.unit.application.casework.room import HERE, Room
from tests.unit.application.casework.test_letters_that_leave import LINES
from tests.unit.application.casework.test_one_version_at_a_time import IN_FORCE, STOPS, in_force, told, varied
from tests.unit.domain.casework.cases import LADDER, local

BEFORE, AFTER = local("2026-04-29T23:59"), local("2026-05-20T10:00")


@pytest.fixture
def room() -> Room:
    """A ban in force since 22 April, and other terms told by post on 27 April, to hold from 29 April on."""
    room = Room(policy=policy(grades=LADDER, lines=LINES))
    room.told()
    varied(room.at("2026-04-27T10:00"), "r2", "r1")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    return room.at("2026-04-28T10:00")


def removed(room: Room) -> None:
    """The hearer takes the other terms back."""
    appealed(room)
    room.does.decide_appeal(HERE, "r2", "ann", Finding.REMOVED, "It was wrong.")


def appealed(room: Room) -> None:
    room.does.appeal(HERE, "r2", "mo", AppealRequest(received_at=room.memory.clock.now(), hearer="ann"))


def the_letter(room: Room) -> LetterFacts:
    return room.letters.written[-1]


def open_tasks(room: Room, about: str) -> list[str]:
    tasks = room.memory.of(HERE).tasks.values()
    return sorted(one.code for one in tasks if one.restriction_id == about and one.done_at is None)


def test_what_was_lifted_before_it_held_leaves_the_old_terms_in_force(room: Room) -> None:
    assert in_force(room, AFTER) == ["r2"]
    room.does.lift(HERE, "r2", "mo", "A mistake of ours.")
    assert in_force(room, BEFORE) == in_force(room, AFTER) == ["r1"]
    assert [one.act.by for one in room.files.acts(HERE, "sam") if isinstance(one.act, Replaced)] == ["sue", "mo"]


def test_so_does_what_a_hearer_took_back(room: Room) -> None:
    removed(room)
    assert in_force(room, BEFORE) == in_force(room, AFTER) == ["r1"]


@pytest.mark.parametrize("of", [LetterType.END, LetterType.APPEAL_OUTCOME])
def test_its_letter_says_that_what_was_decided_before_still_holds(room: Room, of: LetterType) -> None:
    if of is LetterType.END:
        room.does.lift(HERE, "r2", "mo", "A mistake of ours.")
    else:
        removed(room)
    room.does.issue_letter(HERE, "r2", "sue", letter=of)
    assert the_letter(room).earlier_stands
    assert "email" not in the_letter(room).open_ways


def test_what_held_and_was_lifted_then_leaves_nothing_in_force(room: Room) -> None:
    room.at("2026-05-04T10:00").does.lift(HERE, "r2", "mo", "It is settled.")
    assert in_force(room, AFTER) == []
    room.does.issue_letter(HERE, "r2", "sue", letter=LetterType.END)
    assert not the_letter(room).earlier_stands


def test_the_old_terms_can_be_varied_again(room: Room) -> None:
    room.does.lift(HERE, "r2", "mo", "A mistake of ours.")
    assert room.propose(restriction_id="r3", varies="r1", channels=("sms",)).shown == "draft"


def test_what_a_review_came_to_is_then_to_be_proposed_again() -> None:
    room = told()
    room.at("2026-04-24T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Calls are enough.")
    room.does.issue_letter(HERE, "r1", "sue")
    varied(room.at("2026-04-27T10:00"), "r2", "r1")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    assert "propose_variation" not in open_tasks(room, "r1")
    room.does.lift(HERE, "r2", "mo", "A mistake of ours.")
    assert open_tasks(room, "r1") == ["propose_variation"]


def test_an_answer_sent_after_it_was_taken_back_names_no_day_on_which_it_ended(room: Room) -> None:
    appealed(room)
    room.does.decide_appeal(HERE, "r2", "ann", Finding.UPHELD, "It is right.")
    room.does.lift(HERE, "r2", "mo", "A mistake of ours.")
    room.does.issue_letter(HERE, "r2", "sue", letter=LetterType.APPEAL_OUTCOME)
    assert the_letter(room).never_held


TAKEN_BACK = st.lists(st.tuples(st.sampled_from(Delivery), st.booleans(), st.integers(0, 3)), min_size=1, max_size=3)


@settings(max_examples=40)
@given(TAKEN_BACK, st.booleans())
def test_whatever_is_taken_back_before_it_holds_one_version_of_the_terms_is_in_force(
    letters: list[tuple[Delivery, bool, int]],
    newest_first: bool,
) -> None:
    room, now = told(), datetime.fromisoformat("2026-04-23T10:00")
    rows, taken_back = room.memory.of(HERE), []
    for number, (way, back, pause) in enumerate(letters, start=2):
        varied(room.at(now.isoformat()), f"r{number}", f"r{number - 1}")
        room.does.issue_letter(HERE, f"r{number}", "sue", way)
        taken_back += [f"r{number}"] if back else []
        now += timedelta(days=pause)
    room.at(now.isoformat())
    for one in reversed(taken_back) if newest_first else taken_back:
        if rows.restrictions[one][0].starts_at > room.memory.clock.now():
            with suppress(Refused):  # what came after it took its place sooner
                room.does.lift(HERE, one, "mo", "A mistake of ours.")
    for half_days in range(2 * (STOPS.date() - IN_FORCE.date()).days):
        at = IN_FORCE + timedelta(hours=12 * half_days)
        assert len(in_force(room, at)) == 1, at
