"""What a reviewer is given, gathered by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from contact_gateway.application.ports_of_evidence import Breach
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.domain.casework.acts import Incident, LetterIssued, Warned
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.restrictions import Restriction


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfCounts:
    """The contacts by one channel in a week, which begins on this Monday."""

    monday: date
    channel: Channel
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidByCustomer:
    """What the customer told us, in words, and on which occasion: the name of the act."""

    at: datetime
    occasion: str
    words: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPack:
    """The evidence of a review: all of it since the restriction came into force, or since it was last reviewed.

    `weeks` are by Monday, then channel; weeks without contact are not there. Acts are oldest first, with what was told
    in words; `ended_contacts` are those that staff ended. `adjustments` are those in force today, however old;
    `adjusted` the acts that agreed them in this time.
    """

    restriction: Restriction
    time: Interval
    reviewed_before: bool
    weeks: tuple[WeekOfCounts, ...]
    breaches: tuple[Breach, ...]
    incidents: tuple[Incident, ...]
    ended_contacts: tuple[EndedBy, ...]
    warnings: tuple[Warned, ...]
    letters: tuple[LetterIssued, ...]
    adjustments: frozenset[Adjustment]
    adjusted: tuple[AdjustmentAgreed, ...]
    said: tuple[SaidByCustomer, ...]

    @property
    def total(self) -> Counts:
        """All contacts of the time together."""
        total = Counts()
        for week in self.weeks:
            total = total.plus(week.counts)
        return total
