"""What letters tell of what holds at the time: the ways that are open, and which decision takes whose place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType, Unreviewed
from contact_gateway.domain.working_days import Delivery
from tests.builders import policy
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import LADDER, local


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
    room.does.issue_letter(HERE, "r1", "sue", Delivery.HAND, letter=LetterType.REVIEW_OUTCOME)
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


def test_an_end_that_was_fixed_is_told_in_every_letter_before_it_and_no_review_is_promised_after_it(room: Room) -> None:
    room.told()
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.", local("2026-07-01T00:00"))
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "Until July.")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.REVIEW_OUTCOME)
    assert (the_letter(room).dates.ends, the_letter(room).dates.review) == (date(2026, 6, 30), None)
    coming = LetterType.REVIEW_COMING
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", letter=coming)) == "letter_missing"


def test_a_decision_that_only_lapses_if_nobody_looks_at_it_names_its_review_and_no_end(room: Room) -> None:
    room.rules = replace(room.rules, reviews=replace(room.rules.reviews, at_date=Unreviewed.LAPSES))
    room.told()
    assert (the_letter(room).dates.ends, the_letter(room).dates.review) == (None, date(2026, 10, 22))


def test_nobody_is_invited_to_where_a_court_may_have_forbidden_to_go() -> None:
    room = Room(policy=policy(grades=LADDER, channels=tuple(Channel)))
    room.told()
    assert Channel.IN_PERSON in the_letter(room).open_ways
    ordered = {"reference": "C1", "end": "2026-12-31", "terms": "Do not come within 50 metres of the office."}
    room.propose(restriction_id="r2", kind="court_order", terms=ordered, channels=())
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.HAND)
    assert the_letter(room).is_an_order
    assert Channel.IN_PERSON not in the_letter(room).open_ways
    assert Channel.VOICE in the_letter(room).open_ways
    room.warn()
    assert Channel.IN_PERSON not in the_letter(room).open_ways


def test_a_review_that_is_late_is_said_to_be_and_still_leaves_ten_working_days_to_comment(room: Room) -> None:
    room.told()
    coming = LetterType.REVIEW_COMING
    room.at("2026-10-22T10:00").does.issue_letter(HERE, "r1", "sue", letter=coming)
    dates = the_letter(room).dates
    assert (dates.review, dates.overdue, dates.comment_by) == (date(2026, 10, 22), None, date(2026, 10, 22))
    room.at("2026-10-23T10:00").does.issue_letter(HERE, "r1", "sue", letter=coming)
    dates = the_letter(room).dates
    assert (dates.review, dates.overdue, dates.comment_by) == (None, date(2026, 10, 22), date(2026, 11, 6))


def test_what_takes_the_place_of_another_is_told_as_a_change_and_never_as_if_it_were_the_first(room: Room) -> None:
    varied_to_calls(room)
    for tried in (room.does.issue_letter, room.does.letters.draft_letter):
        with pytest.raises(Refused, match="tell it as a variation") as refused:
            tried(HERE, "r2", "sue", letter=LetterType.DECISION)
        assert refused.value.code == "letter_missing"
    room.does.issue_letter(HERE, "r2", "sue", letter=LetterType.VARIATION)
    assert the_letter(room).type is LetterType.VARIATION


@pytest.mark.parametrize(("action", "invited"), [("block", False), ("Block", False), ("hide", True)])
def test_whoever_is_blocked_from_the_page_is_not_invited_to_write_there(action: str, *, invited: bool) -> None:
    room = Room(policy=policy(grades=LADDER, channels=tuple(Channel)))
    room.told(kind="social_media_action", terms={"action": action}, channels=())
    assert (Channel.SOCIAL in the_letter(room).open_ways) is invited
    assert Channel.EMAIL in the_letter(room).open_ways
