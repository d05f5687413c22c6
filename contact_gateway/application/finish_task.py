"""Somebody did what was to be done."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_calls import Tasks
from contact_gateway.application.records_of_calls import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask:
    """A person did it: one of the landlord's officers."""

    tasks: Tasks
    people: People
    clock: Clock

    def __call__(self, landlord: str, task_id: str, officer: str) -> Task:
        """Mark a task as done and return it; who did it first stays.

        Raises `NotFound`, `Refused` (unknown_officer), `Unavailable`.
        """
        officers = {known.id for known in self.people.officers(landlord)}
        if officer not in officers:
            allowed = ", ".join(sorted(officers)) or "none yet"
            raise Refused("unknown_officer", f"There is no officer {officer!r}; the officers are: {allowed}.")
        return self.tasks.done(landlord, task_id, officer, self.clock.now())
