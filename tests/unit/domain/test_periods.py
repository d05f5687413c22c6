"""Calendar periods: midnight, both clock changes, months of every length."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contact_gateway.domain.periods import (
    Interval,
    Per,
    add_months,
    next_period,
    period_of,
    seconds_of,
    start_of_day,
)

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
NAIVE = NOON.replace(tzinfo=None)


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    hour = Interval(NOON, NOON + HOUR)

    assert hour.contains(NOON)
    assert hour.contains(NOON + HOUR - timedelta(microseconds=1))
    assert not hour.contains(NOON + HOUR)
    assert not hour.contains(NOON - timedelta(microseconds=1))


def test_intervals_that_only_touch_do_not_overlap() -> None:
    hour = Interval(NOON, NOON + HOUR)
    following = Interval(NOON + HOUR, NOON + 2 * HOUR)
    astride = Interval(NOON + HOUR / 2, NOON + 2 * HOUR)

    assert not hour.overlaps(following)
    assert not following.overlaps(hour)
    assert hour.overlaps(astride)
    assert astride.overlaps(hour)


def test_monday_does_not_overlap_tuesday() -> None:
    monday = period_of(NOON, Per.DAY, LONDON)

    assert not monday.overlaps(next_period(NOON, Per.DAY, LONDON))


@pytest.mark.parametrize("length", [timedelta(0), -HOUR])
def test_an_interval_that_holds_no_time_is_refused(length: timedelta) -> None:
    with pytest.raises(ValueError, match="must end after it starts"):
        Interval(NOON, NOON + length)


def test_an_interval_over_the_repeated_hour_is_measured_by_instants() -> None:
    first_half_past_one = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second_half_past_one = first_half_past_one.replace(fold=1)

    repeated = Interval(first_half_past_one, second_half_past_one)

    assert repeated.end - repeated.start == HOUR
    assert repeated == Interval(
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


def test_a_time_without_a_zone_is_refused_everywhere() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        Interval(NAIVE, NOON)
    with pytest.raises(ValueError, match="has no zone"):
        Interval(NOON, NOON + HOUR).contains(NAIVE)
    for per in Per:
        with pytest.raises(ValueError, match="has no zone"):
            period_of(NAIVE, per, LONDON)


@pytest.mark.clause("TUN-8.3c2")
@pytest.mark.parametrize(
    ("per", "start", "end"),
    [
        (Per.HOUR, datetime(2026, 3, 29, 22, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (Per.DAY, datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (Per.WEEK, datetime(2026, 3, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (Per.MONTH, datetime(2026, 3, 1, 0, tzinfo=UTC), datetime(2026, 3, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_last_moment_of_the_short_sunday_belongs_to_its_own_week(per: Per, start: datetime, end: datetime) -> None:
    last_moment = datetime(2026, 3, 29, 23, 59, 59, 999_999, tzinfo=LONDON)

    assert period_of(last_moment, per, LONDON) == Interval(start, end)


def test_the_day_turns_over_at_local_midnight_in_summer() -> None:
    just_past_midnight = datetime(2026, 6, 14, 23, 0, tzinfo=UTC)

    today = period_of(just_past_midnight, Per.DAY, LONDON)

    assert today.start == just_past_midnight
    assert period_of(just_past_midnight - timedelta(seconds=1), Per.DAY, LONDON).end == just_past_midnight


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 28), 24),
        (date(2026, 3, 29), 23),
        (date(2026, 10, 25), 25),
        (date(2027, 3, 28), 23),
        (date(2028, 2, 29), 24),
        (date(2026, 12, 31), 24),
    ],
)
def test_a_day_is_as_long_as_the_clock_makes_it(day: date, hours: int) -> None:
    whole = period_of(start_of_day(day, LONDON), Per.DAY, LONDON)

    assert whole.end - whole.start == hours * HOUR
    assert whole.end == start_of_day(day + timedelta(days=1), LONDON)


def test_the_repeated_hour_counts_as_two_hours() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)

    assert period_of(first, Per.HOUR, LONDON).end == period_of(first.replace(fold=1), Per.HOUR, LONDON).start


def test_new_years_eve_and_new_years_day_share_a_week_but_not_a_month() -> None:
    eve = datetime(2026, 12, 31, 12, tzinfo=LONDON)
    new_year = datetime(2027, 1, 1, 12, tzinfo=LONDON)

    assert period_of(eve, Per.WEEK, LONDON) == period_of(new_year, Per.WEEK, LONDON)
    assert next_period(eve, Per.MONTH, LONDON) == period_of(new_year, Per.MONTH, LONDON)
    assert not period_of(eve, Per.MONTH, LONDON).contains(new_year)


@pytest.mark.parametrize(
    ("day", "zone", "start"),
    [
        # clocks go from 00:00 to 01:00: there is no midnight
        (date(2018, 11, 4), "America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
        (date(2026, 3, 29), "Asia/Beirut", datetime(2026, 3, 28, 22, tzinfo=UTC)),
        # clocks go from 00:00 back to 23:00: the evening before is longer
        (date(2018, 2, 18), "America/Sao_Paulo", datetime(2018, 2, 18, 3, tzinfo=UTC)),
        # clocks go from 01:00 back to 00:00: midnight comes twice, and the first one counts
        (date(2026, 11, 1), "America/Havana", datetime(2026, 11, 1, 4, tzinfo=UTC)),
        # clocks went from 23:30 to 00:30: the day began at half past midnight
        (date(1919, 3, 31), "America/Toronto", datetime(1919, 3, 31, 4, 30, tzinfo=UTC)),
        # the whole of 30 December was skipped: it begins and ends as the 31st begins
        (date(2011, 12, 30), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
        (date(2011, 12, 31), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_day_starts_at_its_first_instant_where_midnight_is_odd(day: date, zone: str, start: datetime) -> None:
    assert start_of_day(day, ZoneInfo(zone)) == start


def test_a_date_that_shows_again_after_midnight_stays_in_the_day_that_has_begun() -> None:
    # In Newfoundland the clocks went back at 00:01, to 23:01 of the day before.
    zone = ZoneInfo("America/St_Johns")
    sunday = period_of(datetime(2010, 11, 7, 12, tzinfo=zone), Per.DAY, zone)
    saturday_again = datetime(2010, 11, 6, 23, 30, tzinfo=zone, fold=1)

    assert saturday_again.astimezone(UTC) > sunday.start
    assert period_of(saturday_again, Per.DAY, zone) == sunday


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int, due: date) -> None:
    assert add_months(start, months) == due


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("6m10s", 370), ("1h2m", 3720), ("1h", 3600), ("1h2m3s", 3723), ("0s", 0), (" 5m ", 300)],
)
def test_a_duration_is_read_in_seconds(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "10s6m", "1.5h", "-3m", "six minutes", "6 m", "1m1m", "٣m"])
def test_a_text_that_is_no_duration_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration; write hours, minutes and seconds in that order"):
        seconds_of(text)
