"""What letters tell of the time to appeal once it is over, of a second appeal, and of what holds meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.layout import texts_of
from contact_gateway.domain.letters.words import Heading, Text
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from tests.builders import policy
from tests.unit.application.casework.course_at import CourseAt
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import LADDER, RULES

WINDOW = AppealRules(
    tiers=(Tier(grade="assistant_director", answer_within=Span(10, Unit.WORKING_DAYS)),),
    window=Span(20, Unit.WORKING_DAYS),
)


def under(appeals: AppealRules) -> Room:
    """A ban of e-mail that was posted on 20 April, under these rules; the window, if any, ends on 21 May."""
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(appeals,)))
    room.told()
    return room


def written(room: Room, letter: LetterType | None = None) -> LetterFacts:
    room.does.issue_letter(HERE, "r1", "mo", letter=letter)
    return room.letters.written[-1]


def answered(room: Room, at: str = "2026-05-11T10:00") -> Room:
    """The same, heard and upheld, and told so."""
    room.at("2026-05-01T10:00").appeal(hearer="ann", appeal_id="a1")
    room.at(at).does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")
    return room


@pytest.mark.parametrize(("at", "over"), [("2026-05-21T10:00", False), ("2026-05-22T10:00", True)])
def test_a_letter_names_the_last_day_to_appeal_as_one_to_come_only_until_that_day(at: str, *, over: bool) -> None:
    room = under(WINDOW).at(at)
    room.does.suspend(HERE, "r1", "sue", "She is in hospital.")
    dates = written(room).dates
    last = date(2026, 5, 21)
    assert (dates.appeal_by, dates.appeal_ended) == ((None, last) if over else (last, None))


def test_where_an_appeal_may_come_at_any_time_no_day_that_has_passed_is_asked_for() -> None:
    room = under(replace(WINDOW, window=None, asked_within=Span(20, Unit.WORKING_DAYS)))
    assert room.letters.written[-1].dates.appeal_best_by == date(2026, 5, 21)
    room.at("2026-05-22T10:00").does.suspend(HERE, "r1", "sue", "She is in hospital.")
    letter = written(room)
    assert letter.dates.appeal_best_by is None
    assert texts_of(Heading.APPEAL, letter)[:2] == (Text.APPEAL, Text.APPEAL_AT_ANY_TIME)


@pytest.mark.clause("TUN-9.1a")
def test_at_tuntum_whoever_had_an_answer_reads_that_an_appeal_is_taken_until_the_six_months_are_over() -> None:
    course = CourseAt("tuntum")
    course.told("customer_excellence_leader")
    course.at("2026-05-01T09:00").room.appeal(hearer="director", appeal_id="a1")
    course.decide("director", Finding.UPHELD)
    course.write()
    letter = course.room.letters.written[-1]
    assert (letter.type, letter.dates.appeal_by) == (LetterType.APPEAL_OUTCOME, date(2026, 10, 22))
    assert Text.APPEAL_AGAIN in texts_of(Heading.APPEAL, letter)
    assert course.at("2026-06-01T09:00").room.appeal(hearer="director_2", appeal_id="a2").mark == "under_appeal"


@pytest.mark.parametrize("once", [True, False])
def test_only_where_an_appeal_is_heard_once_does_a_person_decide_whether_there_is_another(*, once: bool) -> None:
    room = answered(under(replace(WINDOW, once=once)))
    letter = written(room, LetterType.APPEAL_OUTCOME)
    assert (Text.APPEAL_HEARD in texts_of(Heading.APPEAL, letter)) is once
    again = room.at("2026-05-12T10:00").appeal
    if once:
        assert refusal(lambda: again(appeal_id="a2")) == "not_appealable"
    else:
        assert again(appeal_id="a2").mark == "under_appeal"


def test_whoever_was_agreed_with_is_not_told_to_ask_again() -> None:
    room = under(WINDOW)
    room.at("2026-05-01T10:00").appeal(hearer="ann", appeal_id="a1")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.REMOVED, "It was not needed.")
    assert texts_of(Heading.APPEAL, written(room, LetterType.APPEAL_OUTCOME)) == (Text.APPEAL_HEARD,)


@pytest.mark.clause("DER-12.3a")
def test_a_second_appeal_is_acknowledged_with_what_holds_until_it_is_answered() -> None:
    room = answered(under(WINDOW))
    written(room, LetterType.APPEAL_OUTCOME)
    room.at("2026-05-18T10:00").appeal(hearer="dee", appeal_id="a2")
    letter = written(room, LetterType.APPEAL_RECEIVED)
    assert letter.dates.answer_by == date(2026, 6, 2)
    assert texts_of(Heading.MEANWHILE, letter) == (Text.MEANWHILE_STAYS,)


def test_a_review_that_changes_it_after_the_window_offers_no_day_that_has_passed() -> None:
    room = under(WINDOW).at("2026-10-20T10:00")
    room.does.review(HERE, "r1", "sue", Outcome.VARY, "Once a week is enough.")
    dates = written(room, LetterType.REVIEW_OUTCOME).dates
    assert (dates.appeal_by, dates.appeal_ended) == (None, date(2026, 5, 21))


def test_what_is_collected_closes_no_way_and_what_is_refused_still_does() -> None:
    every = policy(grades=LADDER, channels=tuple(Channel))
    room = Room(policy=every)
    room.told(kind="consolidated_reply", terms={"per": "week"}, channels=())
    assert set(room.letters.written[-1].open_ways) == set(Channel)
    room = Room(policy=every)
    room.told()
    assert Channel.EMAIL not in room.letters.written[-1].open_ways
