"""Put the reviews that are due before the manager, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contact_gateway.application.ports import BankHolidays, Clock, Counters, Policies, Restrictions
from contact_gateway.application.records import ReviewDue
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.wall_clock import wall_clock
from contact_gateway.domain.working_days import Nation, WorkingCalendar

_DAY = timedelta(days=1)
_YEARS_BACK = 2
"""How old a review that nobody did may be and still be shown on its right working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepReviews:
    """Find a landlord's restrictions whose review is due and put each before the manager once.

    A review is due on its date in the landlord's own zone; where that is not a working day, on the working day before,
    so that it is never late (CLAUSES section 6). Nothing here ends, extends or changes a restriction.
    """

    restrictions: Restrictions
    counters: Counters
    policies: Policies
    bank_holidays: BankHolidays
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Return how many reviews came up that nobody had seen. Raises `NotFound`, `Unavailable`."""
        now = self.clock.now()
        policy = self.policies.current(landlord)
        today = wall_clock(now, policy.zone).date()
        calendar = self._calendar(policy.nation, today)
        last_date_due_today = calendar.next_or_same(today + _DAY) - _DAY
        due = self.restrictions.due_for_review(landlord, last_date_due_today)
        return sum(
            self.restrictions.put_before_manager(landlord, self._review(landlord, found, name, calendar, now), now)
            for found, name in due
        )

    def _calendar(self, nation: Nation, today: date) -> WorkingCalendar:
        years = range(today.year - _YEARS_BACK, today.year + 2)
        return WorkingCalendar(closed=self.bank_holidays(nation, years))

    def _review(
        self, landlord: str, restriction: Restriction, name: str, calendar: WorkingCalendar, now: datetime
    ) -> ReviewDue:
        return ReviewDue(
            restriction=restriction,
            customer_name=name,
            due_on=calendar.previous_or_same(restriction.review_on),
            counts=self.counters.of_customer(landlord, restriction.customer_id, restriction.starts_at, now),
        )
