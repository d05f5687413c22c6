"""Tell of contacts against an arrangement whomever the policy names, and give out what it wants done about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.follow_ups import follow_ups
from contact_gateway.application.casework.remind import SCHEDULER
from contact_gateway.application.casework.reminding import id_of
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_reminders import BreachSeen, Reminder
from contact_gateway.application.tasks_of_casework import TELL
from contact_gateway.domain.casework.duties import duties, notices
from contact_gateway.domain.policy import MAIN, Policy
from contact_gateway.domain.procedure.words import Occasion

SETTLED_AFTER = timedelta(minutes=10)
"""A later step of the same call may take a breach back: the caller pressed the key for emergencies."""

LOOKS_BACK = timedelta(days=3)
"""How long the jobs may have stood still without a breach being missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBreaches:
    """The sweep behind TUN-5.3a: every breach is told once, to the mailboxes of the role, without its grounds."""

    work: CaseWork
    settled_after: timedelta = SETTLED_AFTER

    def __call__(self, landlord: str) -> int:
        """Return how many tasks and notices there are now that were not there before.

        Raises `NotFound`, `Unavailable`.
        """
        policies, now = self.work.policies, self.work.clock.now()
        codes = (MAIN, *policies.beside(landlord))
        if not any(_tells(policies.current(landlord, code)) for code in codes):
            return 0
        seen = self.work.files.breaches(landlord, now - LOOKS_BACK, now - self.settled_after)
        by_customer: dict[str, list[BreachSeen]] = {}
        for one in seen:
            by_customer.setdefault(one.customer_id, []).append(one)
        return sum(self._tell(landlord, customer, breaches) for customer, breaches in by_customer.items())

    def _tell(self, landlord: str, customer_id: str, breaches: list[BreachSeen]) -> int:
        with self.work.as_it_stands(landlord, customer_id, SCHEDULER) as case:
            return sum(case.open_case.remind(_reminder(self._under(case, breach), breach)) for breach in breaches)

    def _under(self, case: CaseAtHand, breach: BreachSeen) -> CaseAtHand:
        """Return the case under the policy of the arrangement, as it is in force."""
        codes = (one.policy.code for one in case.case.filed if one.restriction_id == breach.restriction_id)
        code = next(codes, MAIN)
        return case if code == MAIN else replace(case, policy=self.work.policies.current(case.landlord, code))


def _tells(policy: Policy) -> bool:
    rules = policy.casework
    return bool(notices(rules, Occasion.BREACH) or duties(rules, Occasion.BREACH))


def _reminder(case: CaseAtHand, breach: BreachSeen) -> Reminder:
    broken = case.histories().get(breach.restriction_id)
    then = replace(case, now=breach.at)
    after = follow_ups(then, (Occasion.BREACH,), restriction_id=breach.restriction_id, about=broken)
    about = f"{Occasion.BREACH} {breach.contact_id}"
    tasks = (_about(task, breach, id_of(case, f"{about} {task.code} {task.for_officer}")) for task in after.tasks)
    notices = {f"{about} {message.payload['to']}": message for message in after.messages}
    return Reminder(tasks=tuple(tasks), notices=notices)


def _about(task: Task, breach: BreachSeen, task_id: str) -> Task:
    """Return the task with the contact that it is about; several roles may have to be told of the same one."""
    return replace(task, id=task_id, contact_id="" if task.code == TELL else breach.contact_id)
