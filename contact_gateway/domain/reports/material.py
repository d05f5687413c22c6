"""What reports are made of: cases as codes and dates, without names and without a word that was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.history import AnAct, History
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Interval, start_of_day
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.reports.report_periods import ReportPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLife:
    """A restriction: what happened to it, by the rules that it was made under."""

    history: History
    rules: CaseworkRules
    clocks: Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCase:
    """A customer's case: acts about no restriction, the life of each restriction, and what is known of the person.

    `reachable` says that there is an address or a contact point.
    """

    customer_id: str
    acts: tuple[Act, ...] = ()
    lives: tuple[ReportedLife, ...] = ()
    adjustments: frozenset[Adjustment] = field(default_factory=frozenset)
    language: str = "en"
    priority: bool = False
    identified: bool = True
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that one report counts: the landlord's cases as they stood when the period was over.

    `breaches` are the customers who made contact against an arrangement in the period, once for each contact. `teams`
    says of officers for which role, else with which grade, they decide.
    """

    period: ReportPeriod
    clocks: Clocks
    cases: tuple[ReportedCase, ...] = ()
    breaches: tuple[str, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)

    @property
    def time(self) -> Interval:
        """The instants of the period."""
        zone = self.clocks.zone
        return Interval(start_of_day(self.period.first, zone), start_of_day(self.period.after, zone))

    def holds(self, at: datetime | None) -> bool:
        """Whether something was in the period."""
        return at is not None and self.time.contains(at)

    def holds_day(self, day: date) -> bool:
        """Whether a day is one of the period."""
        return self.period.first <= day < self.period.after

    def lives(self) -> Iterator[ReportedLife]:
        """Give what was really restricted; what was only counted for a while is a trial."""
        yield from (life for case in self.cases for life in case.lives if not life.history.is_trial)

    def acts(self, kind: type[AnAct]) -> Iterator[AnAct]:
        """Give the acts of a kind, about no restriction, that were done in the period."""
        done = (act for case in self.cases for act in case.acts)
        yield from (act for act in done if isinstance(act, kind) and self.holds(act.at))
