"""What people have to do, in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.record_rows import record_of, row_of
from contact_gateway.adapters.database.sealed_values import REASON, Seal
from contact_gateway.adapters.database.tables_of_calls import TASKS
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_calls import Judgement, Task
from contact_gateway.application.records_of_casework import Closing, Deed
from contact_gateway.application.records_of_reminders import Over

_IT = TASKS.c


def add_task(connection: Connection, landlord: str, task: Task) -> bool:
    """Store a task in a transaction that has begun, once for each code and contact; False where it was there."""
    row = {**row_of(landlord, task), "reason": None}  # a task that is new was not decided
    stored = insert(TASKS).values(row).on_conflict_do_nothing().returning(_IT.id)
    return connection.execute(stored).scalar_one_or_none() is not None


def close_tasks(connection: Connection, landlord: str, deed: Deed) -> None:
    """Mark as done what an act does away with, all but the newest so many, each with its audit row."""
    closing, act = deed.closing, deed.filed.act
    if closing:
        _close(connection, landlord, deed.filed.restriction_id, closing, storable(act.by), act.at)


def close_what_is_over(connection: Connection, landlord: str, over: Over, by: str) -> None:
    """Mark as done what nobody can do any more about a restriction that has ended, each with its audit row."""
    _close(connection, landlord, over.restriction_id, Closing(codes=over.codes), by, over.at)


def _close(connection: Connection, landlord: str, restriction_id: str, closing: Closing, by: str, at: datetime) -> None:
    mine = select(_IT.id).where(
        _IT.landlord_id == landlord,
        _IT.restriction_id == restriction_id,
        _IT.about == closing.about,
        _IT.code.in_(closing.codes),
        _IT.done_at.is_(None),
    )
    older = mine.order_by(_IT.made_at.desc(), _IT.id.desc()).offset(closing.but_newest)
    done = update(TASKS).where(_IT.landlord_id == landlord, _IT.id.in_(older))
    for task_id in connection.execute(done.values(done_at=at, done_by=by).returning(_IT.id)).scalars():
        audit.record(connection, landlord, audit.Tag.TASK_DONE, task_id, by, {})


class DatabaseTasks:
    """The tasks port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals the reasons of decisions."""
        self._database = database
        self._encryption = encryption

    def add(self, landlord: str, task: Task) -> bool:
        """Store a task, once for each code and contact; False where it was there."""
        with self._database.transaction(landlord) as connection:
            return add_task(connection, landlord, task)

    def open(self, landlord: str, limit: int = 200) -> Sequence[Task]:
        """Return tasks that are not done, the earliest due first, those without a day last."""
        wanted = select(TASKS).where(_IT.landlord_id == landlord, _IT.done_at.is_(None))
        in_order = wanted.order_by(_IT.due_at.nulls_last(), _IT.made_at, _IT.id).limit(limit)
        with self._database.transaction(landlord) as connection:
            return [self._task(landlord, dict(row)) for row in connection.execute(in_order).mappings()]

    def one(self, landlord: str, task_id: str) -> Task:
        """Return a task. Raises `NotFound`, and `NoKey` or `Unreadable` where a reason cannot be opened."""
        with self._database.transaction(landlord) as connection:
            row = connection.execute(select(TASKS).where(_is_it(landlord, task_id))).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no task {task_id}.")
        return self._task(landlord, dict(row))

    def done(self, landlord: str, task_id: str, by: str, at: datetime, judgement: Judgement | None = None) -> Task:
        """Mark a task as done, with an audit row, and return it; what was first stays. Raises `NotFound`."""
        changed: dict[str, object] = {"done_at": at, "done_by": storable(by)}
        found: dict[str, str] = {}
        if judgement:
            seal = Seal(self._encryption, landlord)
            found = {"finding": judgement.finding.value}
            changed |= found | {"reason": seal.text(REASON, (task_id,), judgement.reason)}
        marked = update(TASKS).where(_is_it(landlord, task_id), _IT.done_at.is_(None)).values(changed)
        with self._database.transaction(landlord) as connection:
            if connection.execute(marked.returning(_IT.id)).scalar_one_or_none() is not None:
                audit.record(connection, landlord, audit.Tag.TASK_DONE, task_id, by, found)
        return self.one(landlord, task_id)

    def _task(self, landlord: str, row: Mapping[str, Any]) -> Task:
        reason = Seal(self._encryption, landlord).read_text(REASON, (row["id"],), row["reason"])
        return record_of(Task, {**row, "reason": reason})


def _is_it(landlord: str, task_id: str) -> ColumnElement[bool]:
    return (_IT.landlord_id == landlord) & (_IT.id == storable(task_id))
