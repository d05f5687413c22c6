"""The scheduler's process: it wakes the jobs, and decides nothing."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterable
from datetime import UTC

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler

from contact_gateway.application.ports import JobRuns
from contact_gateway.application.services import Services
from scheduler.jobs import JOBS, Planned
from scheduler.runs import Runs

GRACE_SECONDS = 3600
"""How late a job may still run after the process was paused; many missed runs become one."""

_EVENTS = {EVENT_JOB_MISSED: "was missed", EVENT_JOB_ERROR: "failed", EVENT_JOB_MAX_INSTANCES: "is still running"}
log = logging.getLogger(__name__)


def run(services: Services, job_runs: JobRuns, jobs: Iterable[Planned] = JOBS) -> None:
    """Run the jobs until the process is told to stop (SIGTERM, SIGINT); what is running is finished first.

    Any number of these processes may run beside each other, on any machine.
    """
    scheduler = build(services, job_runs, jobs)
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: scheduler.shutdown(wait=False))
    scheduler.start()


def build(services: Services, job_runs: JobRuns, jobs: Iterable[Planned] = JOBS) -> BlockingScheduler:
    """Return a scheduler with these jobs in memory.

    Each runs at once too, so that what fell due while nothing ran is done now.
    """
    runs = Runs(services=services, job_runs=job_runs)
    scheduler = BlockingScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"coalesce": True, "misfire_grace_time": GRACE_SECONDS, "max_instances": 1},
    )
    for planned in jobs:
        scheduler.add_job(
            runs.run, planned.when, args=[planned.job], id=planned.job.name, next_run_time=services.clock.now()
        )
    scheduler.add_listener(_tell, EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)
    return scheduler


def _tell(event: JobEvent) -> None:
    log.error("%s %s", event.job_id, _EVENTS[event.code])
