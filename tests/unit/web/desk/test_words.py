"""The words of the pages: every code has some, and times are the landlord's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Code, Outcome, Reason
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.web.desk import words
from contact_gateway.web.desk.contact_cards import TAGS
from contact_gateway.web.desk.local_times import days_until, long_date, moment
from tests.builders import LONDON


def test_every_code_of_the_domain_has_words() -> None:
    assert set(words.CHANNELS) == set(Channel)
    assert set(words.OUTCOMES) == set(TAGS) == set(Outcome)
    assert set(words.KINDS) == set(Kind)
    assert set(words.SUBJECTS) == set(Subject)
    assert set(words.CODES) == set(Code)
    assert set(words.GROUNDS) == set(Grounds)


@pytest.mark.parametrize(
    ("reason", "refused", "said"),
    [
        (Reason("contact_cap", "r1", "TUN-8.3c2"), True, "Contact limit used up (TUN-8.3c2)"),
        (Reason("contact_cap", "r1", "default"), False, "Contact limit"),
        (Reason("withheld"), False, "Number withheld"),
        (Reason("always_open:hazard"), False, "Always open: health or safety hazard"),
        (Reason("always_open:sender"), False, "Always open to this sender"),
        (Reason("something_new"), False, "Something new"),
    ],
)
def test_a_reason_is_said_in_words(reason: Reason, refused: bool, said: str) -> None:
    assert words.reason_in_words(reason, refused=refused) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "none"), (-5, "none"), (59, "59 s"), (60, "1 min"), (370, "6 min 10 s"), (3600, "1 h"), (4210, "1 h 10 min")],
)
def test_a_duration_is_said_in_units(seconds: int, said: str) -> None:
    assert words.duration(seconds) == said


def test_the_hour_that_comes_twice_names_its_clock() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(first, LONDON) == "Sun 25 Oct 2026, 01:30 BST"
    assert moment(first + timedelta(hours=1), LONDON) == "Sun 25 Oct 2026, 01:30 GMT"
    assert moment(first + timedelta(hours=2), LONDON) == "Sun 25 Oct 2026, 02:30"


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.integers(1, 7200))  # noqa: DTZ001 made aware below
def test_two_instants_within_the_same_two_hours_never_read_the_same(naive: datetime, minutes: int) -> None:
    instant = naive.replace(tzinfo=UTC, second=0, microsecond=0)
    assert moment(instant, LONDON) != moment(instant + timedelta(minutes=minutes), LONDON)


def test_dates_are_said_in_full() -> None:
    assert long_date(date(2026, 3, 2)) == "Monday 2 March 2026"


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-400, 400))
def test_days_left_and_overdue_say_the_distance(today: date, days: int) -> None:
    said = days_until(today + timedelta(days=days), today)
    assert (said == "Due today") == (days == 0)
    assert said.startswith("Overdue") == (days < 0)
    assert days == 0 or str(abs(days)) in said
