"""One row of times for each day of the week, as a manager fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from werkzeug.datastructures import MultiDict

from contact_gateway.domain.periods import Weekday

DAYS: Mapping[str, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHours:
    """The times of one day as they were typed; both empty: closed."""

    opens: str = ""
    closes: str = ""


def _closed_all_week() -> Mapping[str, DayHours]:
    return {day: DayHours() for day in DAYS}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """The week; one window a day."""

    days: Mapping[str, DayHours] = field(default_factory=_closed_all_week)

    @classmethod
    def read(cls, posted: MultiDict[str, str]) -> Self:
        """Take the rows as they were posted."""
        return cls(
            days={
                day: DayHours(
                    opens=posted.get(f"{day}-opens", "").strip(), closes=posted.get(f"{day}-closes", "").strip()
                )
                for day in DAYS
            }
        )

    def as_posted(self) -> Iterator[tuple[str, str]]:
        """Yield what `read` takes."""
        for day, hours in self.days.items():
            yield f"{day}-opens", hours.opens
            yield f"{day}-closes", hours.closes

    def left_out(self) -> str:
        """Return what is missing, in a sentence; empty where nothing is."""
        halves = [DAYS[day] for day, hours in self.days.items() if bool(hours.opens) != bool(hours.closes)]
        if halves:
            return f"Enter both times for {halves[0]}, or none."
        return "" if self.windows() else "Enter the times of at least one day, such as 09:00 to 12:00."

    def windows(self) -> list[str]:
        """Return the windows as the domain reads them; days with the same times share one: `mon,tue 09:00-12:00`."""
        by_times: dict[str, list[str]] = {}
        for day in (weekday.name.lower() for weekday in Weekday):
            hours = self.days[day]
            if hours.opens and hours.closes:
                by_times.setdefault(f"{_written(hours.opens)}-{_written(hours.closes)}", []).append(day)
        return [f"{','.join(days)} {times}" for times, days in by_times.items()]

    def in_words(self) -> list[str]:
        """Return the rows that are filled in: `Monday 09:00 to 12:00`."""
        return [
            f"{DAYS[day]} {_written(hours.opens)} to {_written(hours.closes)}"
            for day, hours in self.days.items()
            if hours.opens and hours.closes
        ]


def _written(time: str) -> str:
    """Write `9`, `9:30` and `9.30` as the clock shows them; anything else stays, for the domain to refuse."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?", time)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else time
