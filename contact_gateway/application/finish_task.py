"""Somebody did what was to be done."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_calls import Tasks
from contact_gateway.application.records_of_calls import Judgement, Task, TaskCode


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask:
    """A person did it: one of the landlord's officers."""

    tasks: Tasks
    people: People
    clock: Clock

    def __call__(self, landlord: str, task_id: str, officer: str, judgement: Judgement | None = None) -> Task:
        """Mark a task as done and return it; who did it first stays, and what was found with it.

        Raises `NotFound`, `Unavailable`, and `Refused`: unknown_officer; judgement_missing where somebody is to decide
        whether evidence is new (TUN-8.3d), and judgement_not_asked where nobody is.
        """
        refuse_strangers(self.people, landlord, officer)
        is_to_judge = self.tasks.one(landlord, task_id).code is TaskCode.DECIDE_ON_NEW_EVIDENCE
        if is_to_judge and not (judgement and judgement.reason.strip()):
            raise Refused("judgement_missing", "Say what is to be judged: something_new or nothing_new, and why.")
        if judgement and not is_to_judge:
            raise Refused("judgement_not_asked", "There is no evidence to judge in this task: leave the judgement out.")
        return self.tasks.done(landlord, task_id, officer, self.clock.now(), judgement)
