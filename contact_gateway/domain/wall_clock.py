"""What the clock on the wall of a zone shows, and when it is changed.

Python compares and subtracts two datetimes of the same zone by their wall clocks, which is an hour wrong at a clock
change. So all arithmetic is done in UTC, and a zone is asked one thing only: what its clock shows at an instant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a datetime without a zone, which names no instant."""
    if instant.utcoffset() is None:
        raise ValueError(f"The time {instant.isoformat()} has no zone; give it one, for example Europe/London or UTC.")
    return instant.astimezone(UTC)


def wall_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the zone's clock shows at an instant in UTC: a date and time without a zone."""
    return instant.astimezone(zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """At most a day, from `start` up to `end` in UTC, in which the clock is not changed: it shows UTC plus `offset`."""

    start: datetime
    end: datetime
    offset: timedelta

    @property
    def first_date(self) -> date:
        """The date that the clock shows at the start."""
        return (self.start + self.offset).date()

    @property
    def last_date(self) -> date:
        """The date that the clock has reached at the end."""
        return (self.end + self.offset).date()

    def instant_of(self, shown: datetime) -> datetime:
        """The instant in UTC at which the clock, if it were never changed, would show this."""
        return shown.replace(tzinfo=UTC) - self.offset


def steady_stretches(start: datetime, until: datetime, zone: ZoneInfo) -> Iterator[Stretch]:
    """The stretches without a clock change, one after the other, from `start` to `until` (in UTC) or a little later."""
    while start < until:
        offset = _offset(start, zone)
        end = start + _DAY
        if _offset(end, zone) != offset:
            end = clock_change(start, end, zone)
        yield Stretch(start=start, end=end, offset=offset)
        start = end


def clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, with the new time, where the clock is changed once between two instants in UTC."""
    low = before.replace(microsecond=0)
    high = after.replace(microsecond=0)
    old = _offset(low, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // 2 // _SECOND * _SECOND
        low, high = (middle, high) if _offset(middle, zone) == old else (low, middle)
    return high


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return wall_clock(instant, zone) - instant.replace(tzinfo=None)
