"""The reports that a landlord's policy asks for: read on a screen, or taken away as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_casework import CaseFiles
from contact_gateway.application.ports_of_reports import Reports
from contact_gateway.application.ports_of_tables import TableAs
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.application.records_of_reports import CaseKept, House
from contact_gateway.domain.casework.acts import RestrictionAct
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import Report
from contact_gateway.domain.reports.figures import FEWEST, Figure
from contact_gateway.domain.reports.material import Material, ReportedCase, ReportedLife
from contact_gateway.domain.reports.report_periods import ReportPeriod, last_over, period_of
from contact_gateway.domain.reports.reporting import figures
from contact_gateway.domain.tables import Cell, Table, TableFormat

COLUMNS = ("Report", "From", "To", "About", "What", "Of", "Number")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """A report of one period. `asked_by` is its place in the policy."""

    asked_by: Report
    period: ReportPeriod
    figures: tuple[Figure, ...]
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """Reports as a file: its name, what it holds, and how many figures."""

    name: str
    content: bytes
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeReports:
    """Counts them anew each time, from what was done: a past period comes out the same until its cases are forgotten.

    Each look is put on record before anything is shown.
    """

    reports: Reports
    files: CaseFiles
    policies: Policies
    looks: Looks
    formats: Mapping[TableFormat, TableAs]
    clock: Clock

    def __call__(self, landlord: str, by: str, name: str = "", on: date | None = None) -> Sequence[MadeReport]:
        """Return the reports of the period that holds a day, without one of the last that is over; one alone by name.

        Raises `NotFound` for a name that the policy does not know, `Refused` (in_the_future), `Unavailable`.
        """
        policy = self.policies.current(landlord)
        today = self.clock.now().astimezone(policy.zone).date()
        if on and on > today:
            raise Refused("in_the_future", f"{on.isoformat()} is still to come; there is nothing to report yet.")
        wanted = [one for one in policy.casework.reports if name in {"", one.name}]
        if name and not wanted:
            raise NotFound(f"The policy knows no report {name!r}.")
        told = {"name": name, "on": on.isoformat() if on else ""}
        self.looks.looked(landlord, Look.REPORT_READ, "", by, told)
        return [
            self.of_period(landlord, policy, one, period_of(on, one.every) if on else last_over(today, one.every))
            for one in wanted
        ]

    def export(
        self, landlord: str, by: str, written_as: TableFormat, name: str = "", on: date | None = None
    ) -> ReportFile:
        """Return the same as a file.

        Raises as above, and `Refused` (format_missing) for a format that this installation cannot write.
        """
        write = self.formats.get(written_as)
        if write is None:
            known = ", ".join(self.formats)
            raise Refused("format_missing", f"This installation cannot write {written_as}; it can write: {known}.")
        made = self(landlord, by, name, on)
        table = Table(
            title=f"Reports: {self.policies.current(landlord).name}",
            note=f"Where it could be told who it is, fewer than {FEWEST} are not counted out.",
            columns=COLUMNS,
            rows=tuple(row for one in made for row in _rows(one)),
        )
        file_name = f"report-{landlord}-{name or 'all'}.{written_as}"
        return ReportFile(name=file_name, content=write(table), rows=len(table.rows))

    def of_period(self, landlord: str, policy: Policy, report: Report, period: ReportPeriod) -> MadeReport:
        """Count one report for one period, up to now where it is not over. Raises `Unavailable`."""
        start, end = (start_of_day(day, policy.zone) for day in (period.first, period.after))
        house = self.reports.house(landlord, end)
        breaches = self.files.breaches(landlord, start, end)
        made_of = Material(
            period=period,
            clocks=policy.clocks,
            cases=tuple(self._case(landlord, one) for one in house.cases),
            breaches=tuple(one.customer_id for one in breaches),
            teams={name: _team(one) for name, one in house.officers.items()},
            now=self.clock.now(),
        )
        return MadeReport(asked_by=report, period=period, figures=figures(report.holds, made_of), cases=_begun(house))

    def _case(self, landlord: str, kept: CaseKept) -> ReportedCase:
        return ReportedCase(
            customer_id=kept.customer_id,
            acts=tuple(one.act for one in kept.filed if not one.restriction_id),
            lives=tuple(self._lives(landlord, kept)),
            adjustments=kept.adjustments,
            language=kept.language,
            priority=kept.priority,
            identified=kept.identified,
            reachable=kept.reachable,
        )

    def _lives(self, landlord: str, kept: CaseKept) -> Iterator[ReportedLife]:
        acts: dict[str, list[RestrictionAct]] = {}
        for one in kept.filed:
            if one.restriction_id and isinstance(one.act, RestrictionAct):
                acts.setdefault(one.restriction_id, []).append(one.act)
        for found in acts.values():
            history = History(tuple(found))
            made_under = self.policies.version(landlord, history.proposed.policy_version)
            yield ReportedLife(history=history, rules=made_under.casework, clocks=made_under.clocks)


def number_of(figure: Figure) -> Cell:
    """Return a number as people read it."""
    return f"fewer than {FEWEST}" if figure.number is None else figure.number


def _begun(house: House) -> int:
    return sum(1 for case in house.cases if case.filed)


def _team(officer: CaseOfficer) -> str:
    """Return the roles in which somebody decides, else the grade: a team, not a person."""
    signatory = officer.signatory
    return ", ".join(sorted(signatory.roles - {signatory.grade})) or signatory.grade


def _rows(made: MadeReport) -> Iterator[tuple[Cell, ...]]:
    for figure in made.figures:
        words = (_plain(text) for text in (figure.measure.value, figure.what, figure.of))
        yield (made.asked_by.name, made.period.first, made.period.last, *words, number_of(figure))


def _plain(code: str) -> str:
    return code.replace("_", " ")
