"""Dates and times as people read them, by the clock of the landlord's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from contact_gateway.domain.wording import counted, said_time


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Say an instant: `Mon 2 Mar 2026, 10:05`; the hour that comes twice in October also names its clock."""
    shown = instant.astimezone(zone)
    comes_twice = shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
    return said_time(instant, zone) + (f" {shown.tzname()}" if comes_twice else "")


def long_date(day: date) -> str:
    """Say a date: `Monday 2 March 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def days_until(day: date, today: date) -> str:
    """Say how far off a date is: `3 days left`, `Due today`, `Overdue by 2 days`."""
    days = (day - today).days
    if days == 0:
        return "Due today"
    return f"{counted(days, 'day')} left" if days > 0 else f"Overdue by {counted(-days, 'day')}"
