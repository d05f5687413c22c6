"""Remind whoever has to act before a date, and raise the alarm after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.noting_records import noted
from contact_gateway.application.casework.reminding import over, reminder_of
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.casework.falling_due import falling_due
from contact_gateway.domain.casework.falling_due_beside import falling_due_beside
from contact_gateway.domain.casework.record_notes import Made

SCHEDULER = "scheduler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """The daily look at every file, by each restriction's own version of the policy.

    It gives tasks and sends notices, among them the notes for records in the housing system, does the tasks
    that nobody can do any more, and changes no restriction: whether one is in force follows from dates alone.
    """

    work: CaseWork

    def __call__(self, landlord: str) -> int:
        """Return how many tasks and notices there are now that were not there before. Raises `Unavailable`."""
        return sum(self._remind(landlord, customer_id) for customer_id in self.work.files.customers(landlord))

    def _remind(self, landlord: str, customer_id: str) -> int:
        with self.work.as_it_stands(landlord, customer_id, SCHEDULER) as case:
            return sum(case.open_case.remind(one) for one in self._reminders(case))

    def _reminders(self, case: CaseAtHand) -> Iterator[Reminder]:
        acts = (one.act for one in case.case.filed if not one.restriction_id)
        yield reminder_of(falling_due_beside(acts, case.today, case.rules, case.clocks), "", case)
        made: list[Made] = []
        for restriction_id, history in case.histories().items():
            made_under = self.work.policies.version(case.landlord, history.proposed.policy_version)
            mine = replace(case, policy=made_under)
            made.append((history, mine.rules, mine.clocks))
            yield reminder_of(falling_due(history, case.now, mine.rules, mine.clocks), restriction_id, mine)
            yield over(restriction_id, history, mine)
        yield noted(made, case)
