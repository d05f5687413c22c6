"""The use cases of calls that go on, as the one thing that their doors are given beside the others."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.end_call import EndCall
from contact_gateway.application.extend_call import ExtendCall
from contact_gateway.application.fetch_recordings import FetchRecordings
from contact_gateway.application.finish_task import FinishTask
from contact_gateway.application.give_notices import GiveNotices
from contact_gateway.application.give_up_legs import GiveUpLegs
from contact_gateway.application.leg_changed import CallerLeft, LegChanged
from contact_gateway.application.note_new_evidence import NoteNewEvidence
from contact_gateway.application.pause_recording import PauseRecording
from contact_gateway.application.place_leg import PlaceLeg
from contact_gateway.application.play_warning import PlayWarning
from contact_gateway.application.ports_of_calls import CallBook, Recordings, Tasks
from contact_gateway.application.read_call import ReadCall
from contact_gateway.application.room_changed import RoomChanged
from contact_gateway.application.show_call import ShowCall
from contact_gateway.application.sweep_calls import SweepCalls
from contact_gateway.application.sweep_warnings import SweepWarnings
from contact_gateway.application.tag_emergency import TagEmergency
from contact_gateway.application.take_message import TakeMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CallServices:
    """What may be done with a call.

    The documents of a call ask `read` (the call so far, a leg, an announcement) and `place_leg`; its callbacks tell
    `leg_changed`, `caller_left`, `room_changed` and `take_message`; staff use the rest.
    """

    read: ReadCall
    show_call: ShowCall
    place_leg: PlaceLeg
    leg_changed: LegChanged
    caller_left: CallerLeft
    room_changed: RoomChanged
    take_message: TakeMessage
    play_warning: PlayWarning
    end_call: EndCall
    extend_call: ExtendCall
    tag_emergency: TagEmergency
    pause_recording: PauseRecording
    give_notices: GiveNotices
    give_up_legs: GiveUpLegs
    sweep_calls: SweepCalls
    sweep_warnings: SweepWarnings
    fetch_recordings: FetchRecordings
    finish_task: FinishTask
    note_new_evidence: NoteNewEvidence
    book: CallBook
    tasks: Tasks
    recordings: Recordings
