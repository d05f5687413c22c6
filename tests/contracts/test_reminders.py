from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records import OutgoingMessage
from contact_gateway.application.records_of_reminders import BreachSeen, Over, Reminder
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Reason
from tests.builders import MONDAY, contact
from tests.contracts.calls import a_task
from tests.contracts.cases import BAN, DAY, add, banned, deed, settle, warned
from tests.contracts.contacts import CONNECTED, DECLINED, store
from tests.contracts.worlds import HERE, THERE, World

NOTICE = OutgoingMessage(kind="notice", channel=Channel.EMAIL, payload={"to": "lee@example.org", "text": "Look."})
REMINDER = Reminder(tasks=(a_task(),), notices={"review_due r1 2026-10-20 lee@example.org": NOTICE})
BROKEN = replace(DECLINED, reasons=(Reason("channel_ban", BAN.id),))


def remind(world: World, reminder: Reminder = REMINDER, customer_id: str = "sam") -> int:
    with world.case_files.open(HERE, customer_id) as case:
        return case.remind(reminder)


def test_what_is_found_due_again_is_there_once(world: World) -> None:
    settle(world)
    assert [remind(world), remind(world)] == [2, 0]
    assert world.tasks.open(HERE) == list(REMINDER.tasks)
    assert [message.message for message in world.outbox.claim(HERE, 9, 60)] == [NOTICE]


def test_what_was_done_and_what_was_sent_does_not_come_back(world: World) -> None:
    settle(world)
    remind(world)
    world.tasks.done(HERE, REMINDER.tasks[0].id, "lee", MONDAY)
    (message,) = world.outbox.claim(HERE, 9, 60)
    world.outbox.sent(HERE, message.id)
    assert remind(world) == 0
    assert world.tasks.open(HERE) == []


def test_another_step_of_the_same_thing_is_told_anew(world: World) -> None:
    settle(world)
    remind(world)
    assert remind(world, replace(REMINDER, notices={"another step": NOTICE})) == 1


def test_what_is_over_leaves_none_of_its_tasks_open_and_those_of_others(world: World) -> None:
    settle(world)
    of_it = a_task("", id="t1", code="authorise_interim", restriction_id="r1")
    tasks = (
        of_it,
        replace(of_it, id="t2", code="review_due"),
        replace(of_it, id="t3", restriction_id="r2"),
    )
    remind(world, Reminder(tasks=tasks))
    over = Over(restriction_id="r1", codes=("authorise_interim", "issue_letter"), at=MONDAY)
    assert [remind(world, Reminder(over=over)) for _ in range(2)] == [0, 0]
    assert {task.id for task in world.tasks.open(HERE)} == {"t2", "t3"}
    done = world.tasks.one(HERE, "t1")
    assert (done.done_at, done.done_by) == (MONDAY, "scheduler")


def test_a_reminder_that_is_not_committed_was_never_there(world: World) -> None:
    settle(world)

    def half_done() -> None:
        with world.case_files.open(HERE, "sam") as case:
            assert case.remind(REMINDER) == 2
            raise Refused("not_authorised", "No.")

    with pytest.raises(Refused):
        half_done()
    assert remind(world) == 2


def test_nobody_is_reminded_about_somebody_who_is_not_there(world: World) -> None:
    settle(world)
    with pytest.raises(NotFound):
        remind(world, customer_id="nobody")


def test_a_file_is_found_once_something_was_done_in_it(world: World) -> None:
    settle(world)
    settle(world, THERE)
    assert world.case_files.customers(HERE) == []
    add(world, deed(warned()), banned())
    add(world, deed(warned()), landlord=THERE)
    assert world.case_files.customers(HERE) == ["sam"]


def test_breaches_are_found_from_a_time_up_to_another(world: World) -> None:
    settle(world)
    broken = store(world, contact(provider_id="C1"), BROKEN)
    store(world, contact(provider_id="C2"), CONNECTED)
    found = [BreachSeen(contact_id=broken, customer_id="sam", restriction_id=BAN.id, at=MONDAY)]
    assert world.case_files.breaches(HERE, MONDAY, MONDAY + DAY) == found
    assert world.case_files.breaches(HERE, MONDAY - DAY, MONDAY) == []
    assert world.case_files.breaches(HERE, MONDAY + DAY, MONDAY + 2 * DAY) == []
    assert world.case_files.breaches(THERE, MONDAY, MONDAY + DAY) == []
