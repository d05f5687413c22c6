"""The periods that reports are about: one after the other, without a gap, the same for everybody who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from contact_gateway.domain.periods import add_months
from contact_gateway.domain.procedure.spans import Span, Unit

_FIRST_MONTH = date(2000, 4, 1)
"""Landlords' years begin in April, so that quarters and half-years end with the others'."""

_FIRST_DAY = date(2000, 4, 3)
"""A Monday: weeks run to Sunday."""

_DAYS_OF: Mapping[Unit, int] = {Unit.DAYS: 1, Unit.WEEKS: 7}
COUNTED_IN = (*_DAYS_OF, Unit.MONTHS)
"""What the length of a report's period may be counted in; working days begin and end nowhere."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """From a day up to, and not including, another."""

    first: date
    after: date

    @property
    def last(self) -> date:
        """The last day of it."""
        return self.after - timedelta(days=1)


def period_of(day: date, every: Span) -> ReportPeriod:
    """Return the period that holds a day. Raises KeyError for a length in working days."""
    if every.unit is Unit.MONTHS:
        months = (day.year - _FIRST_MONTH.year) * 12 + day.month - _FIRST_MONTH.month
        first = add_months(_FIRST_MONTH, months // every.amount * every.amount)
        return ReportPeriod(first, add_months(first, every.amount))
    length = timedelta(days=every.amount * _DAYS_OF[every.unit])
    first = _FIRST_DAY + (day - _FIRST_DAY) // length * length
    return ReportPeriod(first, first + length)


def last_over(today: date, every: Span) -> ReportPeriod:
    """Return the period that was over last, on this day."""
    return period_of(period_of(today, every).first - timedelta(days=1), every)
