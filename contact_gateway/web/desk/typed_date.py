"""A date as somebody types it: day, month and year, whether there is such a day or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from werkzeug.datastructures import MultiDict

_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDate:
    """Three fields of a form; `prefix` is what their names begin with."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def read(cls, posted: MultiDict[str, str], prefix: str) -> Self:
        """Take the three fields as they were posted."""
        return cls(**{part: posted.get(f"{prefix}-{part}", "").strip() for part in ("day", "month", "year")})

    def as_posted(self, prefix: str) -> Iterator[tuple[str, str]]:
        """Yield what `read` takes."""
        yield from ((f"{prefix}-{part}", getattr(self, part)) for part in ("day", "month", "year"))

    @property
    def as_date(self) -> date | None:
        """The day that was typed, None where there is no such day, or the year is not written out."""
        try:
            typed = date(int(self.year), int(self.month), int(self.day))
        except (ValueError, OverflowError):
            return None
        return typed if typed.year in _YEARS else None
