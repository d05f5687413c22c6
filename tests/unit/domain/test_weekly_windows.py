"""Weekly opening times: how they are written, and when they are open on an ordinary and on an odd day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contact_gateway.domain.periods import ImpossibleWindow, Schedule, Weekday, WeeklyWindow, parse_window

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)


def schedule(*windows: str, closed: frozenset[date] = frozenset(), zone: ZoneInfo = LONDON) -> Schedule:
    return Schedule(windows=tuple(parse_window(text) for text in windows), zone=zone, closed=closed)


def at(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    ("text", "days", "opens", "closes"),
    [
        ("mon 09:00-12:00", {Weekday.MON}, 540, 720),
        ("mon-fri 09:00-17:00", set(Weekday) - {Weekday.SAT, Weekday.SUN}, 540, 1020),
        ("sat,sun 10:00-14:00", {Weekday.SAT, Weekday.SUN}, 600, 840),
        ("mon,wed-fri 10:00-14:00", {Weekday.MON, Weekday.WED, Weekday.THU, Weekday.FRI}, 600, 840),
        ("sat-mon 10:00-14:00", {Weekday.SAT, Weekday.SUN, Weekday.MON}, 600, 840),
        ("fri 22:00-02:00", {Weekday.FRI}, 1320, 120),
        ("fri 18:00-12:00", {Weekday.FRI}, 1080, 720),
        ("fri 22:00-00:00", {Weekday.FRI}, 1320, 0),
        ("mon 00:00-24:00", {Weekday.MON}, 0, 1440),
        ("  TUE 08:05-08:06 ", {Weekday.TUE}, 485, 486),
    ],
)
def test_a_window_is_read_as_it_is_written(text: str, days: set[Weekday], opens: int, closes: int) -> None:
    assert parse_window(text) == WeeklyWindow(days=frozenset(days), opens=opens, closes=closes)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is not a weekly window; write days and times, such as mon 09:00-12:00"),
        ("mon", "is not a weekly window"),
        ("mon 9-12", "is not a weekly window"),
        ("mon 9:00-12:00", "is not a weekly window"),
        ("09:00-12:00", "is not a weekly window"),
        ("mon 09:00-12:00-13:00", "is not a weekly window"),
        ("monday 09:00-12:00", "'monday' is not a day or a range; write mon, tue, wed, thu, fri, sat or sun"),
        ("mon,day 09:00-12:00", "'day' is not a day or a range"),
        ("mon, 09:00-12:00", "'' is not a day or a range"),
        ("mon- 09:00-12:00", "'mon-' is not a day or a range"),
        ("-mon 09:00-12:00", "'-mon' is not a day or a range"),
        ("mon-tue-wed 09:00-12:00", "'mon-tue-wed' is not a day or a range"),
        ("mon 09:60-12:00", "minutes run from 00 to 59"),
        ("mon 09:00-11:99", "minutes run from 00 to 59"),
        ("mon 24:00-24:00", "opens between 00:00 and 23:59 and closes between 00:00 and 24:00"),
        ("mon 09:00-24:01", "closes between 00:00 and 24:00"),
        ("mon 19:00-29:00", "closes between 00:00 and 24:00"),
        ("mon 09:00-09:00", "09:00-09:00 opens and closes at the same time; for the whole day write 00:00-24:00"),
        ("mon 12:00-09:00", "12:00-09:00 ends before it starts: if you meant one day, .* if you meant a night"),
        ("mon 17:59-02:00", "ends before it starts"),
        ("mon 22:00-12:01", "ends before it starts"),
        ("mon 09:00-00:00", "A day ends at 24:00"),
    ],
)
def test_an_impossible_window_is_refused_with_what_is_allowed(text: str, sentence: str) -> None:
    with pytest.raises(ImpossibleWindow, match=sentence):
        parse_window(text)


def test_a_window_without_days_is_refused() -> None:
    with pytest.raises(ImpossibleWindow, match="at least one day"):
        WeeklyWindow(days=frozenset(), opens=540, closes=720)


def test_a_window_is_open_from_its_start_up_to_its_end() -> None:
    monday = date(2026, 3, 30)
    mornings = schedule("mon 09:00-12:00")

    assert not mornings.is_open(at(monday, 9) - SECOND)
    assert mornings.is_open(at(monday, 9))
    assert mornings.is_open(at(monday, 12) - timedelta(microseconds=1))
    assert not mornings.is_open(at(monday, 12))
    assert mornings.next_open(at(monday, 12)) == at(date(2026, 4, 6), 9)
    assert mornings.closes_at(at(monday, 10)) == at(monday, 12)


def test_open_all_day_is_open_to_the_very_last_instant() -> None:
    monday = date(2026, 3, 30)
    all_monday = schedule("mon 00:00-24:00")
    midnight = at(date(2026, 3, 31), 0)

    assert all_monday.is_open(midnight - timedelta(microseconds=1))
    assert not all_monday.is_open(midnight)
    assert all_monday.closes_at(at(monday, 12)) == midnight


def test_a_night_window_belongs_to_the_evening_on_which_it_opens() -> None:
    friday, saturday = date(2026, 3, 27), date(2026, 3, 28)
    nights = schedule("fri 22:00-02:00")

    assert nights.is_open(at(saturday, 1, 59))
    assert not nights.is_open(at(saturday, 2))
    assert not nights.is_open(at(friday, 1))
    assert not nights.is_open(at(saturday, 22))
    assert nights.closes_at(at(friday, 23)) == at(saturday, 2)


def test_windows_that_meet_close_once_at_the_end_of_the_last() -> None:
    monday = date(2026, 3, 30)
    met = schedule("mon 09:00-12:00", "mon 11:00-13:00", "mon 13:00-15:00", "mon 09:30-10:00")

    assert met.closes_at(at(monday, 9)) == at(monday, 15)


def test_an_instant_that_is_closed_closes_at_itself_and_an_open_one_opens_at_itself() -> None:
    monday = date(2026, 3, 30)
    mornings = schedule("mon 09:00-12:00")

    assert mornings.closes_at(at(monday, 8)) == at(monday, 8)
    assert mornings.next_open(at(monday, 10)) == at(monday, 10)


def test_a_schedule_without_windows_never_opens_and_one_without_gaps_never_closes() -> None:
    now = at(date(2026, 3, 30), 9)

    assert schedule().next_open(now) is None
    assert schedule().closes_at(now) == now
    assert schedule("mon-sun 00:00-24:00").closes_at(now) is None


def test_what_comes_back_is_in_utc() -> None:
    opening = schedule("mon 09:00-12:00").next_open(at(date(2026, 3, 29), 9))

    assert opening is not None
    assert opening.isoformat() == "2026-03-30T08:00:00+00:00"


def test_the_skipped_hour_in_march_is_never_open() -> None:
    saturday, sunday = date(2026, 3, 28), date(2026, 3, 29)
    skipped = schedule("sun 01:00-02:00")

    assert skipped.next_open(at(saturday, 12)) == at(date(2026, 4, 5), 1)
    assert skipped.next_open(at(date(2026, 3, 22), 2)) == at(date(2026, 4, 5), 1)
    assert schedule("sun 01:30-02:30").next_open(at(saturday, 12)) == at(sunday, 2)
    assert schedule("sun 00:30-01:30").closes_at(at(sunday, 0, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_repeated_hour_in_october_is_open_twice() -> None:
    sunday = date(2026, 10, 25)
    first, again = at(sunday, 1), at(sunday, 1, fold=1)
    half_hours = schedule("sun 01:00-01:30")

    assert half_hours.next_open(at(sunday, 0)) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert half_hours.closes_at(first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert half_hours.next_open(at(sunday, 1, 30)) == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert half_hours.closes_at(again) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert schedule("sun 01:00-02:00").closes_at(first) == datetime(2026, 10, 25, 2, tzinfo=UTC)


def test_a_night_window_over_the_clock_change_keeps_its_wall_clock_end() -> None:
    assert schedule("sat 22:00-06:00").closes_at(at(date(2026, 3, 28), 22)) == datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert schedule("sat 22:00-06:00").closes_at(at(date(2026, 10, 24), 22)) == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_a_closed_date_opens_none_of_its_windows() -> None:
    good_friday, easter_monday = date(2026, 4, 3), date(2026, 4, 6)
    office = schedule("mon-fri 09:00-17:00", closed=frozenset({good_friday, easter_monday}))

    assert not office.is_open(at(good_friday, 10))
    assert office.next_open(at(date(2026, 4, 2), 17)) == at(date(2026, 4, 7), 9)


def test_the_night_before_a_closed_date_runs_to_its_end_and_the_night_of_it_does_not_open() -> None:
    friday, saturday = date(2026, 4, 3), date(2026, 4, 4)
    nights = schedule("mon-sun 22:00-02:00", closed=frozenset({friday}))

    assert nights.is_open(at(friday, 1))
    assert not nights.is_open(at(friday, 23))
    assert not nights.is_open(at(saturday, 1))


def test_closed_dates_for_months_on_end_do_not_hide_the_opening_after_them() -> None:
    start = date(2026, 1, 1)
    closed = frozenset(start + timedelta(days=day) for day in range(200))

    assert schedule("mon 09:00-12:00", closed=closed).next_open(at(start, 0)) == at(date(2026, 7, 20), 9)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = at(date(2026, 3, 30), 9).replace(tzinfo=None)
    mornings = schedule("mon 09:00-12:00")

    for ask in (mornings.is_open, mornings.next_open, mornings.closes_at):
        with pytest.raises(ValueError, match="has no zone"):
            ask(naive)
