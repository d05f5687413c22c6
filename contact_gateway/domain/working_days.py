"""Working days, and the days on which letters and requests count as received.

The clocks of appeals, answers and interim restrictions run in working days: Monday to Friday, less the bank holidays of
the landlord's nation and, only where its policy says so, its own closure days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from contact_gateway.domain.periods import Weekday
from contact_gateway.domain.wall_clock import in_utc, wall_clock

_FIVE_O_CLOCK = time(17, 0)
_EMAIL_IN_TIME_BEFORE = time(16, 30)
_WORKING_DAYS_IN_THE_POST = 2


class Nation(StrEnum):
    """Whose bank holidays a landlord keeps."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class Delivery(StrEnum):
    """How a letter was sent, which decides when it counts as received."""

    POST = "post"
    EMAIL = "email"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days are worked: every Monday to Friday that is not in `closed`.

    `closed` must hold the bank holidays of all years that are asked about; a date it does not hold is not one.
    """

    closed: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether the landlord works on this date."""
        return day.weekday() < Weekday.SAT and day not in self.closed

    def add(self, day: date, working_days: int) -> date:
        """The date so many working days after `day`, which is itself day 0 whether worked or not.

        Raises ValueError for a negative number.
        """
        if working_days < 0:
            raise ValueError(f"Working days are counted forwards, from 0 upwards; {working_days} is not possible.")
        for _ in range(working_days):
            day = self.next_or_same(day + timedelta(days=1))
        return day

    def previous_or_same(self, day: date) -> date:
        """The date itself if it is worked, else the last working day before: when a task for this date is due."""
        return next(self._worked_from(day, timedelta(days=-1)))

    def next_or_same(self, day: date) -> date:
        """The date itself if it is worked, else the first working day after."""
        return next(self._worked_from(day, timedelta(days=1)))

    def receipt_day(self, received: datetime, zone: ZoneInfo, *, cutoff: time | None = _FIVE_O_CLOCK) -> date:
        """The local date that counts as day 0 for something the landlord received at this instant.

        What comes after the cut-off, or on a day that is not worked, counts from the next working day. Without a
        cut-off the stricter reading holds: it counts from the date it was sent, worked or not. Raises ValueError for an
        instant without a zone.
        """
        clock = wall_clock(in_utc(received), zone)
        if cutoff is None:
            return clock.date()
        late = clock.time() > cutoff
        return self.next_or_same(clock.date() + timedelta(days=1) if late else clock.date())

    def deemed_receipt(self, sent: datetime, by: Delivery, zone: ZoneInfo) -> date:
        """The local date on which a letter sent at this instant counts as received by the customer (DER-12.2a).

        By first-class post the second working day after posting; by e-mail the same working day when sent before 16:30,
        else the next working day; by hand that day, worked or not. Raises ValueError for an instant without a zone.
        """
        clock = wall_clock(in_utc(sent), zone)
        match by:
            case Delivery.POST:
                return self.add(clock.date(), _WORKING_DAYS_IN_THE_POST)
            case Delivery.EMAIL:
                in_time = clock.time() < _EMAIL_IN_TIME_BEFORE
                return self.next_or_same(clock.date() if in_time else clock.date() + timedelta(days=1))
            case Delivery.HAND:
                return clock.date()

    def _worked_from(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            if self.is_working_day(day):
                yield day
            day += step
