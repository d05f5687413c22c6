"""Periods and opening times against plain walks along the clock: quarter by quarter, minute by minute."""

from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.domain.periods import (
    ImpossibleWindow,
    Per,
    Schedule,
    Weekday,
    WeeklyWindow,
    add_months,
    next_period,
    parse_window,
    period_of,
    seconds_of,
)

MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
PERIODS_BY_THE_CALENDAR: dict[Per, Callable[[datetime], object]] = {
    Per.DAY: lambda shown: shown.date(),
    Per.WEEK: lambda shown: shown.isocalendar()[:2],
    Per.MONTH: lambda shown: (shown.year, shown.month),
}

# Days on which the clock is changed: in Brazil, Lebanon and Cuba at midnight, on Lord Howe by half an hour.
CHANGES = [
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Europe/London", date(2027, 3, 28)),
    ("America/Sao_Paulo", date(2018, 2, 18)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("America/Havana", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
]
ODD_DAYS = [day for _, day in CHANGES] + [date(2024, 2, 29), date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)]

zones = st.sampled_from(sorted({zone for zone, _ in CHANGES})).map(ZoneInfo)
dates = st.sampled_from(ODD_DAYS) | st.dates(date(2016, 1, 1), date(2032, 12, 31))
instants = st.builds(datetime.combine, dates, st.times(), st.just(UTC))

edge_minutes = st.integers(0, 181) | st.integers(0, 1439) | st.integers(1379, 1439)
day_windows = st.builds(
    lambda days, ends: WeeklyWindow(days=days, opens=min(ends), closes=max(ends)),
    st.frozensets(st.sampled_from(Weekday), min_size=1),
    st.tuples(edge_minutes, edge_minutes | st.just(1440)).filter(lambda ends: ends[0] != ends[1]),
)
night_windows = st.builds(
    WeeklyWindow,
    days=st.frozensets(st.sampled_from(Weekday), min_size=1),
    opens=st.integers(1080, 1439),
    closes=st.integers(0, 720),
)
weeks = st.lists(day_windows | night_windows, max_size=4).map(tuple)


@settings(max_examples=60)
@given(instants, st.sampled_from(sorted(PERIODS_BY_THE_CALENDAR)), zones)
def test_a_period_is_every_quarter_hour_that_shows_the_same_date_week_or_month(
    instant: datetime, per: Per, zone: ZoneInfo
) -> None:
    same = PERIODS_BY_THE_CALENDAR[per]
    wanted = same(instant.astimezone(zone))
    base = instant.replace(minute=0, second=0, microsecond=0)
    quarters = (base + QUARTER * step for step in range(-33 * 96, 33 * 96))
    inside = [quarter for quarter in quarters if same(quarter.astimezone(zone)) == wanted]

    period = period_of(instant, per, zone)

    assert (period.start, period.end) == (inside[0], inside[-1] + QUARTER)
    assert period.contains(instant)


@given(instants, st.sampled_from(Per), zones)
def test_periods_follow_each_other_without_gap_or_overlap(instant: datetime, per: Per, zone: ZoneInfo) -> None:
    this, following = period_of(instant, per, zone), next_period(instant, per, zone)

    assert following.start == this.end
    assert not this.overlaps(following)
    assert period_of(this.start, per, zone) == this
    assert period_of(this.end - timedelta(microseconds=1), per, zone) == this
    assert period_of(this.end, per, zone) == following


@given(dates, st.integers(-60, 60))
def test_months_are_counted_one_by_one_and_the_day_is_cut_only_at_the_end(start: date, months: int) -> None:
    first = start.replace(day=1)
    for _ in range(abs(months)):
        first = ((first + 31 * DAY) if months > 0 else (first - DAY)).replace(day=1)
    last_day = monthrange(first.year, first.month)[1]

    assert add_months(start, months) == first.replace(day=min(start.day, last_day))


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_a_duration_reads_back_as_its_seconds(hours: int, minutes: int, seconds: int) -> None:
    assert seconds_of(f"{hours}h{minutes}m{seconds}s") == hours * 3600 + minutes * 60 + seconds


@given(day_windows | night_windows)
def test_a_window_reads_back_as_it_was_written(window: WeeklyWindow) -> None:
    assert parse_window(str(window)) == window


@given(st.text("mon,sat-fri 0123456789:-24", max_size=20))
def test_any_text_is_a_window_or_is_refused_as_an_impossible_one(text: str) -> None:
    with suppress(ImpossibleWindow):
        window = parse_window(text)
        assert parse_window(str(window)) == window


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), windows=weeks)
def test_opening_times_are_those_of_a_walk_minute_by_minute_over_the_week(
    zone: str, day: date, data: st.DataObject, windows: tuple[WeeklyWindow, ...]
) -> None:
    shown = _minutes_around(zone, day)
    closed = frozenset(data.draw(st.sets(st.sampled_from([day + DAY * step for step in range(-4, 5)]), max_size=2)))
    schedule = Schedule(windows=windows, zone=ZoneInfo(zone), closed=closed)
    open_minutes = [minute for minute, clock in shown if _is_open(clock, windows, closed)]

    assert _opened_step_by_step(schedule, shown[0][0], shown[-1][0] + MINUTE) == open_minutes


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=40, deadline=None)
@given(data=st.data(), windows=weeks)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    zone: str, day: date, data: st.DataObject, windows: tuple[WeeklyWindow, ...]
) -> None:
    shown = _minutes_around(zone, day)
    schedule = Schedule(windows=windows, zone=ZoneInfo(zone))
    start = data.draw(st.integers(0, len(shown) - 1))
    asked = shown[start][0] + data.draw(st.timedeltas(timedelta(0), MINUTE - timedelta(microseconds=1)))
    walk = (max(asked, minute) for minute, clock in shown[start:] if _is_open(clock, windows, frozenset()))
    first = next(walk, None)

    opening = schedule.next_open(asked)

    if first is None:
        assert opening is None if not windows else opening is not None and opening > shown[-1][0]
    else:
        assert opening == first
    assert schedule.is_open(asked) is (first == asked)
    assert opening is None or schedule.is_open(opening)


@cache
def _minutes_around(zone: str, day: date) -> list[tuple[datetime, datetime]]:
    middle = datetime(day.year, day.month, day.day, tzinfo=UTC)
    minutes = (middle + MINUTE * step for step in range(-4 * 1440, 4 * 1440))
    return [(minute, minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for minute in minutes]


def _is_open(clock: datetime, windows: tuple[WeeklyWindow, ...], closed: frozenset[date]) -> bool:
    today, yesterday = clock.date(), clock.date() - DAY
    minute = clock.hour * 60 + clock.minute
    for window in windows:
        is_night = window.closes < window.opens
        opens_today = today.weekday() in window.days and today not in closed
        opened_yesterday = yesterday.weekday() in window.days and yesterday not in closed
        if opens_today and window.opens <= minute and (is_night or minute < window.closes):
            return True
        if opened_yesterday and is_night and minute < window.closes:
            return True
    return False


def _opened_step_by_step(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    minutes: list[datetime] = []
    opening = schedule.next_open(start)
    while opening is not None and opening < end:
        closing = schedule.closes_at(opening) or end
        assert opening < closing
        while opening < min(closing, end):
            minutes.append(opening)
            opening += MINUTE
        opening = schedule.next_open(closing)
    return minutes
