"""The clocks of letters and appeals: the worked examples of the policies, and each edge of receipt."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from contact_gateway.domain.working_days import Delivery, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar(
    closed=frozenset(
        {
            date(2025, 12, 25),
            date(2025, 12, 26),
            date(2026, 1, 1),
            date(2026, 4, 3),
            date(2026, 4, 6),
            date(2026, 5, 4),
            date(2026, 5, 25),
        }
    )
)


@pytest.mark.parametrize(
    ("received", "working_days", "due"),
    [
        (date(2025, 12, 19), 10, date(2026, 1, 7)),
        (date(2025, 12, 19), 20, date(2026, 1, 21)),
        (date(2026, 3, 30), 10, date(2026, 4, 15)),
        (date(2026, 3, 30), 20, date(2026, 4, 29)),
        (date(2026, 3, 28), 10, date(2026, 4, 14)),  # a Saturday as day 0: Monday is day 1
    ],
)
def test_the_day_of_receipt_is_day_nought(received: date, working_days: int, due: date) -> None:
    assert CALENDAR.add(received, working_days) == due


def test_a_request_received_on_a_saturday_counts_from_monday() -> None:
    received = datetime(2026, 3, 28, 11, 0, tzinfo=LONDON)

    day = CALENDAR.receipt_day(received, LONDON)

    assert day == date(2026, 3, 30)
    assert CALENDAR.add(day, 10) == date(2026, 4, 15)


def test_the_stricter_reading_counts_from_the_day_it_was_sent() -> None:
    saturday = datetime(2026, 3, 28, 11, 0, tzinfo=LONDON)
    late_on_friday = datetime(2026, 3, 27, 23, 59, tzinfo=LONDON)

    assert CALENDAR.receipt_day(saturday, LONDON, cutoff=None) == date(2026, 3, 28)
    assert CALENDAR.receipt_day(late_on_friday, LONDON, cutoff=None) == date(2026, 3, 27)


def test_no_working_days_later_is_the_same_day_even_on_a_sunday() -> None:
    assert CALENDAR.add(date(2026, 3, 29), 0) == date(2026, 3, 29)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="from 0 upwards; -1"):
        CALENDAR.add(date(2026, 3, 30), -1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 4, 2), True),  # Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 4), False),  # Saturday
        (date(2026, 4, 5), False),  # Sunday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 7), True),
    ],
)
def test_weekends_and_bank_holidays_are_not_worked(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_a_task_for_easter_sunday_is_due_on_maundy_thursday() -> None:
    assert CALENDAR.previous_or_same(date(2026, 4, 5)) == date(2026, 4, 2)
    assert CALENDAR.previous_or_same(date(2026, 4, 2)) == date(2026, 4, 2)


def test_the_next_working_day_from_good_friday_is_the_tuesday() -> None:
    assert CALENDAR.next_or_same(date(2026, 4, 3)) == date(2026, 4, 7)
    assert CALENDAR.next_or_same(date(2026, 4, 7)) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (datetime(2026, 3, 30, 0, 0, tzinfo=LONDON), date(2026, 3, 30)),
        (datetime(2026, 3, 30, 16, 59, 59, tzinfo=LONDON), date(2026, 3, 30)),
        (datetime(2026, 3, 30, 17, 0, tzinfo=LONDON), date(2026, 3, 30)),
        (datetime(2026, 3, 30, 17, 0, 1, tzinfo=LONDON), date(2026, 3, 31)),
        (datetime(2026, 3, 30, 23, 59, tzinfo=LONDON), date(2026, 3, 31)),
        (datetime(2026, 4, 2, 17, 1, tzinfo=LONDON), date(2026, 4, 7)),  # the evening before Good Friday
        (datetime(2026, 3, 30, 16, 30, tzinfo=UTC), date(2026, 3, 31)),  # 17:30 by the summer clock
    ],
)
def test_after_five_o_clock_is_the_next_working_day(received: datetime, day: date) -> None:
    assert CALENDAR.receipt_day(received, LONDON) == day


def test_a_landlord_may_close_its_post_earlier() -> None:
    received = datetime(2026, 3, 30, 15, 0, tzinfo=LONDON)

    assert CALENDAR.receipt_day(received, LONDON, cutoff=time(14, 0)) == date(2026, 3, 31)


@pytest.mark.clause("DER-12.2a")
@pytest.mark.parametrize(
    ("posted", "received"),
    [
        (datetime(2026, 3, 23, 9, 0, tzinfo=LONDON), date(2026, 3, 25)),
        (datetime(2026, 3, 26, 18, 0, tzinfo=LONDON), date(2026, 3, 30)),  # Thursday, over the weekend
        (datetime(2026, 3, 28, 9, 0, tzinfo=LONDON), date(2026, 3, 31)),  # Saturday
        (datetime(2026, 4, 2, 9, 0, tzinfo=LONDON), date(2026, 4, 8)),  # over Easter
    ],
)
def test_a_posted_letter_arrives_on_the_second_working_day(posted: datetime, received: date) -> None:
    assert CALENDAR.deemed_receipt(posted, Delivery.POST, LONDON) == received


@pytest.mark.clause("DER-12.2a")
@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (datetime(2026, 3, 27, 16, 29, 59, tzinfo=LONDON), date(2026, 3, 27)),
        (datetime(2026, 3, 27, 16, 30, tzinfo=LONDON), date(2026, 3, 30)),
        (datetime(2026, 3, 28, 9, 0, tzinfo=LONDON), date(2026, 3, 30)),  # a Saturday
        (datetime(2026, 3, 28, 18, 0, tzinfo=LONDON), date(2026, 3, 30)),
        (datetime(2026, 3, 30, 15, 45, tzinfo=UTC), date(2026, 3, 31)),  # 16:45 by the summer clock
    ],
)
def test_an_e_mail_arrives_the_same_working_day_before_half_past_four(sent: datetime, received: date) -> None:
    assert CALENDAR.deemed_receipt(sent, Delivery.EMAIL, LONDON) == received


def test_a_letter_handed_over_arrives_that_day_even_on_a_sunday() -> None:
    handed_over = datetime(2026, 3, 29, 18, 0, tzinfo=LONDON)

    assert CALENDAR.deemed_receipt(handed_over, Delivery.HAND, LONDON) == date(2026, 3, 29)


@pytest.mark.clause("DER-12.2a")
def test_the_last_day_to_appeal_counts_from_the_deemed_receipt_of_the_letter() -> None:
    posted = datetime(2026, 3, 26, 10, 0, tzinfo=LONDON)

    received = CALENDAR.deemed_receipt(posted, Delivery.POST, LONDON)

    assert received == date(2026, 3, 30)
    assert CALENDAR.add(received, 20) == date(2026, 4, 29)


@pytest.mark.parametrize("by", list(Delivery))
def test_a_time_without_a_zone_is_no_receipt(by: Delivery) -> None:
    naive = datetime(2026, 3, 30, 9, 0, tzinfo=LONDON).replace(tzinfo=None)

    with pytest.raises(ValueError, match="has no zone"):
        CALENDAR.receipt_day(naive, LONDON)
    with pytest.raises(ValueError, match="has no zone"):
        CALENDAR.deemed_receipt(naive, by, LONDON)
