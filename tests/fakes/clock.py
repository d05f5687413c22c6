"""A clock that stands where a test puts it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import MONDAY


class FakeClock:
    """The clock port; time moves only when it is told to."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def stand_at(self, now: datetime) -> None:
        self._now = now

    def advance(self, by: timedelta) -> None:
        self._now += by
