"""In which words a contact was answered, and what was played into the call, can be told at any later time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_scripts import NewWords, SaidStep
from contact_gateway.domain.calls import Announcement, AnnouncementState
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, contact
from tests.contracts.calls import an_announcement, answered
from tests.contracts.worlds import HERE
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.fakes.script_services import memory_scripts

LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def memory() -> Memory:
    memory = Memory(FakeClock())
    MemoryPolicies(memory).import_pack(HERE, "Here Homes", MONDAY)
    return memory


def called(memory: Memory) -> str:
    receive = ReceiveContact(log=MemoryContactLog(memory), policies=MemoryPolicies(memory), clock=memory.clock)
    return receive(HERE, contact()).contact_id


def test_each_warning_is_told_in_the_words_that_were_played(memory: Memory) -> None:
    contact_id, services = called(memory), memory_scripts(memory)
    leg = answered(contact_id)
    first = an_announcement(leg, state=AnnouncementState.HEARD, sent_at=MONDAY)
    planned = an_announcement(leg, Announcement.TWO_MINUTES_LEFT, state=AnnouncementState.PLANNED)
    final = an_announcement(leg, Announcement.FINAL_WARNING, state=AnnouncementState.FAILED, sent_at=LATER)
    with MemoryCallBook(memory).open(HERE, contact_id) as book:
        book.put_leg(leg)
        for one in (first, planned, final):
            book.put_played(one)
    edit = replace(services.edit, clock=FakeClock(MONDAY + timedelta(minutes=1)))
    for key in ("first_warning", "final_warning"):
        edit(HERE, NewWords(language="en", script=key, text="Let us be kind."), 0, "robin")
    told = [(one.script, one.text, one.state, one.sent_at) for one in services.read.announced(HERE, contact_id)]
    assert told == [
        (Script.FIRST_WARNING, "First warning.", AnnouncementState.HEARD, MONDAY),
        (Script.FINAL_WARNING, "Let us be kind.", AnnouncementState.FAILED, LATER),
    ]


def test_a_call_without_a_room_was_told_nothing_while_it_went_on(memory: Memory) -> None:
    assert memory_scripts(memory).read.announced(HERE, called(memory)) == ()


def test_of_a_contact_that_nobody_knows_nothing_is_told(memory: Memory) -> None:
    with pytest.raises(NotFound):
        memory_scripts(memory).read.announced(HERE, "nobody")
    with pytest.raises(NotFound):
        memory_scripts(memory).read.said(HERE, "nobody")


def test_a_step_is_told_script_by_script_in_the_order_in_which_it_was_said(memory: Memory) -> None:
    (step,) = memory_scripts(memory).read.said(HERE, called(memory))
    assert isinstance(step, SaidStep)
    assert step.said[0] == (Script.GREETING, "Greeting.")
    assert step.said[-1] == (Script.CONNECTING, "Connecting.")
