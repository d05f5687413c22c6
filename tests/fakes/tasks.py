"""Tasks for people, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_calls import Judgement, Task
from contact_gateway.application.records_of_casework import Deed
from contact_gateway.application.records_of_reminders import Over
from tests.fakes.memory import LandlordRows, Memory


def keep_task(rows: LandlordRows, task: Task) -> None:
    """Store a task, where it is not there yet."""
    add_task(rows, task)


def add_task(rows: LandlordRows, task: Task) -> bool:
    """Store a task, once for each code and contact; False where it was there."""
    if is_known(rows, task):
        return False
    rows.tasks[task.id] = task
    return True


def is_known(rows: LandlordRows, task: Task) -> bool:
    """Return whether this task is there, or one of its code about its contact."""
    return any(
        one.id == task.id or (bool(task.contact_id) and (one.code, one.contact_id) == (task.code, task.contact_id))
        for one in rows.tasks.values()
    )


def close_tasks(rows: LandlordRows, deed: Deed) -> None:
    """Mark as done what an act does away with: all but the newest so many."""
    closing, act = deed.closing, deed.filed.act
    mine = [
        task
        for task in rows.tasks.values()
        if closing
        and task.code in closing.codes
        and (task.restriction_id, task.about, task.done_at) == (deed.filed.restriction_id, closing.about, None)
    ]
    mine.sort(key=lambda task: (task.made_at, task.id), reverse=True)
    for task in mine[closing.but_newest if closing else 0 :]:
        rows.tasks[task.id] = replace(task, done_at=act.at, done_by=act.by)
        rows.audit.append(f"staff:task:done {task.id} {act.by}")


def close_what_is_over(rows: LandlordRows, over: Over) -> None:
    """Mark as done what nobody can do any more about a restriction that has ended."""
    for task in tuple(rows.tasks.values()):
        if task.code in over.codes and (task.restriction_id, task.done_at) == (over.restriction_id, None):
            rows.tasks[task.id] = replace(task, done_at=over.at, done_by="scheduler")
            rows.audit.append(f"staff:task:done {task.id} scheduler")


class MemoryTasks:
    """The tasks port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, landlord: str, task: Task) -> bool:
        with self._memory.writing:
            return add_task(self._memory.of(landlord), task)

    def open(self, landlord: str, limit: int = 200) -> Sequence[Task]:
        with self._memory.writing:
            waiting = [task for task in self._memory.of(landlord).tasks.values() if task.done_at is None]
        return sorted(waiting, key=lambda task: (task.due_at is None, task.due_at or task.made_at, task.id))[:limit]

    def one(self, landlord: str, task_id: str) -> Task:
        with self._memory.writing:
            rows = self._memory.of(landlord)
            if task_id not in rows.tasks:
                raise NotFound(f"There is no task {task_id}.")
            return rows.tasks[task_id]

    def done(self, landlord: str, task_id: str, by: str, at: datetime, judgement: Judgement | None = None) -> Task:
        with self._memory.writing:
            rows, task = self._memory.of(landlord), self.one(landlord, task_id)
            if task.done_at is None:
                task = replace(task, done_at=at, done_by=by)
                if judgement:
                    task = replace(task, finding=judgement.finding, reason=judgement.reason)
                rows.tasks[task_id] = task
                rows.audit.append(f"staff:task:done {task_id}")
            return task
