"""A clock that stands where the scenario puts it."""

from __future__ import annotations

from datetime import datetime


class ScenarioClock:
    """The clock port; time is what the file says."""

    def __init__(self, now: datetime) -> None:
        """Start at an aware instant."""
        self._now = now

    def now(self) -> datetime:
        """Return the instant of the event that is played."""
        return self._now

    def stand_at(self, now: datetime) -> None:
        """Put the clock to an aware instant."""
        self._now = now
