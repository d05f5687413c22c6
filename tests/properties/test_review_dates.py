"""The review dates that are offered, against the rule that refuses them and a plain look through the meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.casework.proposing import refusal_to_propose
from contact_gateway.domain.policy import KindRule
from contact_gateway.domain.procedure.rules import ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.restrictions import Grounds
from tests.builders import policy
from tests.unit.domain.casework.cases import CLOCKS, LADDER, RULES, WARNED, proposal, proposed

FIRST, LAST = date(2026, 4, 21), date(2029, 12, 31)
DAY = timedelta(days=1)
POLICY = policy(kinds={proposed().restriction.kind: KindRule(clause="OCT-4.3c")}, grades=LADDER)

months = st.integers(1, 18).map(lambda number: Span(number, Unit.MONTHS))
days = st.dates(FIRST, LAST)


@st.composite
def rules(draw: st.DrawFn) -> ReviewRules:
    """Draw rules whose spans grow, with few meetings or many, near one another or far apart."""
    shortest, usual, other, longest = sorted(
        draw(st.tuples(months, months, months, months)), key=lambda one: one.amount
    )
    exceptional = draw(st.none() | st.just(Span(longest.amount + 6, Unit.MONTHS)))
    return ReviewRules(
        shortest=shortest,
        usual=usual,
        longest=longest,
        exceptional=exceptional,
        from_start=draw(st.booleans()),
        reason_beyond_usual=draw(st.booleans()),
        meeting_dates=tuple(draw(st.sets(days, max_size=24))),
        reminders=tuple(draw(st.sets(st.integers(1, 90), max_size=3))),
        usual_by_grounds={Grounds.THREAT: other},
    )


grounds = st.sampled_from([Grounds.THREAT, Grounds.ABUSE])


@given(rules(), grounds)
def test_no_review_is_offered_that_is_then_refused(drawn: ReviewRules, ground: Grounds) -> None:
    offered = CLOCKS.usual_review(date(2026, 4, 20), drawn, ground)

    given_as_offered = proposal([WARNED], review_on=offered, grounds=ground)

    assert refusal_to_propose(given_as_offered, POLICY, replace(RULES, reviews=drawn), CLOCKS) is None


@given(rules(), grounds, days, st.integers(0, 700))
def test_a_next_review_is_never_the_one_just_held_and_at_a_meeting_wherever_one_is_in_time(
    drawn: ReviewRules, ground: Grounds, started: date, passed: int
) -> None:
    reviewed = started + passed * DAY
    every = drawn.usual_by_grounds.get(ground, drawn.usual)

    due = CLOCKS.next_review(started, reviewed, drawn, ground)

    reminded = timedelta(days=max(drawn.reminders, default=0))
    held_until = reviewed + min(reminded, (every.after(started, CLOCKS.calendar) - started) // 2)
    earliest, latest = CLOCKS.review_window(reviewed, drawn)
    in_time = [day for day in drawn.meeting_dates if max(earliest, held_until + DAY) <= day <= latest]
    assert due > held_until
    assert due in drawn.meeting_dates or not in_time
    assert due >= earliest or drawn.from_start
    assert due <= latest or drawn.from_start


@given(rules(), grounds, days)
def test_of_the_meetings_in_time_the_last_up_to_the_usual_day_is_offered_or_the_first_after_it(
    drawn: ReviewRules, ground: Grounds, started: date
) -> None:
    usual = drawn.usual_by_grounds.get(ground, drawn.usual).after(started, CLOCKS.calendar)
    earliest, latest = CLOCKS.review_window(started, drawn)

    offered = CLOCKS.usual_review(started, drawn, ground)

    between = {day for day in drawn.meeting_dates if min(offered, usual) < day < max(offered, usual)}
    assert not between
    assert earliest <= offered <= latest
    assert offered == usual or offered in drawn.meeting_dates
    if offered > usual:
        assert not [day for day in drawn.meeting_dates if earliest <= day <= usual]
