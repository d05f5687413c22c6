"""The time, from the machine."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The clock port."""

    def now(self) -> datetime:
        """Return the instant in UTC, as the machine has it."""
        return datetime.now(UTC)
