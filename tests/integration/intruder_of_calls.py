"""Every port behind which calls, tasks and recordings lie, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from contact_gateway.application.ports_of_calls import OpenBook
from tests.builders import MONDAY, contact
from tests.contracts.calls import a_leg, a_task, an_announcement, ended_by
from tests.contracts.contacts import store
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import LATER, their_announcement, their_leg, their_recording, their_task

Given = TypeVar("Given")


def _in_their_book(it: Intruder, do: Callable[[OpenBook], Given]) -> Given:
    with it.world.call_book.open(HERE, it.contact_id) as book:
        return do(book)


def _play_into_their_leg(it: Intruder) -> None:
    ours = a_leg(store(it.world, contact()), id=their_leg(it.contact_id).id)
    with it.world.call_book.open(HERE, ours.contact_id) as book:
        book.put_leg(ours)
        book.put_played(an_announcement(ours, id=their_announcement(it.contact_id).id))


CALL_PORTS: Mapping[str, Call] = {
    "OpenBook.call": lambda it: _in_their_book(it, lambda book: book.call()),
    "OpenBook.legs": lambda it: _in_their_book(it, lambda book: book.legs()),
    "OpenBook.put_leg": lambda it: _in_their_book(it, lambda book: book.put_leg(a_leg(it.contact_id, 9))),
    "OpenBook.put_played": _play_into_their_leg,
    "OpenBook.put_ended": lambda it: _in_their_book(it, lambda book: book.put_ended(ended_by(it.contact_id))),
    "CallBook.open": lambda it: _in_their_book(
        it, lambda book: book.put_leg(replace(their_leg(it.contact_id), to="us"))
    ),
    "CallBook.contact_of_leg": lambda it: it.world.call_book.contact_of_leg(HERE, their_leg(it.contact_id).id),
    "CallBook.announced": lambda it: it.world.call_book.announced(HERE, their_announcement(it.contact_id).id),
    "CallBook.live": lambda it: it.world.call_book.live(HERE, it.contact_id),
    "CallBook.notices_due": lambda it: it.world.call_book.notices_due(HERE, LATER),
    "CallBook.ends_due": lambda it: it.world.call_book.ends_due(HERE, LATER),
    "CallBook.open_since": lambda it: it.world.call_book.open_since(HERE, LATER),
    "Tasks.add": lambda it: it.world.tasks.add(HERE, a_task(it.contact_id, id=their_task(it.contact_id).id)),
    "Tasks.open": lambda it: it.world.tasks.open(HERE),
    "Tasks.done": lambda it: it.world.tasks.done(HERE, their_task(it.contact_id).id, "ours", MONDAY),
    "Recordings.add": lambda it: it.world.recordings.add(HERE, replace(their_recording(it.contact_id), seconds=1)),
    "Recordings.put": lambda it: it.world.recordings.put(HERE, replace(their_recording(it.contact_id), seconds=1)),
    "Recordings.to_fetch": lambda it: it.world.recordings.to_fetch(HERE),
    "Recordings.to_delete": lambda it: it.world.recordings.to_delete(HERE, LATER),
    "Recordings.of_contact": lambda it: it.world.recordings.of_contact(HERE, it.contact_id),
}
