"""The bank holidays that the clocks of letters and appeals leave out, checked against days that were announced."""

from datetime import date

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.domain.working_days import Nation

ENGLAND_AND_WALES = Nation.ENGLAND_AND_WALES
SCOTLAND = Nation.SCOTLAND
NORTHERN_IRELAND = Nation.NORTHERN_IRELAND


def test_england_and_wales_have_exactly_the_announced_days_of_2026() -> None:
    assert {day for day in bank_holidays(ENGLAND_AND_WALES, [2026]) if day.weekday() < 5} == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    }


@pytest.mark.parametrize(
    ("day", "kept_by"),
    [
        (date(2026, 4, 3), set(Nation)),  # Good Friday
        (date(2026, 4, 6), {ENGLAND_AND_WALES, NORTHERN_IRELAND}),  # Easter Monday
        (date(2026, 1, 2), {SCOTLAND}),
        (date(2026, 3, 17), {NORTHERN_IRELAND}),  # Saint Patrick
        (date(2026, 7, 13), {NORTHERN_IRELAND}),  # the twelfth is a Sunday
        (date(2026, 8, 3), {SCOTLAND}),  # the first Monday of August
        (date(2026, 8, 31), {ENGLAND_AND_WALES, NORTHERN_IRELAND}),  # the last one
        (date(2026, 11, 30), {SCOTLAND}),  # Saint Andrew
        (date(2026, 12, 28), set(Nation)),  # Boxing Day is a Saturday
        (date(2027, 1, 4), {SCOTLAND}),  # 2 January is a Saturday
        (date(2027, 12, 27), set(Nation)),  # Christmas Day is a Saturday
        (date(2027, 12, 28), set(Nation)),  # and Boxing Day a Sunday
        (date(2022, 9, 19), set(Nation)),  # proclaimed once: the funeral of Elizabeth II
        (date(2026, 7, 14), set()),
    ],
)
def test_each_nation_keeps_its_own_days(day: date, kept_by: set[Nation]) -> None:
    assert {nation for nation in Nation if day in bank_holidays(nation, [day.year])} == kept_by


def test_only_the_years_asked_for_come_back() -> None:
    days = bank_holidays(SCOTLAND, range(2025, 2028))

    assert {day.year for day in days} == {2025, 2026, 2027}
    assert days == frozenset().union(*(bank_holidays(SCOTLAND, [year]) for year in (2025, 2026, 2027)))
