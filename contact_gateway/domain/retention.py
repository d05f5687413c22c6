"""Until when what is kept was kept long enough."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from contact_gateway.domain.procedure.spans import Span
from contact_gateway.domain.working_days import WorkingCalendar


def kept_long_enough(span: Span, today: date, calendar: WorkingCalendar, zone: ZoneInfo) -> datetime:
    """Return the instant before which whatever came has been kept for the whole span; it may go.

    It is the midnight, by the landlord's clock, that begins the last day from which the span has run out. So nothing
    goes a moment too early, and what came on that very day goes a day later.
    """
    days = (today - timedelta(days=back) for back in count())
    last = next(day for day in days if span.after(day, calendar) <= today)
    return datetime.combine(last, time(), zone)
