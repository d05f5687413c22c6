"""What is suspended, and taken up again, is told to the customer: which letter is owed, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Handling, Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.facts import LetterFacts, Result
from contact_gateway.domain.procedure.rules import Interim
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import RULES, local


@pytest.fixture
def room() -> Room:
    """A landlord like Octavia, where e-mail from Sam is banned from 22 April."""
    room = Room()
    room.told()
    return room.at("2026-05-04T10:00")


def rest(room: Room, *, again: bool = False) -> None:
    room.does.suspend(HERE, "r1", "sue", "She is home." if again else "She is in hospital.", again=again)


def at_once(room: Room) -> Room:
    """A ban that holds from 20 April on, and that nobody has signed or told."""
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose(immediate=True, reason="He is at the door.")
    return room


def told(room: Room, sent_by: Delivery = Delivery.POST) -> LetterFacts:
    room.does.issue_letter(HERE, "r1", "mo", sent_by)
    return room.letters.written[-1]


def open_letters(room: Room) -> int:
    return [task.code for task in room.memory.of(HERE).tasks.values() if task.done_at is None].count("issue_letter")


def test_the_customer_is_told_what_is_on_hold_from_when_and_why(room: Room) -> None:
    rest(room)
    assert open_letters(room) == 1
    letter = told(room)
    assert (letter.type, letter.rest, letter.result) == (LetterType.REVIEW_OUTCOME, Result.SUSPENDED, None)
    assert (letter.told.rest_reason, letter.told.reason) == ("She is in hospital.", "")
    assert (letter.dates.rests_from, letter.dates.resumes) == (date(2026, 5, 4), None)
    assert Channel.EMAIL in letter.open_ways
    assert open_letters(room) == 0


def test_the_customer_is_told_from_when_it_holds_again_and_it_does_not_before(room: Room) -> None:
    rest(room)
    told(room)
    rest(room.at("2026-05-11T10:00"), again=True)
    assert not room.binds()
    assert open_letters(room) == 1
    letter = told(room)
    assert (letter.rest, letter.dates.rests_from, letter.dates.resumes) == (Result.RESUMED, None, date(2026, 5, 13))
    assert letter.told.rest_reason == "She is home."
    assert Channel.EMAIL not in letter.open_ways
    assert open_letters(room) == 0
    before, after = room.at("2026-05-12T23:59").binds(), room.at("2026-05-13T00:00").binds()
    assert (before, after) == (False, True)


def test_a_letter_in_between_says_too_from_when_it_holds_again(room: Room) -> None:
    rest(room)
    rest(room, again=True)
    told(room)
    room.does.issue_letter(HERE, "r1", "mo", letter=LetterType.REVIEW_COMING)
    assert room.letters.written[-1].dates.resumes == date(2026, 5, 6)


def test_what_was_never_told_and_taken_back_is_told_once_as_it_then_stands(room: Room) -> None:
    rest(room)
    rest(room, again=True)
    assert told(room, Delivery.HAND).rest is Result.RESUMED
    assert room.binds()
    assert open_letters(room) == 0
    again = LetterType.REVIEW_OUTCOME
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "mo", letter=again)) == "already_told"


def test_a_letter_that_came_back_is_written_anew_and_says_the_same(room: Room) -> None:
    rest(room)
    told(room)
    letter_id = [one.id for one in room.does.letters.list_letters(HERE, "sam")][-1]
    room.does.letters.handle_letter(HERE, "sam", letter_id, "mo", Handling.RETURNED)
    room.does.issue_letter(HERE, "r1", "mo", letter=LetterType.REVIEW_OUTCOME)
    assert room.letters.written[-1].rest is Result.SUSPENDED


def test_one_letter_tells_a_review_and_a_suspension_that_nobody_told_yet(room: Room) -> None:
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    rest(room)
    letter = told(room)
    assert (letter.result, letter.rest) == (Result.CONTINUE, Result.SUSPENDED)
    assert (letter.told.reason, letter.told.rest_reason) == ("It goes on.", "She is in hospital.")
    assert open_letters(room) == 0


def test_a_review_that_was_told_is_not_told_again_with_a_suspension(room: Room) -> None:
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    assert (told(room).result, room.letters.written[-1].rest) == (Result.CONTINUE, None)
    rest(room)
    assert (told(room).result, room.letters.written[-1].rest) == (None, Result.SUSPENDED)


def test_what_ends_while_it_rests_needs_no_letter_but_that_of_its_end(room: Room) -> None:
    rest(room)
    room.does.lift(HERE, "r1", "mo", "It is settled.")
    assert open_letters(room) == 1
    assert told(room).type is LetterType.END
    assert open_letters(room) == 0


def test_an_end_that_is_still_to_come_leaves_the_suspension_to_be_told(room: Room) -> None:
    rest(room)
    room.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-07-01T00:00"))
    assert told(room).rest is Result.SUSPENDED


def test_a_resumption_that_waits_to_bind_can_be_taken_back(room: Room) -> None:
    rest(room)
    rest(room, again=True)
    rest(room)
    assert told(room).rest is Result.SUSPENDED
    assert not room.at("2026-06-04T10:00").binds()


def test_of_a_trial_nobody_is_told_and_it_goes_on_at_once() -> None:
    room = Room()
    room.signed(mode=Mode.SHADOW, planned_end=local("2026-05-18T00:00"))
    letters = open_letters(room)
    rest(room.at("2026-04-27T10:00"))
    rest(room, again=True)
    assert room.binds()
    assert open_letters(room) == letters


def test_what_holds_at_once_untold_is_told_with_the_first_letter() -> None:
    room = at_once(Room())
    rest(room)
    outcome = LetterType.REVIEW_OUTCOME
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "mo", letter=outcome)) == "letter_missing"
    rest(room, again=True)
    assert room.binds()
    assert told(room, Delivery.HAND).type is LetterType.INTERIM
    assert open_letters(room) == 0
    rest(room)
    assert told(room).rest is Result.SUSPENDED
    rest(room, again=True)
    assert not room.binds()
    assert told(room, Delivery.HAND).rest is Result.RESUMED
    assert room.binds()


def test_what_holds_at_once_and_rested_told_binds_again_no_sooner_than_its_letter_says() -> None:
    room = Room(rules=replace(RULES, interim=Interim(lasts=Span(10, Unit.WORKING_DAYS))))
    told(at_once(room), Delivery.HAND)
    rest(room)
    told(room)
    rest(room.at("2026-04-21T10:00"), again=True)
    assert not room.binds()
    letter = told(room)
    assert (letter.rest, letter.dates.resumes) == (Result.RESUMED, date(2026, 4, 23))
    assert [room.at(f"2026-04-{at}").binds() for at in ("22T23:59", "23T00:00")] == [False, True]


def test_what_holds_at_once_and_rested_untold_binds_again_at_once() -> None:
    room = at_once(Room())
    told(room, Delivery.HAND)
    rest(room)
    rest(room, again=True)
    assert room.binds()


def test_of_what_nobody_signed_yet_the_day_on_which_it_lapses_is_told_and_no_review() -> None:
    room = at_once(Room())
    lapses = told(room, Delivery.HAND).dates.lapses
    assert lapses is not None
    for again in (False, True):
        rest(room, again=again)
        dates = told(room, Delivery.HAND).dates
        assert (dates.review, dates.ends, dates.lapses) == (None, None, lapses)


def test_past_its_hard_stop_only_a_review_takes_up_again_what_somebody_suspended(room: Room) -> None:
    rest(room)
    told(room)
    room.at("2027-04-22T00:00")
    for who in ("sue", "ann"):
        with pytest.raises(Refused, match="review it first") as refused:
            room.does.suspend(HERE, "r1", who, "She is home.", again=True)
        assert refused.value.code == "not_suspended"
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    rest(room, again=True)
    assert told(room, Delivery.HAND).rest is Result.RESUMED
    assert room.binds()


def test_what_only_waits_for_a_review_is_told_so_and_nothing_else_is(room: Room) -> None:
    room.at("2027-04-22T10:00").does.issue_letter(HERE, "r1", "mo", letter=LetterType.REVIEW_COMING)
    letter = room.letters.written[-1]
    assert (letter.on_hold, letter.unreviewed) == (True, True)
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    assert (told(room).on_hold, room.letters.written[-1].unreviewed) == (False, False)
    rest(room)
    assert (told(room).on_hold, room.letters.written[-1].unreviewed) == (True, False)


def test_the_letter_about_an_end_to_come_is_due_on_its_day_and_not_before(room: Room) -> None:
    room.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-07-01T00:00"))
    (task,) = (one for one in room.memory.of(HERE).tasks.values() if one.code == "issue_letter" and not one.done_at)
    assert task.due_at == local("2026-07-02T00:00")
    assert refusal(lambda: told(room)) == "letter_missing"
    assert told(room.at("2026-07-01T09:00")).type is LetterType.END
    assert open_letters(room) == 0


def test_what_ended_while_it_rested_is_said_to_have_ended_and_never_to_be_on_hold(room: Room) -> None:
    rest(room)
    room.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-05-06T00:00"))
    room.at("2026-05-06T09:00")
    outcome = LetterType.REVIEW_OUTCOME
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "mo", letter=outcome)) == "letter_missing"
    assert told(room).type is LetterType.END
    assert open_letters(room) == 0


def test_a_review_that_is_told_after_the_end_says_nothing_of_a_rest(room: Room) -> None:
    room.does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    rest(room)
    room.does.lift(HERE, "r1", "mo", "It is settled.", local("2026-05-06T00:00"))
    letter = told(room.at("2026-05-06T09:00"))
    assert (letter.result, letter.rest) == (Result.CONTINUE, None)


def test_terms_that_take_its_place_tell_what_rested(room: Room) -> None:
    rest(room)
    room.propose(restriction_id="r2", varies="r1", channels=("voice",))
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue", Delivery.HAND)
    assert open_letters(room) == 0
