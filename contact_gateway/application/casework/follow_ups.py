"""What an act brings with it: who then has what to do, by which day, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_casework import CaseOfficer
from contact_gateway.domain.casework.duties import due_on, duties, notices
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import QUEUE, Policy
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds

TELL = "tell"
"""The task where the policy wants somebody told whom no mail reaches."""

_WORDS = {occasion: occasion.value.replace("_", " ") for occasion in Occasion}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that somebody has to do because of an act; `to` is an officer, a role, or empty for any manager."""

    code: str
    by: date | None = None
    to: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUps:
    """Tasks, notices, and the names of those whom the notices go to."""

    tasks: tuple[Task, ...] = ()
    messages: tuple[OutgoingMessage, ...] = ()
    told: tuple[str, ...] = ()


def follow_ups(
    case: CaseAtHand,
    occasions: Iterable[Occasion],
    to_do: Iterable[ToDo] = (),
    restriction_id: str = "",
    grounds: Grounds | None = None,
) -> FollowUps:
    """Return what the policy wants done and told on these occasions, beside what has to be done anyhow."""
    wanted = list(to_do)
    messages: list[OutgoingMessage] = []
    told: dict[str, None] = {}
    for occasion in occasions:
        wanted += [
            ToDo(code=duty.task, by=due_on(duty, case.today, case.clocks), to=duty.to, clause=duty.clause)
            for duty in duties(case.rules, occasion, grounds)
        ]
        for notice in notices(case.rules, occasion):
            for role in notice.to:
                told[role] = None
                addresses = list(_addresses(role, case))
                messages += [_notice(address, occasion, case) for address in addresses]
                wanted += [] if addresses else [ToDo(code=TELL, to=role, clause=notice.clause)]
    tasks = tuple(_task(one, case, restriction_id) for one in wanted)
    return FollowUps(tasks=tasks, messages=tuple(messages), told=tuple(told))


def _task(to_do: ToDo, case: CaseAtHand, restriction_id: str) -> Task:
    return Task(
        id=case.new_id(),
        code=to_do.code,
        customer_id=case.case.person.id,
        contact_id="",
        for_officer=to_do.to,
        clause=to_do.clause,
        made_at=case.now,
        restriction_id=restriction_id,
        due_at=start_of_day(to_do.by + timedelta(days=1), case.clocks.zone) if to_do.by else None,
    )


def _addresses(role: str, case: CaseAtHand) -> Iterator[str]:
    """Give the mailboxes of a role: its team's, else those of the officers who hold it."""
    team = case.policy.destinations.get(role)
    if team and team.email:
        yield team.email
        return
    holders: list[CaseOfficer] = [officer for officer in case.case.officers.values() if officer.holds(role)]
    yield from (officer.email for officer in holders if officer.email)


def _notice(to: str, occasion: Occasion, case: CaseAtHand) -> OutgoingMessage:
    """Say that something happened, and in whose case by the id alone: mail is read by whoever opens it."""
    text = (
        f"In the case of customer {case.case.person.id}: {_WORDS[occasion]}. You are told because the policy of "
        f"{case.policy.name} asks for it.\n\nSign in to see what was arranged."
    )
    return OutgoingMessage(
        kind="notice",
        channel=Channel.EMAIL,
        payload={
            "to": to,
            "from": _own_address(case.policy) or to,
            "from_name": case.policy.name,
            "subject": f"Contact arrangements: {_WORDS[occasion]}",
            "text": text,
        },
    )


def _own_address(policy: Policy) -> str:
    """Return the landlord's first mailbox."""
    queue = policy.destinations.get(QUEUE)
    addresses = (*(line.address for line in policy.lines), queue.email if queue else "")
    return next((address for address in addresses if "@" in address), "")
