"""What is stored of something that falls due: a task that is given once, and a notice at each step of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid5

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.notices import mailboxes, notice
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_reminders import Over, Reminder
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER, OF_WHAT_HOLDS
from contact_gateway.domain.casework.falling_due import Alarm, FallsDue
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import owed_after_the_decision
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.periods import start_of_day

_SPACE = UUID("b0a0c5b6-55f4-4b0e-8a3f-2a7b7a4d9e21")
"""The space of the ids that follow from what a task is about."""

TOLD_ONLY = frozenset({Alarm.APPEAL_ANSWER_DUE, Alarm.INTERIM_LAPSES})
"""What is told alone: whoever received the appeal, or proposed at once, gave the task already."""


def reminder_of(due: Iterable[FallsDue], restriction_id: str, case: CaseAtHand) -> Reminder:
    """Return the tasks and the notices, each known by what it is about: found again, it is the same."""
    tasks: list[Task] = []
    notices: dict[str, OutgoingMessage] = {}
    for one in due:
        about = f"{one.alarm} {restriction_id} {one.subject} {one.on.isoformat()}"
        if one.alarm not in TOLD_ONLY:
            tasks.append(_task(one, about, restriction_id, case))
        for address in dict.fromkeys(address for to in one.to for address in mailboxes(to, case)):
            notices[f"{about} {one.told} {address}"] = notice(address, _words(one), "", case)
    return Reminder(tasks=tuple(tasks), notices=notices)


def over(restriction_id: str, history: History, case: CaseAtHand) -> Reminder:
    """Return that nobody can do any more what was to do about a restriction, where that has ended by now.

    Nobody needs a letter about its decision any more; what else is owed stays to be told.
    """
    if case.state_of(history) is not State.ENDED:
        return Reminder()
    codes = OF_WHAT_HOLDS if owed_after_the_decision(history) else (*OF_WHAT_HOLDS, ISSUE_LETTER)
    return Reminder(over=Over(restriction_id=restriction_id, codes=codes, at=case.now))


def id_of(case: CaseAtHand, about: str) -> str:
    """Return the id that follows from what a task is about, in whose case, at which landlord."""
    return str(uuid5(_SPACE, f"{case.landlord}\n{case.case.person.id}\n{about}"))


def _task(one: FallsDue, about: str, restriction_id: str, case: CaseAtHand) -> Task:
    return Task(
        id=id_of(case, about),
        code=one.alarm.value,
        customer_id=case.case.person.id,
        contact_id="",
        for_officer=one.to[0] if one.to else "",
        clause=one.clause,
        made_at=case.now,
        restriction_id=restriction_id,
        due_at=start_of_day(one.by + timedelta(days=1), case.clocks.zone),
    )


def _words(one: FallsDue) -> str:
    return f"{one.alarm.value.replace('_', ' ')}, {one.on.day} {one.on:%B %Y}"
