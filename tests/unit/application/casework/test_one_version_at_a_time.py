"""Whatever becomes of the letters, one version of the terms is in force at each instant, and one is on its way."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Handling
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.working_days import Delivery
from tests.builders import policy
from tests.fakes.outbox import MemoryOutbox
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_letters_that_leave import LINES
from tests.unit.domain.casework.cases import LADDER, local

IN_FORCE, STOPS = local("2026-04-22T00:00"), local("2026-10-22T00:00")


@pytest.fixture
def room() -> Room:
    """A ban that was told, in force from 22 April."""
    room = told()
    return room.at("2026-04-27T10:00")


def told() -> Room:
    room = Room(policy=policy(grades=LADDER, lines=LINES))
    room.told()
    return room


def varied(room: Room, new: str, old: str) -> None:
    """Other terms, proposed and signed."""
    room.propose(restriction_id=new, varies=old, channels=("voice" if new == "r2" else "sms",))
    room.does.consult(HERE, new, "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, new, "sue")


def given_up(room: Room) -> None:
    """No mailbox takes what waits to leave."""
    outbox = MemoryOutbox(room.memory)
    for due in outbox.claim(HERE, 9, 0):
        outbox.failed(HERE, due.id, "no such mailbox", retry_in_seconds=None)


def in_force(room: Room, at: datetime) -> list[str]:
    rows = room.memory.of(HERE)
    return [one for one in rows.restrictions if rows.binds_at(one, at)]


def test_the_old_terms_hold_until_the_new_ones_are_told_when_their_mail_failed(room: Room) -> None:
    varied(room, "r2", "r1")
    letter = room.does.issue_letter(HERE, "r2", "sue", Delivery.EMAIL).letter_id
    given_up(room)
    room.at("2026-04-28T10:00").does.letters.handle_letter(HERE, "sam", letter, "mo", Handling.POSTED)
    assert in_force(room, local("2026-04-29T23:59")) == ["r1"]
    assert in_force(room, local("2026-04-30T00:00")) == ["r2"]


def test_terms_that_came_after_those_and_sooner_take_the_place_of_both(room: Room) -> None:
    varied(room, "r2", "r1")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    varied(room, "r3", "r2")
    room.does.issue_letter(HERE, "r3", "sue", Delivery.HAND)
    assert in_force(room, local("2026-04-28T10:00")) == in_force(room, local("2026-05-20T10:00")) == ["r3"]


WAYS = st.sampled_from(Delivery)
LATER = st.one_of(st.none(), st.integers(0, 9))


@settings(max_examples=60)
@given(st.lists(st.tuples(WAYS, st.booleans(), LATER, st.integers(0, 30)), min_size=1, max_size=3))
def test_at_each_instant_exactly_one_version_of_the_terms_is_in_force(
    letters: list[tuple[Delivery, bool, int | None, int]],
) -> None:
    room, now, old = told(), datetime.fromisoformat("2026-04-23T10:00"), "r1"
    for number, (way, fails, days_later, pause) in enumerate(letters, start=2):
        new = f"r{number}"
        varied(room.at(now.isoformat()), new, old)
        letter = room.does.issue_letter(HERE, new, "sue", way).letter_id
        if fails:
            given_up(room)
        if days_later is not None:
            now += timedelta(days=days_later)
            left(room.at(now.isoformat()), letter)
        now, old = now + timedelta(days=pause), new
        room.at(now.isoformat())
    for half_days in range(2 * (STOPS.date() - IN_FORCE.date()).days):
        at = IN_FORCE + timedelta(hours=12 * half_days)
        assert len(in_force(room, at)) == 1, at


def left(room: Room, letter: str) -> None:
    """Somebody posts what was printed; what is in force already begins no second time."""
    with suppress(Refused):
        room.does.letters.handle_letter(HERE, "sam", letter, "mo", Handling.POSTED)


def test_of_one_restriction_one_variation_is_on_its_way_at_a_time(room: Room) -> None:
    room.propose(restriction_id="r2", varies="r1", channels=("voice",))
    assert refusal(lambda: room.propose(restriction_id="r3", varies="r1")) == "already_decided"
    room.propose(restriction_id="r2", varies="r1", channels=("sms",))
    room.does.lift(HERE, "r2", "mo", "Too much.")
    assert room.propose(restriction_id="r3", varies="r1", channels=("voice",)).shown == "draft"


def test_what_was_told_and_does_not_hold_yet_is_varied_itself(room: Room) -> None:
    varied(room, "r2", "r1")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    assert refusal(lambda: room.propose(restriction_id="r3", varies="r1")) == "already_decided"
    assert room.propose(restriction_id="r3", varies="r2", channels=("sms",)).shown == "draft"


def test_a_trial_of_other_terms_stands_in_the_way_of_none(room: Room) -> None:
    room.propose(
        restriction_id="r2", varies="r1", channels=("voice",), mode=Mode.SHADOW, planned_end=local("2026-05-18T00:00")
    )
    assert room.propose(restriction_id="r3", varies="r1", channels=("sms",)).shown == "draft"
