"""Half-open intervals, calendar periods and weekly opening times, right at midnight and at both clock changes.

Every instant that goes in is aware; every instant that comes out is in UTC.

A calendar day begins at the first instant of its local date, also where midnight is skipped or comes twice. Weekly
windows are wall-clock times: the hour that comes twice in October is open twice, the hour skipped in March never.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from contact_gateway.domain.wall_clock import Stretch, clock_change, in_utc, steady_stretches, wall_clock

_DAY = timedelta(days=1)
_LAST_MINUTE = 59
_MIDNIGHT = 24 * 60
_NIGHT_BEGINS = 18 * 60
_NIGHT_IS_OVER = 12 * 60


@dataclass(frozen=True, slots=True)
class Interval:
    """The time from `start` up to, and not including, `end`; both aware, both kept in UTC.

    Raises ValueError where an instant has no zone or the interval would hold nothing.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", in_utc(self.start))
        object.__setattr__(self, "end", in_utc(self.end))
        if self.start >= self.end:
            raise ValueError(f"An interval must end after it starts; {self.start} to {self.end} holds no time.")

    def contains(self, instant: datetime) -> bool:
        """Whether the instant lies inside; the start does, the end does not."""
        return self.start <= in_utc(instant) < self.end

    def overlaps(self, other: Self) -> bool:
        """Whether the two share any time; one that ends as the other starts shares none."""
        return self.start < other.end and other.start < self.end


class Per(StrEnum):
    """The calendar periods that limits and counters are kept by."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local date, in UTC: midnight, the first of two, or the end of the gap that skips it."""
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    first = midnight.astimezone(UTC)
    if wall_clock(first, zone) == midnight.replace(tzinfo=None):
        return first
    return clock_change(first - _DAY, first, zone)


def period_of(instant: datetime, per: Per, zone: ZoneInfo) -> Interval:
    """The calendar hour, day, Monday-to-Sunday week or month in the zone that holds the instant.

    Hours are those of UTC, so that the hour that comes twice in October is two hours. Raises ValueError for an instant
    without a zone.
    """
    if per is Per.HOUR:
        hour = in_utc(instant).replace(minute=0, second=0, microsecond=0)
        return Interval(hour, hour + timedelta(hours=1))
    first, following = _dates_of(_calendar_day(instant, zone), per)
    return Interval(start_of_day(first, zone), start_of_day(following, zone))


def next_period(instant: datetime, per: Per, zone: ZoneInfo) -> Interval:
    """The period that begins when the one that holds the instant ends: when a used-up limit renews."""
    return period_of(period_of(instant, per, zone).end, per, zone)


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the last of that month if it is too short.

    Count a series from its first date, never from the date before: 31 January gives 28 February and then 31 March.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _, last = monthrange(years, month + 1)
    return date(years, month + 1, min(day.day, last))


def seconds_of(text: str) -> int:
    """The seconds in a duration such as `6m10s`, `90s` or `1h2m`. Raises ValueError, with what is allowed."""
    found = re.fullmatch(r"(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?", text.strip())
    if found is None or found.lastindex is None:
        raise ValueError(
            f"{text!r} is not a duration; write hours, minutes and seconds in that order, such as 1h2m, 6m10s or 90s."
        )
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


class Weekday(IntEnum):
    """The days of the week, numbered as `date.weekday()` numbers them."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class ImpossibleWindow(ValueError):
    """A weekly window that cannot be meant; the message is a sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyWindow:
    """The same hours on some days of every week, by the wall clock; a window belongs to the day on which it opens.

    `opens` and `closes` are minutes after midnight, `closes` up to 1440 for the very end of the day. A window may close
    before it opens only as a night window, over midnight: opening at 18:00 or later and closing at 12:00 or earlier.
    Anything else that ends before it starts, such as 12:00-09:00, is far more likely a slip. Raises ImpossibleWindow.
    """

    days: frozenset[Weekday]
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not self.days:
            raise ImpossibleWindow("A window needs at least one day: mon, tue, wed, thu, fri, sat or sun.")
        if not (0 <= self.opens < _MIDNIGHT and 0 <= self.closes <= _MIDNIGHT):
            raise ImpossibleWindow("A window opens between 00:00 and 23:59 and closes between 00:00 and 24:00.")
        if self.opens == self.closes:
            raise ImpossibleWindow(
                f"{self.hours} opens and closes at the same time; for the whole day write 00:00-24:00."
            )
        if self.closes < self.opens and not (self.opens >= _NIGHT_BEGINS and self.closes <= _NIGHT_IS_OVER):
            raise ImpossibleWindow(
                f"{self.hours} ends before it starts: if you meant one day, put the earlier time first; if you meant a "
                "night, it may cross midnight only from 18:00 or later to 12:00 or earlier. A day ends at 24:00."
            )

    def __str__(self) -> str:
        return f"{','.join(day.name.lower() for day in sorted(self.days))} {self.hours}"

    @property
    def hours(self) -> str:
        """The times as they are written: `09:00-12:00`."""
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{self.closes // 60:02}:{self.closes % 60:02}"

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """What the clock shows when this date's window opens and when it closes; None on a day that has none."""
        if Weekday(day.weekday()) not in self.days:
            return None
        midnight = datetime.combine(day, time.min)
        length = (self.closes - self.opens) % _MIDNIGHT or _MIDNIGHT
        opens = midnight + timedelta(minutes=self.opens)
        return opens, opens + timedelta(minutes=length)


def parse_window(text: str) -> WeeklyWindow:
    """The window written as `mon 09:00-12:00`, `mon-fri 09:00-17:00`, `sat,sun 10:00-24:00` or `fri 22:00-02:00`.

    Raises ImpossibleWindow, saying what is allowed.
    """
    found = re.fullmatch(r"([a-z,-]+) +([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})", text.strip().lower())
    if found is None:
        raise ImpossibleWindow(
            f"{text!r} is not a weekly window; write days and times, such as mon 09:00-12:00 or mon-fri 09:00-17:00."
        )
    days, *times = found.groups()
    from_hour, from_minute, to_hour, to_minute = (int(number) for number in times)
    if max(from_minute, to_minute) > _LAST_MINUTE:
        raise ImpossibleWindow(f"{text!r} has more than 59 minutes in an hour; minutes run from 00 to 59.")
    return WeeklyWindow(
        days=frozenset(day for part in days.split(",") for day in _parse_days(part)),
        opens=from_hour * 60 + from_minute,
        closes=to_hour * 60 + to_minute,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When something is open: weekly windows by the clock of a zone, less those that open on a closed date."""

    windows: tuple[WeeklyWindow, ...]
    zone: ZoneInfo
    closed: frozenset[date] = frozenset()

    def is_open(self, instant: datetime) -> bool:
        """Whether the wall clock stands inside a window at this instant. Raises ValueError for a naive instant."""
        clock = wall_clock(in_utc(instant), self.zone)
        return any(opens <= clock < closes for opens, closes in self._hours_around(clock.date(), clock.date()))

    def next_open(self, instant: datetime) -> datetime | None:
        """The instant itself if it is open, else the first one that is; None if none ever will be (no windows)."""
        for stretch in self._stretches(in_utc(instant)):
            openings = self._openings(stretch)
            if openings:
                return openings[0].start
        return None

    def closes_at(self, instant: datetime) -> datetime | None:
        """The first instant, from this one on, that is not open (this one if it is closed); None if it never closes."""
        reached = in_utc(instant)
        for stretch in self._stretches(reached):
            for opening in self._openings(stretch):
                if opening.contains(reached):
                    reached = opening.end
            if reached < stretch.end:
                return reached
        return None

    def _stretches(self, start: datetime) -> Iterator[Stretch]:
        # Three weeks past the last closed date show every window at least twice; no clock change skips one twice.
        last_closed = start_of_day(max(self.closed), self.zone) if self.closed else start
        return steady_stretches(start, max(start, last_closed) + timedelta(weeks=3), self.zone)

    def _openings(self, stretch: Stretch) -> list[Interval]:
        bounds = (
            (max(stretch.start, stretch.instant_of(opens)), min(stretch.end, stretch.instant_of(closes)))
            for opens, closes in self._hours_around(stretch.first_date, stretch.last_date)
        )
        return sorted((Interval(start, end) for start, end in bounds if start < end), key=lambda opening: opening.start)

    def _hours_around(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        day = first - _DAY  # a night window of the day before may still be open
        while day <= last:
            if day not in self.closed:
                yield from (hours for window in self.windows if (hours := window.on(day)) is not None)
            day += _DAY


def _parse_days(text: str) -> Iterator[Weekday]:
    start, _, end = text.upper().partition("-")
    known = Weekday.__members__
    if start not in known or (end or start) not in known or text.endswith("-"):
        raise ImpossibleWindow(
            f"{text!r} is not a day or a range; write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri."
        )
    first, last = known[start], known[end or start]
    return (Weekday((first + step) % 7) for step in range((last - first) % 7 + 1))


def _calendar_day(instant: datetime, zone: ZoneInfo) -> date:
    moment = in_utc(instant)
    day = wall_clock(moment, zone).date()
    # Where clocks go back over midnight the old date shows again, though the new day has begun.
    return day + _DAY if start_of_day(day + _DAY, zone) <= moment else day


def _dates_of(day: date, per: Per) -> tuple[date, date]:
    match per:
        case Per.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(weeks=1)
        case Per.MONTH:
            return day.replace(day=1), add_months(day.replace(day=1), 1)
        case _:
            return day, day + _DAY
