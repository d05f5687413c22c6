"""What reports are made of: cases as codes and dates, without names and without a word that was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.history import AnAct, History
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import Interval, start_of_day
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.reports.report_periods import ReportPeriod

MOMENT = timedelta(microseconds=1)


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
    says of officers for which role, else with which grade, they decide. Where the period is not over yet, it is counted
    up to and with `now`, as if it ended then: what is still to come may come otherwise.
    """

    period: ReportPeriod
    clocks: Clocks
    cases: tuple[ReportedCase, ...] = ()
    breaches: tuple[str, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def time(self) -> Interval:
        """The instants of the period, as far as it has come."""
        start, end = (start_of_day(day, self.clocks.zone) for day in (self.period.first, self.period.after))
        return Interval(start, min(end, self.now + MOMENT) if self.now else end)

    @property
    def not_over(self) -> date:
        """The first day that is not over when counting ends: what was due on a day before it is overdue."""
        return self.clocks.last_day_before(self.time.end) if self._is_running else self.period.after

    @property
    def _is_running(self) -> bool:
        return self.now is not None and self.now < start_of_day(self.period.after, self.clocks.zone)

    def holds(self, at: datetime | None) -> bool:
        """Whether something was in the period."""
        return at is not None and self.time.contains(at)

    def holds_day(self, day: date) -> bool:
        """Whether a day is one of the period, and has begun."""
        return self.period.first <= day < self.period.after and (not self._is_running or day <= self.not_over)

    def lives(self) -> Iterator[ReportedLife]:
        """Give what was really restricted; what was only counted for a while is a trial."""
        yield from (life for case in self.cases for life in case.lives if not life.history.is_trial)

    def acts(self, kind: type[AnAct]) -> Iterator[AnAct]:
        """Give the acts of a kind, about no restriction, that were done in the period."""
        done = (act for case in self.cases for act in case.acts)
        yield from (act for act in done if isinstance(act, kind) and self.holds(act.at))
