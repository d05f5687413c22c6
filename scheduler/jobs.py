"""The table of jobs.

All times are UTC. What runs by the clock keeps away from 01:00 to 02:00 in the landlords' zone, which over the year is
00:00 to 02:00 UTC: that hour comes twice in October, and not at all in March.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.fetch_recordings import fetch_recordings
from scheduler.give_notices import give_notices
from scheduler.give_reports import give_reports
from scheduler.give_up_legs import give_up_legs
from scheduler.prepare_months import prepare_months
from scheduler.relay_outbox import relay_outbox
from scheduler.remind import remind
from scheduler.retain import retain
from scheduler.runs import Job
from scheduler.seal_audit import seal_audit
from scheduler.sweep_calls import sweep_calls
from scheduler.sweep_files import sweep_files
from scheduler.sweep_kept_answers import sweep_kept_answers
from scheduler.sweep_reviews import sweep_reviews
from scheduler.sweep_warnings import sweep_warnings
from scheduler.tell_breaches import tell_breaches


@dataclass(frozen=True, slots=True)
class Planned:
    """A job, and when it runs."""

    job: Job
    when: BaseTrigger


JOBS = (
    Planned(Job(name="relay_outbox", work=relay_outbox), IntervalTrigger(seconds=5, timezone=UTC)),
    Planned(Job(name="give_notices", work=give_notices), IntervalTrigger(seconds=5, timezone=UTC)),
    Planned(Job(name="give_up_legs", work=give_up_legs), IntervalTrigger(seconds=5, timezone=UTC)),
    Planned(Job(name="sweep_calls", work=sweep_calls), IntervalTrigger(minutes=1, timezone=UTC)),
    Planned(Job(name="sweep_warnings", work=sweep_warnings), IntervalTrigger(minutes=1, timezone=UTC)),
    Planned(Job(name="seal_audit", work=seal_audit), IntervalTrigger(minutes=1, timezone=UTC)),
    Planned(
        Job(name="fetch_recordings", work=fetch_recordings, once_in=timedelta(minutes=10)),
        CronTrigger(hour="3-23", minute="*/10", timezone=UTC),
    ),
    Planned(
        Job(name="sweep_kept_answers", work=sweep_kept_answers, once_in=timedelta(hours=1)),
        CronTrigger(hour="3-23", minute=25, timezone=UTC),
    ),
    Planned(
        Job(name="sweep_reviews", work=sweep_reviews, once_in=timedelta(hours=1)),
        CronTrigger(hour="3-23", minute=10, timezone=UTC),
    ),
    Planned(
        Job(name="remind", work=remind, once_in=timedelta(hours=1)),
        CronTrigger(hour="3-23", minute=15, timezone=UTC),
    ),
    Planned(
        Job(name="give_reports", work=give_reports, once_in=timedelta(days=1)),
        CronTrigger(hour="3-23/4", minute=20, timezone=UTC),
    ),
    Planned(Job(name="tell_breaches", work=tell_breaches), IntervalTrigger(minutes=10, timezone=UTC)),
    Planned(
        Job(name="sweep_files", work=sweep_files, once_in=timedelta(hours=1)),
        CronTrigger(hour="3-23/4", minute=40, timezone=UTC),
    ),
    Planned(
        Job(name="retain", work=retain, once_in=timedelta(days=1)),
        CronTrigger(hour="3-23/4", minute=15, timezone=UTC),
    ),
    Planned(
        Job(name="prepare_months", work=prepare_months, once_in=timedelta(hours=1)),
        CronTrigger(hour="3-23/4", minute=50, timezone=UTC),
    ),
)
