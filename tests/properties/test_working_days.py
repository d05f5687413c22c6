"""Working days against a plain walk from day to day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.working_days import Delivery, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)

days = st.dates(date(2023, 1, 1), date(2029, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2027, 3, 28), date(2028, 2, 29)]
)
calendars = st.frozensets(st.dates(date(2023, 1, 1), date(2030, 12, 31)), max_size=200).map(
    lambda closed: WorkingCalendar(closed=closed)
)
instants = st.builds(datetime.combine, days, st.times(), st.just(UTC))


def _is_worked(calendar: WorkingCalendar, day: date) -> bool:
    return day.strftime("%u") not in "67" and day not in calendar.closed


@given(calendars, days, st.integers(1, 60))
def test_so_many_working_days_lie_between_and_the_last_one_is_worked(
    calendar: WorkingCalendar, day: date, working_days: int
) -> None:
    due = calendar.add(day, working_days)

    passed = [day + DAY * step for step in range(1, (due - day).days + 1)]
    assert sum(_is_worked(calendar, one) for one in passed) == working_days
    assert _is_worked(calendar, due)


@given(calendars, days, st.integers(0, 30), st.integers(0, 30))
def test_adding_in_two_parts_is_adding_at_once(calendar: WorkingCalendar, day: date, some: int, more: int) -> None:
    assert calendar.add(calendar.add(day, some), more) == calendar.add(day, some + more)


@given(calendars, days)
def test_the_nearest_working_days_enclose_the_date_with_nothing_worked_between(
    calendar: WorkingCalendar, day: date
) -> None:
    before, after = calendar.previous_or_same(day), calendar.next_or_same(day)

    assert before <= day <= after
    between = [before + DAY * step for step in range(1, (after - before).days)]
    assert not any(_is_worked(calendar, one) for one in between)
    assert _is_worked(calendar, before)
    assert _is_worked(calendar, after)
    assert (before == after == day) is _is_worked(calendar, day)


@given(calendars, instants)
def test_receipt_is_the_first_working_day_whose_cut_off_has_not_passed(
    calendar: WorkingCalendar, received: datetime
) -> None:
    shown = received.astimezone(LONDON)
    day = shown.date()
    while not (_is_worked(calendar, day) and datetime.combine(day, time(17)) >= shown.replace(tzinfo=None)):
        day += DAY

    assert calendar.receipt_day(received, LONDON) == day


@given(calendars, instants)
def test_post_is_never_faster_than_e_mail_nor_e_mail_than_the_hand(calendar: WorkingCalendar, sent: datetime) -> None:
    hand = calendar.deemed_receipt(sent, Delivery.HAND, LONDON)
    email = calendar.deemed_receipt(sent, Delivery.EMAIL, LONDON)
    post = calendar.deemed_receipt(sent, Delivery.POST, LONDON)

    assert sent.astimezone(LONDON).date() == hand
    assert hand <= email <= post
    assert _is_worked(calendar, email)
    assert _is_worked(calendar, post)
    assert sum(_is_worked(calendar, hand + DAY * step) for step in range(1, (post - hand).days + 1)) == 2
