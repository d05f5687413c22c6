"""Puts the use cases of calls together from their ports, which are the database's and the provider's, or a test's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.closing import Closing
from contact_gateway.application.end_call import EndCall
from contact_gateway.application.extend_call import ExtendCall
from contact_gateway.application.fetch_recordings import FetchRecordings
from contact_gateway.application.finish_task import FinishTask
from contact_gateway.application.give_notices import GiveNotices
from contact_gateway.application.give_up_legs import GiveUpLegs
from contact_gateway.application.leg_changed import CallerLeft, LegChanged
from contact_gateway.application.leg_events import LegEvents
from contact_gateway.application.lift_limit import LiftLimit
from contact_gateway.application.note_new_evidence import NoteNewEvidence
from contact_gateway.application.pause_recording import PauseRecording
from contact_gateway.application.place_leg import PlaceLeg
from contact_gateway.application.play_warning import PlayWarning
from contact_gateway.application.ports import Clock, ContactLog, People, Policies
from contact_gateway.application.ports_of_calls import (
    CallBook,
    LiveCalls,
    OpenCalls,
    Recordings,
    RecordingStore,
    Tasks,
)
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.ports_of_registers import ContactLookup, RestrictionFiles
from contact_gateway.application.read_call import ReadCall
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.room_changed import RoomChanged
from contact_gateway.application.show_call import NeedsWarnings, ShowCall
from contact_gateway.application.sweep_calls import SweepCalls
from contact_gateway.application.sweep_warnings import SweepWarnings
from contact_gateway.application.tag_emergency import TagEmergency
from contact_gateway.application.take_message import TakeMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPorts:
    """What calls need from the world. `new_id` gives ids in order, `random_id` such as say nothing to anybody."""

    log: ContactLog
    lookup: ContactLookup
    policies: Policies
    people: People
    restrictions: RestrictionFiles
    book: CallBook
    open_calls: OpenCalls
    live_calls: LiveCalls
    recordings: Recordings
    store: RecordingStore
    files: Files
    tasks: Tasks
    clock: Clock
    new_id: Callable[[], str]
    random_id: Callable[[], str]


def build_calls(ports: CallPorts, receive_contact: ReceiveContact, record_outcome: RecordOutcome) -> CallServices:
    """Return what may be done with a call."""
    book, live, clock, lookup = ports.book, ports.live_calls, ports.clock, ports.lookup
    leg_events = LegEvents(lookup=lookup, record_outcome=record_outcome)
    leg_changed = LegChanged(book=book, live_calls=live, leg_events=leg_events, clock=clock)
    caller_left = CallerLeft(book=book, live_calls=live, leg_events=leg_events)
    announcing = Announcing(book=book, live_calls=live)
    closing = Closing(book=book, live_calls=live, announcing=announcing, clock=clock, new_id=ports.random_id)
    lift_limit = LiftLimit(book=book, live_calls=live)
    return CallServices(
        show_call=ShowCall(log=ports.log, lookup=lookup, book=book, needs_warnings=NeedsWarnings(people=ports.people)),
        read=ReadCall(log=ports.log, lookup=lookup, policies=ports.policies, book=book),
        place_leg=PlaceLeg(book=book, live_calls=live, clock=clock, new_id=ports.random_id, new_room=ports.random_id),
        leg_changed=leg_changed,
        caller_left=caller_left,
        room_changed=_room_changed(ports, leg_events, leg_changed),
        take_message=_take_message(ports, record_outcome),
        play_warning=PlayWarning(book=book, lookup=lookup, announcing=announcing, clock=clock, new_id=ports.random_id),
        end_call=_end_call(ports, closing, leg_changed),
        extend_call=_extend_call(ports, lift_limit),
        tag_emergency=TagEmergency(book=book, lift_limit=lift_limit, lookup=lookup, receive_contact=receive_contact),
        pause_recording=PauseRecording(book=book, live_calls=live, lookup=lookup),
        give_notices=GiveNotices(book=book, announcing=announcing, closing=closing, lift_limit=lift_limit, clock=clock),
        give_up_legs=GiveUpLegs(book=book, leg_changed=leg_changed, policies=ports.policies, clock=clock),
        sweep_calls=_sweep_calls(ports, leg_changed, caller_left, record_outcome),
        sweep_warnings=SweepWarnings(book=book, lookup=lookup, clock=clock, new_id=ports.new_id),
        fetch_recordings=FetchRecordings(
            recordings=ports.recordings, store=ports.store, files=ports.files, clock=clock
        ),
        finish_task=FinishTask(tasks=ports.tasks, people=ports.people, clock=clock),
        note_new_evidence=_note_new_evidence(ports),
        book=book,
        tasks=ports.tasks,
        recordings=ports.recordings,
    )


def _room_changed(ports: CallPorts, leg_events: LegEvents, leg_changed: LegChanged) -> RoomChanged:
    return RoomChanged(
        book=ports.book,
        live_calls=ports.live_calls,
        leg_events=leg_events,
        leg_changed=leg_changed,
        clock=ports.clock,
        new_id=ports.random_id,
    )


def _take_message(ports: CallPorts, record_outcome: RecordOutcome) -> TakeMessage:
    return TakeMessage(
        log=ports.log,
        lookup=ports.lookup,
        record_outcome=record_outcome,
        policies=ports.policies,
        restrictions=ports.restrictions,
        recordings=ports.recordings,
        tasks=ports.tasks,
        clock=ports.clock,
        new_id=ports.new_id,
    )


def _note_new_evidence(ports: CallPorts) -> NoteNewEvidence:
    return NoteNewEvidence(
        lookup=ports.lookup,
        restrictions=ports.restrictions,
        policies=ports.policies,
        tasks=ports.tasks,
        clock=ports.clock,
        new_id=ports.new_id,
    )


def _extend_call(ports: CallPorts, lift_limit: LiftLimit) -> ExtendCall:
    return ExtendCall(
        book=ports.book,
        live_calls=ports.live_calls,
        lift_limit=lift_limit,
        lookup=ports.lookup,
        people=ports.people,
        clock=ports.clock,
        new_id=ports.random_id,
    )


def _end_call(ports: CallPorts, closing: Closing, leg_changed: LegChanged) -> EndCall:
    return EndCall(
        book=ports.book,
        live_calls=ports.live_calls,
        closing=closing,
        leg_changed=leg_changed,
        lookup=ports.lookup,
        people=ports.people,
        needs_warnings=NeedsWarnings(people=ports.people),
        policies=ports.policies,
        clock=ports.clock,
        new_id=ports.new_id,
    )


def _sweep_calls(
    ports: CallPorts, leg_changed: LegChanged, caller_left: CallerLeft, record_outcome: RecordOutcome
) -> SweepCalls:
    return SweepCalls(
        book=ports.book,
        open_calls=ports.open_calls,
        live_calls=ports.live_calls,
        leg_changed=leg_changed,
        caller_left=caller_left,
        record_outcome=record_outcome,
        policies=ports.policies,
        clock=ports.clock,
    )
