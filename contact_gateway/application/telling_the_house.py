"""Tasks and mails about the policy as a whole, given once however often a job looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from contact_gateway.application.casework.notices import as_asked_by, mailboxes_of, written_to
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy

_SPACE = UUID("3f5b9d0e-6d2b-4a53-9f3e-0c8f6a1f7b64")
"""The space of the ids that follow from what a task is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the house is told: the task's code, whom, why by which clause, by when it is to be done, and the words.

    `about` says for ever what this is: found again, it is the same.
    """

    about: str
    code: str
    to: tuple[str, ...]
    clause: str
    by: date
    subject: str
    text: str


def told_to_the_house(told: Told, policy: Policy, officers: Mapping[str, CaseOfficer], now: datetime) -> Reminder:
    """Return a task for each role, and a mail to each of its mailboxes."""
    tasks = (_task(told, role, policy, now) for role in told.to)
    addresses = dict.fromkeys(address for role in told.to for address in mailboxes_of(role, policy, officers))
    text = f"{told.text}\n\n{as_asked_by(policy)}"
    notices = {f"{told.about} {address}": written_to(address, told.subject, text, policy) for address in addresses}
    return Reminder(tasks=tuple(tasks), notices=notices)


def _task(told: Told, role: str, policy: Policy, now: datetime) -> Task:
    return Task(
        id=str(uuid5(_SPACE, f"{policy.landlord}\n{told.about}\n{role}")),
        code=told.code,
        customer_id="",
        contact_id="",
        for_officer=role,
        clause=told.clause,
        made_at=now,
        due_at=start_of_day(told.by + timedelta(days=1), policy.zone),
    )
