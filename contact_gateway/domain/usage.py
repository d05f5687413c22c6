"""What has been used of each allowance, and what a decision takes from it (DESIGN section 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What an allowance counts."""

    CONTACTS = "contacts"
    SECONDS = "seconds"
    REPLIES = "replies"
    SOMEBODY_ELSE = "somebody_else"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, order=True)
class Allowance:
    """One counter: a restriction's purpose in the period that starts at this instant. `issue` only for issue caps."""

    restriction_id: str
    purpose: Purpose
    period_start: datetime
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a counter stands. `version` is what a write compares, so that no decision rests on an old count."""

    used: int = 0
    reserved: int = 0
    version: int = 0

    @property
    def taken(self) -> int:
        """What is no longer free: used, or promised to a contact that is still going on."""
        return self.used + self.reserved


@dataclass(frozen=True, slots=True)
class Charge:
    """What one decision takes from one allowance: contacts, seconds, replies. `at_once` is used, else reserved."""

    allowance: Allowance
    amount: int
    at_once: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """The tallies that a decision may ask about; a counter that is not there stands at nothing."""

    tallies: Mapping[Allowance, Tally] = field(default_factory=dict)

    def taken(self, restriction_id: str, purpose: Purpose, period_start: datetime) -> int:
        """Return what is taken of this restriction's allowance in that period."""
        tally = self.tallies.get(Allowance(restriction_id, purpose, period_start))
        return tally.taken if tally else 0

    def issues(self, restriction_id: str, period_start: datetime) -> frozenset[str]:
        """Return the issues that were already taken in that period."""
        return frozenset(
            allowance.issue
            for allowance, tally in self.tallies.items()
            if (allowance.restriction_id, allowance.purpose, allowance.period_start)
            == (restriction_id, Purpose.ISSUE, period_start)
            and tally.taken
        )

    def without(self, charges: Iterable[Charge]) -> Usage:
        """Return the usage as it would be had these charges not been made: a later step of a contact decides anew."""
        tallies = dict(self.tallies)
        for charge in charges:
            tally = tallies.get(charge.allowance, Tally())
            used, reserved = (charge.amount, 0) if charge.at_once else (0, charge.amount)
            tallies[charge.allowance] = Tally(
                max(tally.used - used, 0), max(tally.reserved - reserved, 0), tally.version
            )
        return Usage(tallies)
