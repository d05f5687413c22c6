"""Periods of reports follow one another without a gap, and years begin in April."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.reports.report_periods import COUNTED_IN, ReportPeriod, last_over, period_of

SPANS = st.builds(Span, st.integers(1, 120), st.sampled_from(COUNTED_IN))


@pytest.mark.parametrize(
    ("day", "every", "first", "last"),
    [
        (date(2026, 3, 31), Span(12, Unit.MONTHS), date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), Span(12, Unit.MONTHS), date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), Span(3, Unit.MONTHS), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), Span(1, Unit.MONTHS), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 4, 26), Span(1, Unit.WEEKS), date(2026, 4, 20), date(2026, 4, 26)),
        (date(1999, 12, 31), Span(6, Unit.MONTHS), date(1999, 10, 1), date(2000, 3, 31)),
    ],
)
def test_a_day_lies_in_one_period(day: date, every: Span, first: date, last: date) -> None:
    found = period_of(day, every)
    assert (found.first, found.last) == (first, last)


@given(day=st.dates(date(2000, 4, 3), date(2090, 1, 1)), every=SPANS)
def test_every_day_lies_in_one_period_and_the_next_begins_where_it_ends(day: date, every: Span) -> None:
    found = period_of(day, every)
    assert found.first <= day <= found.last
    assert period_of(found.first, every) == period_of(found.last, every) == found
    assert period_of(found.after, every).first == found.after


@given(day=st.dates(date(2020, 1, 1), date(2090, 1, 1)), every=SPANS)
def test_what_was_over_last_was_over_yesterday_at_the_latest(day: date, every: Span) -> None:
    found: ReportPeriod = last_over(day, every)
    assert found.last < day
    assert period_of(found.after, every) == period_of(day, every)
    assert found.last + timedelta(days=1) == found.after
