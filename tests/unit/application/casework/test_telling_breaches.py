"""Every contact against an arrangement is told to whom the policy names, once, after the call is surely over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.procedure.rules import CaseworkRules, Duty, Notice
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Occasion
from tests.builders import SAM_EMAIL, contact
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.room import HERE, LETTERS, Room
from tests.unit.domain.casework.cases import RULES

TOLD = Notice(on=Occasion.BREACH, to=("director",), clause="TUN-5.3a")
LOOK = Duty(
    on=Occasion.BREACH,
    task="look_at_what_was_declined",
    to="officer",
    within=Span(2, Unit.WORKING_DAYS),
    clause="TOR-06",
)


def room(*notices: Notice, duties: tuple[Duty, ...] = ()) -> Room:
    found = Room(rules=replace(RULES, letters=LETTERS, notices=notices, duties=duties))
    found.told()
    return found


def mail(at: Room, number: int = 1) -> Outcome:
    """Sam writes an e-mail, which is not allowed."""
    written: Contact = contact(
        Channel.EMAIL, sender=SAM_EMAIL, provider_id=f"M{number}", received_at=at.memory.clock.now(), authenticated=True
    )
    receive = ReceiveContact(log=MemoryContactLog(at.memory), policies=at.policies, clock=at.memory.clock)
    return receive(HERE, written).decision.outcome


def told(at: Room, minutes: int = 11) -> list[object]:
    """Who was mailed when the job ran so many minutes later."""
    clock = at.memory.clock
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(minutes=minutes))
    before = set(at.memory.of(HERE).outbox)
    at.does.jobs.tell_breaches(HERE)
    return [row.message.payload["to"] for key, row in at.memory.of(HERE).outbox.items() if key not in before]


@pytest.mark.clause("TUN-5.3a")
def test_every_breach_is_told_to_the_role_once() -> None:
    here = room(TOLD)
    here.at("2026-05-04T10:00")
    assert mail(here) is Outcome.HOLD
    assert told(here) == ["dee@landlord.example.org"]
    assert told(here) == []
    assert mail(here, 2) is Outcome.HOLD
    assert told(here) == ["dee@landlord.example.org"]


@pytest.mark.clause("TUN-5.3a")
def test_what_is_told_names_the_case_and_no_grounds() -> None:
    here = room(TOLD)
    here.at("2026-05-04T10:00")
    mail(here)
    told(here)
    text = str(list(here.memory.of(HERE).outbox.values())[-1].message.payload["text"])
    assert "customer sam: breach" in text
    assert "140 e-mails" not in text


def test_a_breach_is_not_told_while_the_call_may_still_turn_out_otherwise() -> None:
    here = room(TOLD)
    here.at("2026-05-04T10:00")
    mail(here)
    assert told(here, minutes=9) == []
    assert told(here, minutes=2) == ["dee@landlord.example.org"]


def test_jobs_that_stood_still_for_two_days_miss_no_breach() -> None:
    here = room(TOLD)
    here.at("2026-05-04T10:00")
    mail(here)
    assert told(here, minutes=2 * 24 * 60) == ["dee@landlord.example.org"]


def test_contact_within_the_arrangement_is_told_to_nobody() -> None:
    here = room(TOLD)
    here.at("2026-04-21T10:00")
    assert mail(here) is not Outcome.HOLD
    assert told(here) == []


@pytest.mark.clause("TOR-06")
def test_what_was_declined_is_somebody_s_to_look_at_once() -> None:
    here = room(duties=(LOOK,))
    here.at("2026-05-05T10:00")
    mail(here)
    told(here)
    told(here)
    (task,) = [task for task in here.memory.of(HERE).tasks.values() if task.code == LOOK.task]
    assert (task.for_officer, task.clause, task.customer_id, bool(task.contact_id)) == (
        "officer",
        "TOR-06",
        "sam",
        True,
    )
    assert task.due_at is not None
    assert task.due_at.astimezone(here.policy.zone).isoformat() == "2026-05-08T00:00:00+01:00"


def test_a_role_without_a_mailbox_is_told_by_a_person() -> None:
    here = room(replace(TOLD, to=("board",)))
    here.at("2026-05-04T10:00")
    mail(here)
    assert told(here) == []
    assert here.tasks()[-1] == "tell"


def test_a_policy_that_names_nobody_asks_for_nothing() -> None:
    here = Room(rules=CaseworkRules())
    assert here.does.jobs.tell_breaches(HERE) == 0
