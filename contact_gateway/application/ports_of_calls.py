"""What the use cases of a call need: the book of calls, the provider that carries them, and tasks for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_calls import (
    MOST_FAULTS,
    EndedBy,
    Judgement,
    Leg,
    LiveCall,
    Number,
    Occasion,
    OpenCall,
    Played,
    ProviderCall,
    Recording,
    StaffAct,
    Task,
)


class OpenBook(Protocol):
    """One transaction about one call; whoever else deals with the same call waits until it ends."""

    def call(self) -> LiveCall | None:
        """Return the leg of the highest turn with all that was played in the call, None before the first leg."""

    def legs(self) -> Sequence[Leg]:
        """Return all legs by turn."""

    def ended(self) -> EndedBy | None:
        """Return who ended the contact, also where it ran through no room; None where nobody of the staff did."""

    def put_leg(self, leg: Leg) -> None:
        """Store a leg, or what became of it. Raises `Refused` (`turn_taken`) where another leg has its turn."""

    def put_longer(self, leg: Leg, officer: str) -> None:
        """Store a leg that an officer lets go on for longer, with an audit row of who did, and until what limit."""

    def put_act(self, act: StaffAct, officer: str) -> None:
        """Put on record, as an audit row, what an officer did with the contact, which may run through no room."""

    def put_played(self, played: Played) -> None:
        """Store an announcement, or what became of it.

        Of warnings one in a call may be in flight, planned or sent. Raises `Refused` (`already_in_flight`) for another,
        with which the transaction is lost: look at what is played before.
        """

    def put_not_heard(self, played: Played, task: Task) -> bool:
        """Store a warning that was not heard, with the task that says so; False where the contact has one already."""

    def put_ended(self, ended: EndedBy, tasks: Sequence[Task] = ()) -> bool:
        """Store that staff ended the contact, with the draft of an incident and what has to follow.

        False where that was done before; then nothing is stored.
        """


class CallBook(Protocol):
    """The calls that run through a room. Raises `Unavailable` without the database, soon."""

    def open(self, landlord: str, contact_id: str) -> AbstractContextManager[OpenBook]:
        """Open the one transaction about a call; it commits when the block ends, and not when it raises."""

    def contact_of_leg(self, landlord: str, leg: str) -> str:
        """Return the contact of a leg. Raises `NotFound`."""

    def announced(self, landlord: str, announcement_id: str) -> Played:
        """Return an announcement. Raises `NotFound`."""

    def live(self, landlord: str, contact_id: str) -> LiveCall:
        """Return a call as it stands. Raises `NotFound` where none ran through a room."""

    def notices_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Played]:
        """Return planned announcements that are due, earliest first, of calls that are going on.

        Not among them: notices of a call that was tagged as an emergency, which has no end to give notice of.
        """

    def ends_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Leg]:
        """Return legs that are to end by then and that go on, ringing or answered, earliest first."""

    def limits_to_lift(self, landlord: str, limit: int = 50) -> Sequence[Leg]:
        """Return legs of emergencies that go on, which their provider may cut off at a limit; the oldest first."""

    def warnings_not_heard(self, landlord: str, before: datetime, limit: int = 50) -> Sequence[Played]:
        """Return warnings that were sent before then and not heard, the oldest first.

        That is all of which nothing was told, and of those that failed such as no task tells of.
        """

    def unplaced(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        """Return legs placed before that instant of which nobody knows that they ring, oldest first."""

    def open_since(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        """Return legs placed before that instant whose state is neither `over` nor `failed`, oldest first.

        Not among them: an unanswered one that another follows. One whose own call is over is among them until
        its caller was sent on.
        """


class LiveCalls(Protocol):
    """The provider that carries the landlord's calls.

    Each method returns when the provider has taken the request. It raises `NotDone` where the provider surely did not
    do it (refused, busy after five tries, never reached) and `Unclear` where it may have been done: what cannot be
    repeated without harm is then never tried again. No method takes longer than ten seconds.
    """

    def ring(self, landlord: str, leg: Leg, ring_seconds: int, dialled: str) -> str:
        """Place the leg's call; return its id at the provider.

        Whoever is rung sees `dialled`, the landlord's own number that the caller rang, never the caller's.
        """

    def announce(self, landlord: str, leg: Leg, announcement_id: str) -> None:
        """Play an announcement to everybody in the leg's room; that it was heard is told later, to the room's route."""

    def end_room(self, landlord: str, leg: Leg) -> None:
        """End the room, which ends the call for both; done where it is over already."""

    def end_call(self, landlord: str, call_id: str) -> None:
        """Hang up one call; done where it is over already."""

    def limit(self, landlord: str, call_id: str, seconds: int) -> None:
        """Change how long a live call may last, in seconds from its answer."""

    def send_on(self, landlord: str, call_id: str, path: str) -> None:
        """Take a live call out of whatever it is in, to another of our documents: `unanswered?turn=2`."""

    def look_up(self, landlord: str, call_id: str) -> ProviderCall:
        """Return a call as the provider has it."""

    def pause_recording(self, landlord: str, call_id: str, *, paused: bool, room_id: str = "") -> None:
        """Pause the recording of a live call, for a payment, or take it up again; of its room where it runs in one."""


class OpenCalls(Protocol):
    """Calls of which no end was told."""

    def without_end(self, landlord: str, before: datetime, limit: int = 100) -> Sequence[OpenCall]:
        """Return calls that began before then, oldest first; none that another system tells of.

        Two days long: what began longer before then was given up on.
        """


class RecordingStore(Protocol):
    """The recordings at the provider. Reaches no host but the provider's; raises `NotDone` and `Unclear`."""

    def fetch(self, landlord: str, recording_id: str, most_bytes: int) -> bytes:
        """Return a recording's sound; `NotDone` where it is longer than allowed."""

    def delete(self, landlord: str, recording_id: str) -> None:
        """Delete a recording; done where it is gone already."""


class Recordings(Protocol):
    """What we know of recordings."""

    def add(self, landlord: str, recording: Recording) -> bool:
        """Store a recording, once; False where it was there, and then it stays as it is."""

    def put(self, landlord: str, recording: Recording) -> None:
        """Store a recording, or what became of it."""

    def to_fetch(self, landlord: str, limit: int = 20, most_faults: int = MOST_FAULTS) -> Sequence[Recording]:
        """Return recordings that were not fetched yet, nor deleted, nor failed so often; the fewest faults first."""

    def to_delete(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Recording]:
        """Return recordings of which a copy should be gone, the fewest faults first.

        That is ours when its time is over, and the provider's as soon as we have ours, or when its time is over.
        """

    def of_contact(self, landlord: str, contact_id: str) -> Sequence[Recording]:
        """Return a contact's recordings, oldest first."""


class Tasks(Protocol):
    """What people have to do."""

    def add(self, landlord: str, task: Task) -> bool:
        """Store a task, once for each code and contact; False where it was there."""

    def open(self, landlord: str, limit: int = 200) -> Sequence[Task]:
        """Return tasks that are not done, the earliest due first, those without a day last."""

    def one(self, landlord: str, task_id: str) -> Task:
        """Return a task, done or not. Raises `NotFound`."""

    def done(self, landlord: str, task_id: str, by: str, at: datetime, judgement: Judgement | None = None) -> Task:
        """Mark a task as done, with what was found, and return it; what was first stays. Raises `NotFound`."""


class Numbers(Protocol):
    """The numbers of a landlord's account at the provider. Raises `NotDone` and `Unclear`."""

    def all(self, landlord: str) -> Sequence[Number]:
        """Return the account's numbers."""

    def connect(self, landlord: str, number_id: str, addresses: Mapping[Occasion, str]) -> None:
        """Tell the provider where to turn with a number's calls and texts; an occasion that is not named stays."""
