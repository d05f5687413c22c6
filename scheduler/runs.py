"""Running a job landlord by landlord, each slot once however many schedulers there are."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from contact_gateway.application.ports import JobRuns
from contact_gateway.application.services import Services

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
log = logging.getLogger(__name__)

Work = Callable[[Services, str], int]
"""One job for one landlord; returns how much was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A sweep: it looks for whatever is due, so that a run too many does nothing and a run missed loses nothing.

    `once_in` is how long a slot lasts, of which each is run by one scheduler only; None for work that is claimed row by
    row, which any number of schedulers may share.
    """

    name: str
    work: Work
    once_in: timedelta | None = None

    def slot(self, now: datetime) -> datetime | None:
        """Return the start of the slot that holds this instant."""
        return _EPOCH + (now - _EPOCH) // self.once_in * self.once_in if self.once_in else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Runs jobs. What goes wrong for one landlord stops no other; logs say what failed, never what it held."""

    services: Services
    job_runs: JobRuns

    def run(self, job: Job) -> None:
        """Run a job for every landlord. Raises `Unavailable` where not even their names can be read."""
        for landlord in self.services.policies.landlords():
            try:
                self._run_for(job, landlord)
            except Exception as fault:  # noqa: BLE001 the other landlords' jobs still run; the next slot tries this again
                log.error("%s failed for %s: %s", job.name, landlord, type(fault).__name__)  # noqa: TRY400 a trace holds data

    def _run_for(self, job: Job, landlord: str) -> None:
        slot = job.slot(self.services.clock.now())
        if slot is None:
            job.work(self.services, landlord)
        elif self.job_runs.start(landlord, job.name, slot):
            done = self._counted(job, landlord, slot)
            self.job_runs.finish(landlord, job.name, slot, f"done: {done}")

    def _counted(self, job: Job, landlord: str, slot: datetime) -> int:
        try:
            return job.work(self.services, landlord)
        except Exception as fault:
            self.job_runs.finish(landlord, job.name, slot, f"failed: {type(fault).__name__}")
            raise
