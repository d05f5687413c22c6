"""What people have to do, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.record_rows import record_of, row_of
from contact_gateway.adapters.database.tables_of_calls import TASKS
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_calls import Task

_IT = TASKS.c


def add_task(connection: Connection, landlord: str, task: Task) -> bool:
    """Store a task in a transaction that has begun, once for each code and contact; False where it was there."""
    stored = insert(TASKS).values(row_of(landlord, task)).on_conflict_do_nothing().returning(_IT.id)
    return connection.execute(stored).scalar_one_or_none() is not None


class DatabaseTasks:
    """The tasks port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def add(self, landlord: str, task: Task) -> bool:
        """Store a task, once for each code and contact; False where it was there."""
        with self._database.transaction(landlord) as connection:
            return add_task(connection, landlord, task)

    def open(self, landlord: str, limit: int = 200) -> Sequence[Task]:
        """Return tasks that are not done, the earliest due first, those without a day last."""
        wanted = select(TASKS).where(_IT.landlord_id == landlord, _IT.done_at.is_(None))
        in_order = wanted.order_by(_IT.due_at.nulls_last(), _IT.made_at, _IT.id).limit(limit)
        with self._database.transaction(landlord) as connection:
            return [record_of(Task, dict(row)) for row in connection.execute(in_order).mappings()]

    def done(self, landlord: str, task_id: str, by: str, at: datetime) -> Task:
        """Mark a task as done, with an audit row, and return it; who did it first stays. Raises `NotFound`."""
        mine = (_IT.landlord_id == landlord) & (_IT.id == storable(task_id))
        marked = update(TASKS).where(mine, _IT.done_at.is_(None)).values(done_at=at, done_by=storable(by))
        with self._database.transaction(landlord) as connection:
            if connection.execute(marked.returning(_IT.id)).scalar_one_or_none() is not None:
                audit.record(connection, landlord, audit.Tag.TASK_DONE, task_id, by, {})
            row = connection.execute(select(TASKS).where(mine)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no task {task_id}.")
        return record_of(Task, dict(row))
