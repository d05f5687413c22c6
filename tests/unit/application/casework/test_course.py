"""A whole course, from the warning to an appeal, as the scenario of Octavia plays it."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.room import HERE, Room, refusal


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_proposal_without_a_warning_is_refused_and_nothing_is_kept(room: Room) -> None:
    assert refusal(room.propose) == "warning_missing"
    assert room.memory.of(HERE).restrictions == {}
    assert room.files.acts(HERE, "sam") == []


def test_a_warning_is_recorded_and_opens_the_way(room: Room) -> None:
    assert room.warn().shown == "recorded"
    answer = room.at("2026-04-20T10:00").propose()
    assert (answer.shown, answer.review_due, answer.in_force_from) == ("draft", date(2026, 10, 20), None)
    assert not room.binds()


def test_proposer_and_authoriser_differ_and_the_grade_is_asked_first(room: Room) -> None:
    room.warn()
    room.propose()
    assert refusal(lambda: room.does.authorise(HERE, "r1", "mo")) == "not_authorised"
    assert refusal(lambda: room.does.authorise(HERE, "r1", "sue")) == "consultation_missing"
    answer = room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    assert answer.shown == "consulted"
    assert room.does.authorise(HERE, "r1", "sue").shown == "authorised"


def test_a_signed_decision_binds_nobody_before_its_letter(room: Room) -> None:
    assert room.signed().tasks == ("issue_letter",)
    assert not room.at("2026-05-20T12:00").binds()


def test_a_letter_that_leaves_out_what_the_policy_asks_for_is_not_issued(room: Room) -> None:
    room.signed()
    issue = lambda: room.does.issue_letter(HERE, "r1", "sue", omit=frozenset({Part.OMBUDSMAN}))  # noqa: E731 told once
    assert refusal(issue) == "letter_incomplete"
    assert [one.act.__class__.__name__ for one in room.files.history(HERE, "r1")][-1] == "Authorised"


def test_the_letter_puts_it_in_force_from_the_day_it_counts_as_received(room: Room) -> None:
    answer = room.told()
    assert (answer.shown, answer.in_force_from) == ("letter_issued", date(2026, 4, 22))
    assert not room.at("2026-04-21T23:59").binds()
    assert room.at("2026-04-22T00:00").binds()


def test_the_review_follows_from_the_day_it_is_in_force_however_long_the_letter_waited(room: Room) -> None:
    assert room.signed().review_due == date(2026, 10, 20)
    answer = room.at("2026-07-01T14:00").does.issue_letter(HERE, "r1", "sue")
    assert (answer.in_force_from, answer.review_due) == (date(2026, 7, 3), date(2027, 1, 3))


def test_a_day_that_was_named_for_the_review_stays_and_no_letter_names_one_that_has_passed(room: Room) -> None:
    assert room.told(review_on=date(2026, 9, 1)).review_due == date(2026, 9, 1)
    late = Room()
    late.signed(review_on=date(2026, 9, 1))
    assert refusal(lambda: late.at("2026-08-28T14:00").does.issue_letter(HERE, "r1", "sue")) == "review_out_of_range"


def test_the_letter_is_made_from_the_dates_that_it_brings_about(room: Room) -> None:
    room.told()
    _, facts = room.letters.written
    assert (facts.type, facts.dates.starts, facts.dates.review) == (
        LetterType.DECISION,
        date(2026, 4, 22),
        date(2026, 10, 22),
    )
    assert facts.to.address == ("1 Example Street", "Exampleton")
    assert (facts.told.must_change, facts.told.if_continues) == ("", "")  # the warning's words, now false
    assert "email" not in facts.open_ways
    assert "voice" in facts.open_ways


def test_a_second_decisive_letter_is_not_issued(room: Room) -> None:
    room.told()
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", Delivery.HAND)) == "already_told"


def test_an_appeal_whose_hearer_is_refused_is_received_all_the_same(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00")
    assert refusal(lambda: room.appeal(hearer="sue", appeal_id="a1")) == "hearer_involved"
    answer = room.at("2026-05-01T09:05").appeal(hearer="ann", appeal_id="a1")
    assert (answer.shown, answer.appeal_due, answer.appeal_id) == ("under_appeal", date(2026, 5, 18), "a1")
    assert [one.act.__class__.__name__ for one in room.files.history(HERE, "r1")].count("Appealed") == 1


def test_only_the_hearer_decides_and_what_is_removed_binds_no_more(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    decide = room.does.decide_appeal
    assert refusal(lambda: decide(HERE, "r1", "dee", Finding.REMOVED, "It was too much.")) == "not_authorised"
    assert refusal(lambda: decide(HERE, "r1", "ann", Finding.REMOVED, " ")) == "reason_required"
    assert room.binds()
    assert decide(HERE, "r1", "ann", Finding.REMOVED, "It was too much.").shown == "ended"
    assert not room.binds()


def test_two_reviews_let_it_go_on_and_the_hard_stop_ends_what_nobody_reviews(room: Room) -> None:
    room.told()
    first = room.at("2026-10-19T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    assert first.review_due == date(2027, 4, 19)
    assert first.shown == "active"
    room.at("2027-04-19T10:00").does.review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on.")
    assert room.at("2028-04-18T10:00").binds()
    assert not room.at("2028-04-19T10:00").binds()


def test_a_variation_takes_over_at_the_instant_at_which_it_binds(room: Room) -> None:
    room.told()
    room.at("2026-06-01T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "E-mail about repairs is fine.")
    assert room.tasks()[-2:] == ["propose_variation", "issue_letter"]
    room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 2, "per": "week"})
    room.does.consult(HERE, "r2", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    assert room.binds()
    answer = room.does.issue_letter(HERE, "r2", "sue")
    assert answer.in_force_from == date(2026, 6, 3)
    rows = room.memory.of(HERE)
    before, after = room.at("2026-06-02T23:59").binds(), room.at("2026-06-03T00:00").binds()
    assert (before, after) == (True, False)
    assert rows.binds_at("r2", room.memory.clock.now())
    assert room.letters.written[-1].type is LetterType.VARIATION


def test_what_a_person_lifts_ends_at_once_or_when_it_was_said(room: Room) -> None:
    room.told()
    until = room.at("2026-06-10T10:00").memory.clock.now()
    room.at("2026-06-01T10:00").does.lift(HERE, "r1", "mo", "It is settled.", until)
    assert room.binds()
    assert not room.at("2026-06-10T10:00").binds()
    assert refusal(lambda: room.does.lift(HERE, "r1", "mo")) == "already_over"


def test_what_is_suspended_rests_until_it_is_taken_up_again(room: Room) -> None:
    room.told()
    room.at("2026-06-01T10:00")
    assert refusal(lambda: room.does.suspend(HERE, "r1", "ann", "")) == "reason_required"
    assert room.does.suspend(HERE, "r1", "ann", "While it is heard.").shown == "suspended"
    assert not room.binds()
    assert room.does.suspend(HERE, "r1", "ann", "It was heard.", again=True).shown == "suspended"
    assert not room.binds()
    assert room.does.issue_letter(HERE, "r1", "sue", Delivery.HAND).shown == "active"
    assert room.binds()


def test_another_name_makes_no_second_appeal_of_what_comes_while_one_waits(room: Room) -> None:
    room.told()
    room.at("2026-05-01T10:00").appeal(words="I disagree.", appeal_id="a")
    room.at("2026-05-04T10:00")
    assert refusal(lambda: room.appeal(words="And one thing more.", appeal_id="b")) == "appeal_open"
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.", "a")
