"""Spans, windows and stops, and the worked examples of the policies' clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import ReviewRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Unreviewed
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Nation, WorkingCalendar
from tests.unit.domain.casework.cases import CLOCKS, LONDON, local

TEN, TWENTY = Span(10, Unit.WORKING_DAYS), Span(20, Unit.WORKING_DAYS)
MONTHS = Unit.MONTHS


@pytest.mark.parametrize(
    ("received", "span", "due"),
    [
        ("2025-12-19T10:00", TEN, date(2026, 1, 7)),
        ("2025-12-19T10:00", TWENTY, date(2026, 1, 21)),
        ("2026-03-30T10:00", TEN, date(2026, 4, 15)),
        ("2026-03-30T10:00", TWENTY, date(2026, 4, 29)),
        ("2026-03-28T10:00", TEN, date(2026, 4, 15)),  # a Saturday: received on Monday
        ("2026-03-27T17:01", TEN, date(2026, 4, 15)),  # after five on Friday: received on Monday
        ("2026-03-27T17:00", TEN, date(2026, 4, 14)),
    ],
)
def test_an_answer_is_due_as_the_worked_examples_say(received: str, span: Span, due: date) -> None:
    assert CLOCKS.answer_due(local(received), Tier(answer_within=span)) == due


def test_on_the_stricter_reading_a_saturday_is_day_nought_itself() -> None:
    strict = Clocks(CLOCKS.calendar, LONDON, post_until=None)
    assert strict.answer_due(local("2026-03-28T10:00"), Tier(answer_within=TEN)) == date(2026, 4, 14)


@pytest.mark.parametrize(
    ("nation", "due"),
    [
        (Nation.ENGLAND_AND_WALES, date(2026, 1, 7)),
        (Nation.SCOTLAND, date(2026, 1, 8)),  # 2 January is a holiday too
        (Nation.NORTHERN_IRELAND, date(2026, 1, 7)),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(nation: Nation, due: date) -> None:
    clocks = Clocks(WorkingCalendar(closed=bank_holidays(nation, range(2025, 2027))), LONDON)
    assert clocks.answer_due(local("2025-12-19T10:00"), Tier(answer_within=TEN)) == due


@pytest.mark.parametrize(
    ("day", "span", "after"),
    [
        (date(2026, 8, 31), Span(6, MONTHS), date(2027, 2, 28)),
        (date(2027, 8, 31), Span(6, MONTHS), date(2028, 2, 29)),
        (date(2026, 3, 31), Span(1, MONTHS), date(2026, 4, 30)),
        (date(2024, 2, 29), Span(12, MONTHS), date(2025, 2, 28)),
        (date(2026, 8, 31), Span(12, MONTHS), date(2027, 8, 31)),
        (date(2026, 8, 31), Span(2, Unit.WEEKS), date(2026, 9, 14)),
        (date(2026, 8, 31), Span(10, Unit.DAYS), date(2026, 9, 10)),
        (date(2026, 8, 28), Span(1, Unit.WORKING_DAYS), date(2026, 9, 1)),  # over the August bank holiday
        (date(2026, 8, 28), Span(0, Unit.MONTHS), date(2026, 8, 28)),
    ],
)
def test_a_span_ends_so_long_after_and_a_month_s_end_is_clamped(day: date, span: Span, after: date) -> None:
    assert span.after(day, CLOCKS.calendar) == after


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(6, MONTHS), "6 months"),
        (Span(1, MONTHS), "1 month"),
        (Span(20, Unit.WORKING_DAYS), "20 working days"),
        (Span(1, Unit.WORKING_DAYS), "1 working day"),
    ],
)
def test_a_span_reads_as_it_is_said(span: Span, text: str) -> None:
    assert str(span) == text


def test_a_review_may_be_set_within_the_range_and_usually_is_where_the_grounds_say() -> None:
    rules = ReviewRules(
        shortest=Span(3, MONTHS), exceptional=Span(18, MONTHS), usual_by_grounds={Grounds.THREAT: Span(12, MONTHS)}
    )
    start = date(2026, 8, 31)
    assert CLOCKS.review_window(start, rules) == (date(2026, 11, 30), date(2027, 8, 31))
    assert CLOCKS.exceptional_until(start, rules) == date(2028, 2, 29)
    assert CLOCKS.exceptional_until(start, ReviewRules()) is None
    assert CLOCKS.usual_review(start, rules, Grounds.THREAT) == date(2027, 8, 31)
    assert CLOCKS.usual_review(start, rules, Grounds.ABUSE) == date(2027, 2, 28)
    assert CLOCKS.usual_review(start, rules, None) == date(2027, 2, 28)


def test_reviews_are_held_at_the_last_meeting_before_their_date_where_there_are_meetings() -> None:
    rules = ReviewRules(meeting_dates=(date(2026, 11, 4), date(2027, 2, 3), date(2027, 3, 3)))
    assert CLOCKS.usual_review(date(2026, 8, 31), rules, None) == date(2027, 2, 3)
    assert CLOCKS.usual_review(date(2027, 6, 1), rules, None) == date(2027, 12, 1)
    assert CLOCKS.meetings(date(2026, 11, 4), date(2027, 2, 3), rules) == (date(2026, 11, 4), date(2027, 2, 3))


AT_MEETINGS = ReviewRules(
    shortest=Span(2, Unit.WEEKS),
    usual=Span(2, MONTHS),
    longest=Span(6, MONTHS),
    meeting_dates=(date(2026, 11, 18), date(2026, 7, 15), date(2026, 9, 16)),
    reminders=(5,),
)


@pytest.mark.parametrize(
    ("starts", "review"),
    [
        (date(2026, 7, 10), date(2026, 9, 16)),  # 15 July is too soon, and none comes before 10 September
        (date(2026, 7, 1), date(2026, 7, 15)),  # two weeks on it is just late enough
        (date(2026, 10, 20), date(2026, 11, 18)),
        (date(2026, 12, 1), date(2027, 2, 1)),  # no meeting is listed that far
    ],
)
def test_no_meeting_is_offered_that_is_too_soon_and_one_later_than_usual_where_none_comes_before(
    starts: date, review: date
) -> None:
    assert CLOCKS.usual_review(starts, AT_MEETINGS, None) == review


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [
        (date(2026, 7, 14), date(2026, 9, 16)),  # the day before: this was the review of 15 July
        (date(2026, 7, 15), date(2026, 9, 16)),
        (date(2026, 11, 17), date(2027, 1, 17)),  # the last listed meeting was this one's
    ],
)
def test_a_review_just_before_its_meeting_is_the_one_for_it(reviewed: date, due: date) -> None:
    for from_start in (False, True):
        rules = replace(AT_MEETINGS, from_start=from_start)
        assert CLOCKS.next_review(date(2026, 5, 17), reviewed, rules, None) == due


@pytest.mark.parametrize("from_start", [False, True])
def test_every_review_comes_after_the_usual_time_of_the_grounds(*, from_start: bool) -> None:
    by_grounds = {Grounds.THREAT: Span(12, MONTHS), Grounds.EXCESSIVE_CONTACT: Span(3, MONTHS)}
    rules = ReviewRules(usual_by_grounds=by_grounds, from_start=from_start)
    start = reviewed = date(2026, 3, 9)
    assert CLOCKS.next_review(start, reviewed, rules, Grounds.THREAT) == date(2027, 3, 9)
    assert CLOCKS.next_review(start, reviewed, rules, Grounds.EXCESSIVE_CONTACT) == date(2026, 6, 9)
    assert CLOCKS.next_review(start, reviewed, rules, Grounds.ABUSE) == date(2026, 9, 9)


@pytest.mark.parametrize(("day", "due"), [(date(2026, 4, 5), date(2026, 4, 2)), (date(2026, 4, 7), date(2026, 4, 7))])
def test_the_work_for_a_review_is_due_the_working_day_before_and_never_late(day: date, due: date) -> None:
    assert CLOCKS.task_due(day) == due


def test_an_unreviewed_restriction_stops_at_the_hard_stop_and_never_within_twenty_working_days() -> None:
    start = date(2026, 4, 22)
    suspends, stays, lapses = (
        ReviewRules(at_date=what) for what in (Unreviewed.SUSPENDED, Unreviewed.STAYS, Unreviewed.LAPSES)
    )
    assert CLOCKS.hard_stop(start, date(2026, 10, 20), suspends) == date(2027, 4, 22)
    assert CLOCKS.hard_stop(start, date(2027, 4, 19), suspends) == date(2027, 5, 18)
    assert CLOCKS.hard_stop(start, date(2026, 10, 20), lapses) == date(2026, 10, 21)
    assert CLOCKS.hard_stop(start, date(2026, 10, 20), stays) is None
    assert CLOCKS.never_beyond(date(2026, 10, 20)) == date(2027, 10, 20)


@pytest.mark.parametrize(
    ("decided", "first_free"),
    [
        ("2026-04-20T10:00", date(2026, 4, 23)),
        ("2026-04-02T10:00", date(2026, 4, 9)),  # over Easter
        ("2026-04-04T10:00", date(2026, 4, 9)),
        ("2026-04-20T23:59", date(2026, 4, 23)),
    ],
)
def test_an_interim_restriction_lapses_at_the_end_of_its_last_working_day(decided: str, first_free: date) -> None:
    assert CLOCKS.interim_until(local(decided), Span(2, Unit.WORKING_DAYS)) == first_free


def test_the_day_is_the_landlords_own_also_near_midnight() -> None:
    summer_midnight = datetime(2026, 4, 20, 23, 30, tzinfo=UTC)  # half past midnight on the 21st in London
    assert CLOCKS.interim_until(summer_midnight, Span(2, Unit.WORKING_DAYS)) == date(2026, 4, 24)


def test_a_review_on_its_day_skips_none_where_the_interval_is_no_longer_than_the_reminders() -> None:
    rules = ReviewRules(usual=Span(2, Unit.MONTHS), from_start=True, reminders=(60, 30))
    assert CLOCKS.next_review(date(2026, 1, 15), date(2026, 3, 15), rules, None) == date(2026, 5, 15)
    assert CLOCKS.next_review(date(2026, 1, 15), date(2026, 3, 1), rules, None) == date(2026, 5, 15)


def test_a_day_is_the_landlords_and_what_ends_as_one_begins_holds_until_the_day_before() -> None:
    midnight_in_london = datetime(2026, 7, 1, 23, 0, tzinfo=UTC)
    assert CLOCKS.day_of(midnight_in_london) == date(2026, 7, 2)
    assert CLOCKS.last_day_before(midnight_in_london) == date(2026, 7, 1)
