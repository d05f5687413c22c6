"""What is not in force looks like it nowhere: a draft, a signed decision, a letter that is still in the post."""

from __future__ import annotations

import pytest

from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Outcome
from contact_gateway.web.desk.restriction_views import RestrictionView, restriction_view
from tests.builders import SAM_EMAIL, contact
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.restrictions import MemoryRestrictions
from tests.unit.application.casework.room import HERE, Room


@pytest.fixture
def room() -> Room:
    return Room()


def seen(room: Room) -> list[RestrictionView]:
    """The customer's restrictions as the desk's page shows them now."""
    now = room.memory.clock.now()
    found = MemoryRestrictions(room.memory).of_customer(HERE, "sam")
    return [restriction_view(one, now, room.policy.zone, {}) for one in found]


def banner(room: Room) -> tuple[Outcome, tuple[str, ...]]:
    """What becomes of a mail that Sam writes now, and what whoever answers reads above it."""
    now = room.memory.clock.now()
    written = contact(Channel.EMAIL, sender=SAM_EMAIL, provider_id=f"M{now}", received_at=now)
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    decision = receive(HERE, written).decision
    return decision.outcome, decision.banner.lines


def test_a_draft_and_a_signed_decision_are_shown_as_nothing_that_holds(room: Room) -> None:
    room.warn()
    room.at("2026-04-20T10:00").propose()
    assert seen(room) == []
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    assert seen(room) == []
    assert banner(room) == (Outcome.CONNECT, ())


def test_a_letter_in_the_post_is_not_in_force_yet_and_says_from_when_it_will_be(room: Room) -> None:
    room.told()
    (view,) = seen(room.at("2026-04-21T23:59"))
    assert (view.state, view.since) == ("Not yet in force", "Wednesday 22 April 2026")
    assert banner(room) == (Outcome.CONNECT, ())
    (view,) = seen(room.at("2026-04-22T00:00"))
    assert (view.state, view.since) == ("In force", "Wednesday 22 April 2026")
    outcome, lines = banner(room)
    assert (outcome, len(lines) > 0) == (Outcome.HOLD, True)


def test_what_is_suspended_is_not_shown_as_in_force(room: Room) -> None:
    room.told()
    room.at("2026-06-01T10:00").does.suspend(HERE, "r1", "ann", "While it is heard.")
    assert [view.state for view in seen(room)] == []
    assert banner(room) == (Outcome.CONNECT, ())
