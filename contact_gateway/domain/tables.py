"""A table that leaves the house: a title, columns, and rows of texts, numbers and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date


class TableFormat(StrEnum):
    """What a table can be written as."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What stands in it; `note` is a sentence under the title. Every row has a cell for each column."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("A row has not one cell for each column.")
