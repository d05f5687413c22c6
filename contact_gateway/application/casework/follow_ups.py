"""What an act brings with it: who then has what to do, by which day, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.notices import as_asked_by, mailboxes, notice
from contact_gateway.application.casework.roles_of_the_case import people_meant
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.tasks_of_casework import DECIDE_APPEAL, TELL
from contact_gateway.domain.casework.acts import Appealed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.duties import due_on, duties, notices
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds

_WORDS = {occasion: occasion.value.replace("_", " ") for occasion in Occasion}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that somebody has to do because of an act; `to` is an officer, a role, or empty for any manager.

    `about` is the appeal that it is about, where that is about no restriction.
    """

    code: str
    by: date | None = None
    to: str = ""
    clause: str = ""
    about: str = ""


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
    about: History | None = None,
    grounds: Grounds | None = None,
) -> FollowUps:
    """Return what the policy wants done and told on these occasions, beside what has to be done anyhow.

    `about` is the restriction that it is about, whose grounds and kind count; an incident has grounds of its own.
    """
    wanted = list(to_do)
    grounds = about.proposed.grounds if about else grounds
    kind = about.kind if about else None
    messages: list[OutgoingMessage] = []
    told: dict[str, None] = {}
    for occasion in occasions:
        wanted += [
            ToDo(
                code=duty.task,
                by=due_on(duty, case.today, case.clocks),
                to=next(iter(people_meant(duty.to, about)), ""),
                clause=duty.clause,
            )
            for duty in duties(case.rules, occasion, grounds, kind)
        ]
        for wished in notices(case.rules, occasion):
            for role in dict.fromkeys(name for to in wished.to for name in people_meant(to, about)):
                told[role] = None
                addresses = mailboxes(role, case)
                why = as_asked_by(case.policy)
                messages += [notice(address, _WORDS[occasion], why, case) for address in addresses]
                wanted += [] if addresses else [ToDo(code=TELL, to=role, clause=wished.clause)]
    tasks = tuple(_task(one, case, restriction_id) for one in wanted)
    return FollowUps(tasks=tasks, messages=tuple(messages), told=tuple(told))


def to_decide(appeal: Appealed | BareAppealed, hearer: str) -> ToDo:
    """Return what a hearer has to do who was named."""
    about = appeal.id if isinstance(appeal, BareAppealed) else ""
    return ToDo(code=DECIDE_APPEAL, by=appeal.due_on, to=hearer, about=about)


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
        about=to_do.about,
        due_at=start_of_day(to_do.by + timedelta(days=1), case.clocks.zone) if to_do.by else None,
    )
