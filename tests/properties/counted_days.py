"""Working days by counting, not by walking: an oracle that shares nothing with what it judges.

Days are numbered from Monday, 1 January of the year 1. So many Mondays to Fridays lie before a day, so many of them are
bank holidays, and the rest is worked. The bank holidays come from the rules by which England and Wales set them.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

EASTER_SUNDAYS = (
    *(date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16)),
    *(date(2029, 4, 1), date(2030, 4, 21), date(2031, 4, 13), date(2032, 3, 28)),
)
YEARS = range(2024, 2033)

_FAR = 400
"""More days than any count here spans."""


def bank_holidays() -> frozenset[date]:
    """Return the bank holidays of England and Wales in `YEARS`, those at a weekend moved."""
    easters = {day.toordinal() + shift for day in EASTER_SUNDAYS for shift in (-2, 1)}
    mondays = {_monday_from(date(year, *day)) for year in YEARS for day in ((5, 1), (5, 25), (8, 25))}
    return frozenset(map(date.fromordinal, easters | mondays | {day for year in YEARS for day in _moved(year)}))


def working_day_after(day: date, amount: int, closed: frozenset[date]) -> date:
    """Return the first day that has so many more worked days up to it than `day` has."""
    shut = sorted(one.toordinal() for one in closed if _is_weekday(one.toordinal()))

    def worked_until(number: int) -> int:
        return 5 * (number // 7) + min(number % 7, 5) - bisect_left(shut, number + 1)

    start = day.toordinal()
    numbers = range(start, start + _FAR)
    return date.fromordinal(numbers[bisect_left(numbers, worked_until(start) + amount, key=worked_until)])


def _is_weekday(number: int) -> bool:
    return number % 7 not in (0, 6)


def _monday_from(day: date) -> int:
    return day.toordinal() + (1 - day.toordinal()) % 7


def _moved(year: int) -> list[int]:
    """New Year, Christmas and Boxing Day: each on its day, or on the next weekday that is not one of them already."""
    days: list[int] = []
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        number = day.toordinal()
        days.append(next(one for one in range(number, number + 5) if _is_weekday(one) and one not in days))
    return days
