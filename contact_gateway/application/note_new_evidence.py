"""Something new about an issue that was closed: whether it is, a person decides, and it becomes a task (TUN-8.3d)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_calls import Tasks
from contact_gateway.application.ports_of_registers import ContactLookup, RestrictionFiles
from contact_gateway.application.records_of_calls import Task, TaskCode
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.new_evidence import to_be_judged_by
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction


def task_of_judging(task_id: str, contact_id: str, closed: Restriction, policy: Policy, now: datetime) -> Task:
    """Return the task, any manager's, to be done by the end of the next working day.

    `contact_id` is empty where the contact has no id yet.
    """
    return Task(
        id=task_id,
        code=TaskCode.DECIDE_ON_NEW_EVIDENCE,
        customer_id=closed.customer_id,
        contact_id=contact_id,
        for_officer="",
        clause=closed.clause,
        made_at=now,
        due_at=to_be_judged_by(policy, now),
        restriction_id=closed.id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNewEvidence:
    """Whoever talks to a customer, or reads what was written, hears or sees that there is something new."""

    lookup: ContactLookup
    restrictions: RestrictionFiles
    policies: Policies
    tasks: Tasks
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, contact_id: str, restriction_id: str) -> None:
        """Make the task, once for each contact.

        Raises `NotFound`, `Unavailable`, and `Refused` (no_closed_issue) where the restriction closes no issue to the
        customer of this contact.
        """
        customer_id = self.lookup.recorded(landlord, contact_id).decision.counted_for
        closed = self.restrictions.one(landlord, restriction_id).restriction
        if closed.kind is not Kind.NO_FURTHER_CONSIDERATION or closed.customer_id != customer_id:
            raise Refused("no_closed_issue", "This restriction closes no issue to the customer who made this contact.")
        policy = self.policies.current(landlord)
        self.tasks.add(landlord, task_of_judging(self.new_id(), contact_id, closed, policy, self.clock.now()))
