"""Lengths of time as policies give them: so many days, working days, weeks or months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from contact_gateway.domain.periods import add_months
from contact_gateway.domain.working_days import WorkingCalendar


class Unit(StrEnum):
    """What a policy counts in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit; none is no time at all."""

    amount: int
    unit: Unit

    def after(self, day: date, calendar: WorkingCalendar) -> date:
        """Return the date that long after `day`, which is day 0; a month's end is clamped (CLAUSES section 6)."""
        match self.unit:
            case Unit.DAYS:
                return day + timedelta(days=self.amount)
            case Unit.WORKING_DAYS:
                return calendar.add(day, self.amount)
            case Unit.WEEKS:
                return day + timedelta(weeks=self.amount)
            case Unit.MONTHS:
                return add_months(day, self.amount)

    def __str__(self) -> str:
        unit = self.unit.value.replace("_", " ")
        return f"{self.amount} {unit.removesuffix('s') if self.amount == 1 else unit}"
