"""What keeps the stores in shape from month to month."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class LogMonths(Protocol):
    """The months in which the contact log lies. None is ever missing; one that is made in time is faster."""

    def prepare(self, first: date, last: date) -> int:
        """Make the months from that of one day to that of another, where they are not there; return how many."""
