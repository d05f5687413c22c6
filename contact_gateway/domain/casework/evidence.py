"""What a customer's contacts come to beside those of the landlord's median customer: the evidence of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import Interval, start_of_day

SPANS = (30, 90, 365)
"""How many days back is looked, the shortest first."""

HOW_THE_MEDIAN_IS_COMPUTED = (
    "The median customer stands in the middle: of all customers and household members who made any contact in that"
    " time, half have this number or less, and half have it or more. Each figure has a median of its own. Whoever made"
    " contact, but none of this sort, counts with nought; whoever made no contact at all is left out. Between two in"
    " the middle it is half way."
)
"""What a reader of the figures is told about them."""


class Measured(StrEnum):
    """What is compared beside the contacts by each channel."""

    CONTACTS = "contacts"
    TALK_SECONDS = "talk_seconds"
    DECLINED = "declined"
    HELD = "held"
    EMERGENCIES = "emergencies"
    LONG_CALLS = "long_calls"
    HANDLING_MINUTES = "handling_minutes"
    COPIED_IN = "copied_in"
    DUPLICATES = "duplicates"
    MATTER_IN_HAND = "matter_in_hand"
    BREACHES = "breaches"


_IF_ANY = frozenset(
    {
        *(Measured.LONG_CALLS, Measured.HANDLING_MINUTES, Measured.COPIED_IN, Measured.DUPLICATES),
        Measured.MATTER_IN_HAND,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One customer's figures in a span; a median may lie half way between two whole numbers."""

    by_channel: Mapping[Channel, float]
    totals: Mapping[Measured, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A customer's figures from start to end (half open), and the medians over so many customers."""

    start: datetime
    end: datetime
    own: Figures
    median: Figures
    customers: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: what is measured, the customer's figure, the median."""

    what: Channel | Measured
    own: float
    median: float

    @property
    def times(self) -> float | None:
        """How many times the median the customer has, None where the median is nought."""
        return self.own / self.median if self.median else None


def rows(compared: Compared) -> tuple[Row, ...]:
    """Return the lines of the table: all contacts, each channel that either uses, then the rest.

    What only people count, long calls and copying-in are there only where there are any.
    """
    own, median = compared.own, compared.median
    channels = (Row(way, own.by_channel.get(way, 0), median.by_channel.get(way, 0)) for way in Channel)
    first, *others = (Row(what, own.totals.get(what, 0), median.totals.get(what, 0)) for what in Measured)
    told = (row for row in others if row.what not in _IF_ANY or _says_something(row))
    return (first, *filter(_says_something, channels), *told)


def span_of(days: int, now: datetime, zone: ZoneInfo) -> Interval:
    """Return the time from the start of the local day so many days ago up to now."""
    return Interval(start_of_day(now.astimezone(zone).date() - timedelta(days=days), zone), now)


def _says_something(row: Row) -> bool:
    return bool(row.own or row.median)
