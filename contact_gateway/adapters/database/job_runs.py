"""Which slots of which jobs were run, in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_service import JOB_RUNS


class DatabaseJobRuns:
    """The job runs port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def start(self, landlord: str, job: str, slot: datetime) -> bool:
        """Claim a slot; False where somebody has it, in whatever process."""
        row = {"landlord_id": landlord, "job": job, "slot": slot}
        with self._database.transaction(landlord) as connection:
            claimed = insert(JOB_RUNS).values(row).on_conflict_do_nothing().returning(JOB_RUNS.c.slot)
            return connection.execute(claimed).one_or_none() is not None

    def finish(self, landlord: str, job: str, slot: datetime, result: str) -> None:
        """Record what came of it."""
        run = (JOB_RUNS.c.landlord_id == landlord) & (JOB_RUNS.c.job == job) & (JOB_RUNS.c.slot == slot)
        with self._database.transaction(landlord) as connection:
            connection.execute(update(JOB_RUNS).where(run).values(finished_at=func.now(), result=result))
