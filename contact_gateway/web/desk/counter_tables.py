"""Counters as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.domain.counting import Counts
from contact_gateway.web.desk.words import duration

COLUMNS = ("Attempts", "Got through", "Declined", "Held", "Emergencies", "Talk time")


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterRow:
    """One row: what it counts, and for each of the columns its name and the cell."""

    name: str
    cells: tuple[tuple[str, str], ...]
    is_empty: bool


def counter_row(name: str, counts: Counts) -> CounterRow:
    """Put counters in a row."""
    numbers = (counts.attempts, counts.accepted, counts.declined, counts.held, counts.emergencies)
    return CounterRow(
        name=name,
        cells=tuple(zip(COLUMNS, (*(f"{number:,}" for number in numbers), duration(counts.talk_seconds)), strict=True)),
        is_empty=counts == Counts(),
    )
