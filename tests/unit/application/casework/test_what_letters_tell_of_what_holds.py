"""What letters tell of what holds at the time: the ways that are open, and which decision takes whose place."""

from __future__ import annotations

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room


@pytest.fixture
def room() -> Room:
    """A landlord like Octavia."""
    return Room()


def the_letter(room: Room) -> LetterFacts:
    return room.letters.written[-1]


def varied_to_calls(room: Room) -> None:
    """The ban of e-mails gives way to a ban of calls, signed on 27 April and not told yet."""
    room.told()
    room.at("2026-04-27T10:00").propose(restriction_id="r2", varies="r1", channels=("voice",))
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")


def test_what_a_variation_opens_is_named_as_open_in_its_letter_and_in_its_draft(room: Room) -> None:
    varied_to_calls(room)
    room.does.letters.draft_letter(HERE, "r2", "sue")
    assert Channel.EMAIL in the_letter(room).open_ways
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    assert Channel.EMAIL in the_letter(room).open_ways
    assert Channel.VOICE not in the_letter(room).open_ways


def test_what_a_variation_replaced_is_no_other_decision_beside_it(room: Room) -> None:
    varied_to_calls(room)
    room.does.issue_letter(HERE, "r2", "sue", Delivery.POST)
    room.at("2026-04-28T10:00").does.issue_letter(HERE, "r2", "sue", letter=LetterType.REVIEW_COMING)
    assert not the_letter(room).others_stand
    assert Channel.EMAIL in the_letter(room).open_ways
