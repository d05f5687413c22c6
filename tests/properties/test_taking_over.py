"""Whatever is said of how a restriction came about, nothing binds before it was told, and no one person makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.application.errors import Refused
from contact_gateway.domain.working_days import Delivery
from tests.builders import LONDON, decided_before
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory
from tests.unit.application.taking_over import CAP, HERE, Desk

NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 the zone beside
OFFICERS = st.sampled_from(["lee", "kim", "mia"])
HALF_A_YEAR = timedelta(days=182)


def received(now: datetime, told_on: date, sent_by: Delivery) -> date:
    """The day of receipt, counted by weekdays one after another: no day is a bank holiday here."""
    here = now.astimezone(LONDON)
    worked, left = told_on, {Delivery.HAND: 0, Delivery.POST: 2, Delivery.EMAIL: 1}[sent_by]
    if sent_by is Delivery.EMAIL and told_on == here.date() and (here.hour, here.minute) < (16, 30):
        left = 0 if told_on.weekday() < 5 else 1
    while left:
        worked += timedelta(days=1)
        left -= worked.weekday() < 5
    return worked


@given(
    now=NOWS,
    days=st.integers(-2, 150),
    sent_by=st.sampled_from(Delivery),
    starts=st.none() | st.integers(-500, 100),
    who=st.tuples(OFFICERS, OFFICERS),
)
def test_nothing_that_is_taken_over_binds_before_it_was_told(
    now: datetime, days: int, sent_by: Delivery, starts: int | None, who: tuple[str, str]
) -> None:
    desk = Desk(memory=Memory(FakeClock(now)))
    proposed_by, decided_by = who
    told_on = now.astimezone(LONDON).date() - timedelta(days=days)
    told = received(now, told_on, sent_by)
    midnight = datetime(told.year, told.month, told.day, tzinfo=LONDON)
    starts_at = None if starts is None else now + timedelta(days=starts)
    since = max(starts_at or midnight, midnight)
    asked = replace(
        CAP, officer=decided_by, starts_at=starts_at, review_on=since.astimezone(LONDON).date() + HALF_A_YEAR
    )
    before = decided_before(proposed_by=proposed_by, told_on=told_on, sent_by=sent_by)
    if days < 0 or "mia" in who or proposed_by == decided_by:
        with pytest.raises(Refused) as refused:
            desk.take_over(asked, before)
        assert refused.value.code in {"impossible_day", "unknown_officer", "same_person"}
        assert desk.memory.of(HERE).acts == []
        return
    made = desk.take_over(asked, before)
    assert made.starts_at == since
    assert all(stretch.start >= since for stretch in desk.memory.of(HERE).binds[made.id])
