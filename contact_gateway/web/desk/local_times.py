"""Dates and times as people read them, by the clock of the landlord's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from contact_gateway.domain.wording import counted

_NOON = 12


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Say an instant: `Monday 2 March 2026, 10:05am`; the hour that comes twice in October also names its clock."""
    shown = instant.astimezone(zone)
    name = f" {shown.tzname()}" if _comes_twice(shown) else ""
    return f"{long_date(shown.date())}, {clock(shown)}{name}"


def clock(shown: datetime) -> str:
    """Say the time of day: `midnight`, `9am`, `10:05am`, `midday`, `5:30pm`."""
    if shown.minute == 0 and shown.hour in {0, _NOON}:
        return "midday" if shown.hour else "midnight"
    half = "am" if shown.hour < _NOON else "pm"
    hour = shown.hour % _NOON or _NOON
    return f"{hour}:{shown.minute:02}{half}" if shown.minute else f"{hour}{half}"


def long_date(day: date) -> str:
    """Say a date: `Monday 2 March 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def days_until(day: date, today: date) -> str:
    """Say how far off a date is: `3 days left`, `Due today`, `Overdue by 2 days`."""
    days = (day - today).days
    if days == 0:
        return "Due today"
    return f"{counted(days, 'day')} left" if days > 0 else f"Overdue by {counted(-days, 'day')}"


def _comes_twice(shown: datetime) -> bool:
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
