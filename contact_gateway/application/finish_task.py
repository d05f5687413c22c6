"""Somebody did what was to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_calls import Tasks
from contact_gateway.application.records_of_calls import Judgement, Task, TaskCode
from contact_gateway.application.tasks_of_casework import (
    AUTHORISE_INTERIM,
    DECIDE_APPEAL,
    DECIDE_WHETHER_TO_HEAR,
    ISSUE_LETTER,
    NAME_HEARER,
    PROPOSE_VARIATION,
    REVIEW_AGAIN,
)
from contact_gateway.domain.casework.falling_due import Alarm

_DONE_BY: Mapping[str, str] = {
    ISSUE_LETTER: "issuing the letter",
    DECIDE_APPEAL: "deciding the appeal",
    DECIDE_WHETHER_TO_HEAR: "naming who hears the appeal, or deciding that it is not heard",
    NAME_HEARER: "naming who hears the appeal, or deciding it",
    Alarm.APPEAL_ANSWER_OVERDUE: "deciding the appeal",
    AUTHORISE_INTERIM: "signing it, or lifting it",
    PROPOSE_VARIATION: "telling the customer of other terms, by another review, or by lifting it",
    REVIEW_AGAIN: "recording the review at the second level",
    Alarm.SECOND_REVIEW_OVERDUE: "recording the review at the second level",
    Alarm.REVIEW_DUE: "recording the review",
    Alarm.REVIEW_OVERDUE: "recording the review",
    Alarm.SUSPENDED_UNREVIEWED: "recording the review",
}
"""By which act a task about a restriction, or an appeal, is done: no tick decides anything, nor tells anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishTask:
    """A person did it: one of the landlord's officers."""

    tasks: Tasks
    people: People
    clock: Clock

    def __call__(self, landlord: str, task_id: str, officer: str, judgement: Judgement | None = None) -> Task:
        """Mark a task as done and return it; who did it first stays, and what was found with it.

        Raises `NotFound`, `Unavailable`, and `Refused`: unknown_officer; judgement_missing where somebody is to decide
        whether evidence is new (TUN-8.3d), or where an act about the restriction or the appeal does it, and
        judgement_not_asked where nobody is.
        """
        refuse_strangers(self.people, landlord, officer)
        task = self.tasks.one(landlord, task_id)
        if (task.restriction_id or task.about) and task.code in _DONE_BY and task.done_at is None:
            raise Refused("judgement_missing", f"A tick does not do this: it is done by {_DONE_BY[task.code]}.")
        is_to_judge = task.code is TaskCode.DECIDE_ON_NEW_EVIDENCE
        if is_to_judge and not (judgement and judgement.reason.strip()):
            raise Refused("judgement_missing", "Say what is to be judged: something_new or nothing_new, and why.")
        if judgement and not is_to_judge:
            raise Refused("judgement_not_asked", "There is no evidence to judge in this task: leave the judgement out.")
        return self.tasks.done(landlord, task_id, officer, self.clock.now(), judgement)
