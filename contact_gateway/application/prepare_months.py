"""Make the next months of the contact log before they begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_upkeep import LogMonths

AHEAD = timedelta(days=92)
"""Three months: long enough for an installation whose jobs have stood still for weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareMonths:
    """All landlords share the months; done again it does nothing."""

    months: LogMonths
    clock: Clock

    def __call__(self) -> int:
        """Return how many months were made. Raises `Unavailable`."""
        today = self.clock.now().date()
        return self.months.prepare(today, today + AHEAD)
