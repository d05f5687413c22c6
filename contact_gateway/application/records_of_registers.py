"""Customers and restrictions as other systems keep them in step with ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contact_gateway.application.records import DecidedBy
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """All that is held about a customer, somebody who belongs to one, or an officer; equal ones are in the same state.

    `of` is the customer whom a representative acts for or somebody lives with, `body` what sort of representative it
    is. `priority` marks somebody who is vulnerable or at risk. `segment` says which of the landlord's services a
    customer has, where its policy tells them apart; of somebody `unverified` nobody knows for certain who it is.
    An officer has a `grade`, `roles` beside the grade's own, and weekly `hours` as text; without any, always reachable.
    """

    id: str
    role: Role = Role.CUSTOMER
    name: str
    reference: str = ""
    address: str = ""
    language: str = "en"
    contact_points: tuple[ContactPoint, ...] = ()
    adjustments: frozenset[Adjustment] = frozenset()
    priority: bool = False
    segment: str = ""
    unverified: bool = False
    of: str = ""
    body: Body | None = None
    grade: str = ""
    roles: frozenset[str] = frozenset()
    hours: tuple[str, ...] = ()

    @property
    def is_erased(self) -> bool:
        """Whether the person was erased: whoever is known has a name, or a reference."""
        return not (self.name or self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """A customer as the landlord's own system holds one, known by its reference there.

    What is None is not held there and stays as it is here.
    """

    reference: str
    name: str
    address: str | None = None
    language: str | None = None
    contact_points: tuple[ContactPoint, ...] | None = None
    adjustments: frozenset[Adjustment] | None = None
    priority: bool | None = None
    segment: str | None = None
    unverified: bool | None = None


class SyncResult(StrEnum):
    """What became of one customer of an import."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedCustomer:
    """One customer of an import: which one it is here, and what was done."""

    reference: str
    customer_id: str
    result: SyncResult


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionFile:
    """A restriction with who decided it; `ended_at` where a person ended it before its planned end."""

    restriction: Restriction
    decided: DecidedBy
    ended_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When it is over: ended by a person, or as it was planned; None while nobody has fixed an end."""
        ends = [end for end in (self.ended_at, self.restriction.planned_end) if end is not None]
        return min(ends, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A line of the register (TUN-8.9): name and address, in force from and until, and what it is.

    `starts_at` is when it came into force, which may be later than it was meant to; `ends_at` the end that somebody
    fixed, and `stops_at` when it stops to bind, or stopped, if nobody does anything more.
    """

    restriction: Restriction
    name: str
    address: str
    starts_at: datetime
    ends_at: datetime | None
    stops_at: datetime | None

    def over_at(self, now: datetime, clocks: Clocks) -> datetime | None:
        """Return from when it is in force no more; None where nobody fixed an end, and its review is not past.

        Nothing ends on the day of its review: what is overdue is in force until it stops.
        """
        is_past_review = clocks.day_of(now) > self.restriction.review_on
        if self.stops_at and (is_past_review or self.stops_at <= now):
            return self.stops_at
        return self.ends_at

    def last_day(self, now: datetime, clocks: Clocks) -> date:
        """Return the last day on which it is in force or was: where nobody fixed an end, that of its review."""
        over = self.over_at(now, clocks)
        return clocks.last_day_before(over) if over else self.restriction.review_on


@dataclass(frozen=True, slots=True, kw_only=True)
class HourOfCounts:
    """One customer's counters of the contacts by one channel that began in one hour of UTC."""

    channel: Channel
    hour: datetime
    counts: Counts
