"""What letters tell of what holds at the time: the ways that are open, and which decision takes whose place."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.acts import Finding
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


def test_the_answer_to_an_appeal_says_that_what_was_suspended_is_on_hold(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.suspend(HERE, "r1", "ann", "While it is heard.")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.APPEAL_OUTCOME)
    assert the_letter(room).on_hold
    assert Channel.EMAIL in the_letter(room).open_ways
    room.does.suspend(HERE, "r1", "ann", "It goes on.", again=True)
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.REVIEW_COMING)
    assert not the_letter(room).on_hold
    assert Channel.EMAIL not in the_letter(room).open_ways


def test_what_was_suspended_and_then_ended_is_not_said_to_be_on_hold(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").does.suspend(HERE, "r1", "ann", "It is looked into.")
    room.at("2026-04-28T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.END)
    assert not the_letter(room).on_hold


def test_a_decision_that_is_still_in_the_post_is_not_on_hold(room: Room) -> None:
    room.signed()
    room.does.letters.draft_letter(HERE, "r1", "sue")
    assert not the_letter(room).on_hold
    room.does.issue_letter(HERE, "r1", "sue", Delivery.POST)
    assert not the_letter(room).on_hold
