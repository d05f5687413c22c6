"""The shapes of reports."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contact_gateway.domain.procedure.words import Measure
from contact_gateway.domain.reports.figures import FEWEST
from contact_gateway.domain.tables import TableFormat
from contact_gateway.web.api.shapes.base import Day, Shape, Word


class ReportQuery(Shape):
    """Which reports, of which period."""

    name: Word | None = Field(default=None, description="One report by its name in the policy; all of them without.")
    on: Day | None = Field(
        default=None, description="A day of the period, not in the future; without it the last period that is over."
    )
    as_file: TableFormat | None = Field(
        alias="format", default=None, description="The same as a file of this kind; JSON else."
    )


class FigureAnswer(Shape):
    """One number."""

    about: Measure
    what: str
    of: str = Field(description="Of which sort, empty: of all.")
    number: int | None = Field(description=f"Null: fewer than {FEWEST}, where it could be told who it is.")


class ReportAnswer(Shape):
    """A report of one period."""

    name: str
    first_day: date
    last_day: date
    to: list[str]
    clause: str
    figures: list[FigureAnswer]


class ReportList(Shape):
    """The reports that were asked for."""

    items: list[ReportAnswer]
