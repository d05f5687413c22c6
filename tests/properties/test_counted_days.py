"""The dates of answers, windows and reviews against an oracle that counts days and walks nowhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contact_gateway.adapters import bank_holidays as shipped
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.working_days import Nation, WorkingCalendar
from tests.properties.counted_days import YEARS, bank_holidays, working_day_after

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
HOLIDAYS = bank_holidays()
CALENDAR = WorkingCalendar(closed=shipped.bank_holidays(Nation.ENGLAND_AND_WALES, YEARS))

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
amounts = st.integers(0, 120)
near_the_cut_off = st.sampled_from([time(16, 59, 59), time(17), time(17, 0, 0, 1), time(0), time(23, 59, 59)])
shown = st.builds(datetime.combine, days, near_the_cut_off | st.times(), st.just(LONDON))


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        (date(2025, 12, 19), 10, date(2026, 1, 7)),
        (date(2025, 12, 19), 20, date(2026, 1, 21)),
        (date(2026, 3, 30), 10, date(2026, 4, 15)),
        (date(2026, 3, 30), 20, date(2026, 4, 29)),
        (date(2026, 3, 28), 10, date(2026, 4, 14)),
    ],
)
def test_the_oracle_itself_gives_the_worked_examples(received: date, amount: int, due: date) -> None:
    assert working_day_after(received, amount, HOLIDAYS) == due


def test_the_shipped_bank_holidays_are_those_that_the_rules_give() -> None:
    assert {day for day in CALENDAR.closed if day.isoweekday() < 6} == HOLIDAYS


@given(days, amounts)
@example(date(2027, 12, 24), 1)  # Christmas and Boxing Day at a weekend, both moved
def test_working_days_end_where_the_oracle_ends(day: date, amount: int) -> None:
    due = Span(amount, Unit.WORKING_DAYS).after(day, CALENDAR)

    assert due == working_day_after(day, amount, HOLIDAYS)


@given(shown, amounts)
def test_an_answer_is_due_where_the_oracle_counts_from_the_day_of_receipt(received: datetime, amount: int) -> None:
    due = Clocks(CALENDAR, LONDON).answer_due(
        received.astimezone(UTC), Tier(answer_within=Span(amount, Unit.WORKING_DAYS))
    )

    late = received.time() > time(17)
    day_nought = working_day_after(received.date() if late else received.date() - DAY, 1, HOLIDAYS)
    assert due == working_day_after(day_nought, amount, HOLIDAYS)


@given(days, amounts)
@example(date(2024, 2, 29), 12)
@example(date(2026, 8, 31), 6)
def test_months_later_has_the_same_day_or_is_the_last_of_a_month_without_it(day: date, amount: int) -> None:
    due = Span(amount, Unit.MONTHS).after(day, CALENDAR)

    assert (due.year - day.year) * 12 + due.month - day.month == amount
    assert due.day == day.day or (due.day < day.day and (due + DAY).day == 1)
