from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from contact_gateway.application.errors import NotFound, TalliesMoved
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_calls import Judgement, TaskCode
from contact_gateway.domain.contact import Step
from contact_gateway.domain.new_evidence import Finding
from contact_gateway.domain.usage import Usage
from tests.builders import MONDAY, contact
from tests.contracts.calls import MINUTE, a_call, a_task
from tests.contracts.contacts import CONNECTED, ONE_CONTACT, store
from tests.contracts.worlds import HERE, THERE, World


def test_a_task_comes_back_as_it_was_put(world: World, call: str) -> None:
    task = a_task(call, clause="OCT-4.3f", due_at=MONDAY + MINUTE)
    assert world.tasks.add(HERE, task)
    assert world.tasks.open(HERE) == [task]
    assert world.tasks.open(THERE) == []


def test_a_contact_gives_one_task_of_a_kind_however_often_it_is_told(world: World, call: str) -> None:
    task = a_task(call)

    def add(_: int) -> bool:
        return world.tasks.add(HERE, replace(task, id=new_id()))

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(add, range(8)))
    assert sum(added) == 1
    assert len(world.tasks.open(HERE)) == 1
    assert world.tasks.add(HERE, replace(task, id=new_id(), code=TaskCode.ASK_TO_STOP))
    other = a_call(world, 2)
    assert world.tasks.add(HERE, a_task(other))
    assert len(world.tasks.open(HERE)) == 3


def test_a_task_that_was_done_is_not_made_again(world: World, call: str) -> None:
    world.tasks.add(HERE, a_task(call))
    world.tasks.done(HERE, a_task(call).id, "lee", MONDAY)
    assert not world.tasks.add(HERE, replace(a_task(call), id=new_id()))
    assert world.tasks.open(HERE) == []


def test_tasks_without_a_contact_are_each_their_own(world: World) -> None:
    assert world.tasks.add(HERE, a_task(id="one"))
    assert world.tasks.add(HERE, a_task(id="two"))
    assert not world.tasks.add(HERE, a_task(id="two"))
    assert [task.id for task in world.tasks.open(HERE)] == ["one", "two"]


def test_what_is_due_first_comes_first_and_what_has_no_day_last(world: World) -> None:
    some_day = a_task(id="some day", made_at=MONDAY - MINUTE)
    tasks = [a_task(id=f"in {minutes}", due_at=MONDAY + minutes * MINUTE) for minutes in (3, 1, 2)]
    for task in (some_day, *tasks):
        world.tasks.add(HERE, task)
    assert [task.id for task in world.tasks.open(HERE)] == ["in 1", "in 2", "in 3", "some day"]
    assert [task.id for task in world.tasks.open(HERE, limit=1)] == ["in 1"]


def test_a_task_is_done_by_whoever_was_first(world: World, call: str) -> None:
    task = a_task(call)
    world.tasks.add(HERE, task)
    done = replace(task, done_at=MONDAY, done_by="lee")
    assert world.tasks.done(HERE, task.id, "lee", MONDAY) == done
    assert world.tasks.done(HERE, task.id, "max", MONDAY + MINUTE) == done
    assert world.tasks.open(HERE) == []


def test_what_was_found_and_why_stays_as_it_was_first_said(world: World, call: str) -> None:
    task = a_task(call, code=TaskCode.DECIDE_ON_NEW_EVIDENCE, restriction_id="restriction-1")
    world.tasks.add(HERE, task)
    assert world.tasks.one(HERE, task.id) == task
    nothing = Judgement(finding=Finding.NOTHING_NEW, reason="Zoë's photograph again.")
    done = replace(task, done_at=MONDAY, done_by="lee", finding=nothing.finding, reason=nothing.reason)
    assert world.tasks.done(HERE, task.id, "lee", MONDAY, nothing) == done
    new = Judgement(finding=Finding.SOMETHING_NEW, reason="A letter.")
    assert world.tasks.done(HERE, task.id, "max", MONDAY + MINUTE, new) == done
    assert world.tasks.one(HERE, task.id) == done


def test_tasks_of_a_step_are_there_with_it_and_once_a_contact(world: World) -> None:
    task = a_task(restriction_id="restriction-1")
    contact_id = store(world, contact(), tasks=(task,))
    store(world, contact(step=Step.KEY, pressed="1"), tasks=(replace(task, id=new_id()),))
    assert world.tasks.open(HERE) == [replace(task, contact_id=contact_id)]


def test_a_step_that_is_not_stored_leaves_no_task(world: World) -> None:
    charged = replace(CONNECTED, charges=(ONE_CONTACT,))
    store(world, contact(provider_id="CA2"), charged)
    with pytest.raises(TalliesMoved):
        store(world, contact(), charged, seen=Usage(), tasks=(a_task(),))
    assert world.tasks.open(HERE) == []


def test_what_nobody_knows_cannot_be_done(world: World, call: str) -> None:
    world.tasks.add(HERE, a_task(call))
    for landlord, task_id in ((HERE, "nothing"), (THERE, a_task(call).id)):
        with pytest.raises(NotFound):
            world.tasks.done(landlord, task_id, "lee", MONDAY)
        with pytest.raises(NotFound):
            world.tasks.one(landlord, task_id)
    assert world.tasks.open(HERE) == [a_task(call)]
