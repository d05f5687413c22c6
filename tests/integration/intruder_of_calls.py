"""Every port and every use case of calls, tasks and recordings, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from contact_gateway.application.build_calls import CallPorts, build_calls
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.end_call import Ending
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ids import new_id
from contact_gateway.application.place_leg import WantedLeg
from contact_gateway.application.ports_of_calls import OpenBook
from contact_gateway.application.records_of_calls import CallState, ProviderCall, StaffAct
from contact_gateway.application.room_changed import InRoom, RoomReport
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason
from tests.builders import MONDAY, contact, new_officer
from tests.contracts.calls import a_leg, a_task, an_announcement, ended_by
from tests.contracts.contacts import store
from tests.contracts.worlds import HERE
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.recording_store import FakeRecordingStore
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import (
    KEY,
    LATER,
    their_announcement,
    their_leg,
    their_recording,
    their_task,
    their_warning,
)

SOON = MONDAY + timedelta(hours=1)
GONE = ProviderCall(state=CallState.GONE)
ENDING = Ending(officer="ours", reason=EndReason.THREATENED)
WARNING = Announcement.FIRST_WARNING
Given = TypeVar("Given")


def _in_their_book(it: Intruder, do: Callable[[OpenBook], Given]) -> Given:
    with it.world.call_book.open(HERE, it.contact_id) as book:
        return do(book)


def _play_into_their_leg(it: Intruder) -> None:
    ours = a_leg(store(it.world, contact()), id=their_leg(it.contact_id).id)
    with it.world.call_book.open(HERE, ours.contact_id) as book:
        book.put_leg(ours)
        book.put_played(an_announcement(ours, id=their_announcement(it.contact_id).id))


def _give_up_their_warning(it: Intruder) -> object:
    ours = a_leg(store(it.world, contact()), id=their_leg(it.contact_id).id)
    warning = an_announcement(ours, id=their_warning(it.contact_id).id, state=AnnouncementState.FAILED)
    with it.world.call_book.open(HERE, ours.contact_id) as book:
        book.put_leg(ours)
        return book.put_not_heard(warning, a_task(it.contact_id, id=their_task(it.contact_id).id))


def _extend(it: Intruder) -> object:
    """Extend their call as one of our own officers; anybody else is refused before their call is looked at."""
    it.world.people.add(HERE, new_officer(id="mallory", name="Mallory Officer", contact_points=()))
    return _asked(it, lambda calls: calls.extend_call(HERE, it.contact_id, 5, "mallory"))


CALL_PORTS: Mapping[str, Call] = {
    "OpenBook.call": lambda it: _in_their_book(it, lambda book: book.call()),
    "OpenBook.legs": lambda it: _in_their_book(it, lambda book: book.legs()),
    "OpenBook.ended": lambda it: _in_their_book(it, lambda book: book.ended()),
    "OpenBook.put_leg": lambda it: _in_their_book(it, lambda book: book.put_leg(a_leg(it.contact_id, 9))),
    "OpenBook.put_longer": lambda it: _in_their_book(
        it, lambda book: book.put_longer(a_leg(it.contact_id, 9), "mallory")
    ),
    "OpenBook.put_act": lambda it: _in_their_book(it, lambda book: book.put_act(StaffAct.TAGGED_EMERGENCY, "mallory")),
    "OpenBook.put_played": _play_into_their_leg,
    "OpenBook.put_not_heard": _give_up_their_warning,
    "OpenBook.put_ended": lambda it: _in_their_book(it, lambda book: book.put_ended(ended_by(it.contact_id))),
    "CallBook.open": lambda it: _in_their_book(
        it, lambda book: book.put_leg(replace(their_leg(it.contact_id), to="us"))
    ),
    "CallBook.contact_of_leg": lambda it: it.world.call_book.contact_of_leg(HERE, their_leg(it.contact_id).id),
    "CallBook.announced": lambda it: it.world.call_book.announced(HERE, their_announcement(it.contact_id).id),
    "CallBook.live": lambda it: it.world.call_book.live(HERE, it.contact_id),
    "CallBook.notices_due": lambda it: it.world.call_book.notices_due(HERE, LATER),
    "CallBook.ends_due": lambda it: it.world.call_book.ends_due(HERE, LATER),
    "CallBook.limits_to_lift": lambda it: it.world.call_book.limits_to_lift(HERE),
    "CallBook.warnings_not_heard": lambda it: it.world.call_book.warnings_not_heard(HERE, LATER),
    "OpenCalls.without_end": lambda it: it.world.open_calls.without_end(HERE, SOON),
    "CallBook.unplaced": lambda it: it.world.call_book.unplaced(HERE, LATER),
    "CallBook.open_since": lambda it: it.world.call_book.open_since(HERE, LATER),
    "Tasks.add": lambda it: it.world.tasks.add(HERE, a_task(it.contact_id, id=their_task(it.contact_id).id)),
    "Tasks.open": lambda it: it.world.tasks.open(HERE),
    "Tasks.one": lambda it: it.world.tasks.one(HERE, their_task(it.contact_id).id),
    "Tasks.done": lambda it: it.world.tasks.done(HERE, their_task(it.contact_id).id, "ours", MONDAY),
    "Recordings.add": lambda it: it.world.recordings.add(HERE, replace(their_recording(it.contact_id), seconds=1)),
    "Recordings.put": lambda it: it.world.recordings.put(HERE, replace(their_recording(it.contact_id), seconds=1)),
    "Recordings.to_fetch": lambda it: it.world.recordings.to_fetch(HERE),
    "Recordings.to_delete": lambda it: it.world.recordings.to_delete(HERE, LATER),
    "Recordings.of_contact": lambda it: it.world.recordings.of_contact(HERE, it.contact_id),
}


def _asked(it: Intruder, do: Callable[[CallServices], object]) -> object:
    """Do something with calls, and return what came of it with all that the provider was asked, also where it fails."""
    world, live_calls = it.world, FakeLiveCalls()
    world.clock.stand_at(SOON)
    ports = CallPorts(
        log=world.log,
        lookup=world.contact_lookup,
        policies=world.policies,
        people=world.people,
        restrictions=world.restriction_files,
        book=world.call_book,
        open_calls=world.open_calls,
        live_calls=live_calls,
        recordings=world.recordings,
        store=FakeRecordingStore(),
        files=world.files,
        tasks=world.tasks,
        clock=world.clock,
        new_id=new_id,
        random_id=new_id,
    )
    calls = build_calls(ports, it.receive_contact, it.record_outcome)
    try:
        return do(calls), live_calls.asked
    except GatewayError as error:
        return str(error), live_calls.asked


def _wanted(it: Intruder) -> WantedLeg:
    theirs = their_leg(it.contact_id)
    return WantedLeg(
        contact_id=it.contact_id,
        call_id="CA1",
        turn=theirs.turn,
        to="lee",
        line="+442079460100",
        dialled="+442079460199",
        ring_seconds=20,
    )


def _report(it: Intruder) -> RoomReport:
    return RoomReport(what=InRoom.HEARD, at=MONDAY, announcement_id=their_announcement(it.contact_id).id)


CALL_USE_CASES: Mapping[str, Call] = {
    "read.so_far": lambda it: _asked(it, lambda calls: calls.read.so_far(HERE, KEY)),
    "read.leg": lambda it: _asked(it, lambda calls: calls.read.leg(HERE, their_leg(it.contact_id).id)),
    "read.announcement": lambda it: _asked(
        it, lambda calls: calls.read.announcement(HERE, their_announcement(it.contact_id).id)
    ),
    "place_leg": lambda it: _asked(it, lambda calls: calls.place_leg(HERE, _wanted(it))),
    "leg_changed": lambda it: _asked(it, lambda calls: calls.leg_changed(HERE, their_leg(it.contact_id).id, GONE)),
    "caller_left": lambda it: _asked(it, lambda calls: calls.caller_left(HERE, it.contact_id, MONDAY)),
    "room_changed": lambda it: _asked(
        it, lambda calls: calls.room_changed(HERE, their_leg(it.contact_id).id, _report(it))
    ),
    "take_message": lambda it: _asked(it, lambda calls: calls.take_message(HERE, KEY, "RE ours", 7)),
    "take_message.recorded_call": lambda it: _asked(
        it, lambda calls: calls.take_message.recorded_call(HERE, KEY, "RE ours", 7)
    ),
    "show_call": lambda it: _asked(it, lambda calls: calls.show_call(HERE, it.contact_id)),
    "play_warning": lambda it: _asked(it, lambda calls: calls.play_warning(HERE, it.contact_id, WARNING, "ours")),
    "end_call": lambda it: _asked(it, lambda calls: calls.end_call(HERE, it.contact_id, ENDING)),
    "extend_call": _extend,
    "tag_emergency": lambda it: _asked(it, lambda calls: calls.tag_emergency(HERE, it.contact_id, "mallory")),
    "pause_recording": lambda it: _asked(
        it, lambda calls: calls.pause_recording(HERE, it.contact_id, "mallory", paused=True)
    ),
    "give_notices": lambda it: _asked(it, lambda calls: calls.give_notices(HERE)),
    "give_up_legs": lambda it: _asked(it, lambda calls: calls.give_up_legs(HERE)),
    "sweep_calls": lambda it: _asked(it, lambda calls: calls.sweep_calls(HERE)),
    "sweep_warnings": lambda it: _asked(it, lambda calls: calls.sweep_warnings(HERE)),
    "note_new_evidence": lambda it: _asked(
        it, lambda calls: calls.note_new_evidence(HERE, it.contact_id, "their-restriction")
    ),
    "finish_task": lambda it: _asked(it, lambda calls: calls.finish_task(HERE, their_task(it.contact_id).id, "ours")),
    "fetch_recordings": lambda it: _asked(it, lambda calls: calls.fetch_recordings(HERE)),
}
