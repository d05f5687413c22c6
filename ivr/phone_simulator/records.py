"""What an exchange keeps beside its calls: rooms, recordings, numbers, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.verbs import Callback, Seat


class RoomState(StrEnum):
    """How far a room has come: somebody waits, they talk, it is over."""

    INIT = "init"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Seated:
    """Who sits in a room, and on what terms."""

    call: Call
    seat: Seat


@dataclass(slots=True, kw_only=True, eq=False)
class Recording:
    """A recording of a call or of a room; no sound is kept but silence of that length."""

    sid: str
    account: str
    call: str
    source: str
    made_at: datetime
    room: str = ""
    status: str = "in-progress"
    seconds: int = 0
    told: str = ""
    at: str = ""


@dataclass(slots=True, kw_only=True, eq=False)
class Room:
    """A conference. `told` is whom the first to enter named; whoever enters later changes nothing about it."""

    sid: str
    account: str
    name: str
    made_at: datetime
    told: Callback
    state: RoomState = RoomState.INIT
    seats: dict[str, Seated] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    recording: Recording | None = None
    events_told: int = 0
    ended_why: str = ""
    ended_by: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state is RoomState.COMPLETED


@dataclass(slots=True, kw_only=True)
class Number:
    """A number of an account; `settings` are named as the REST API names them, such as `voice_url`."""

    sid: str
    account: str
    number: str
    made_at: datetime
    settings: dict[str, str] = field(default_factory=dict)


class Kind(StrEnum):
    """What sort of thing happened."""

    HEARS = "hears"
    DOES = "does"
    TALKS = "talks"
    ENDS = "ends"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that somebody at a telephone would notice: when, in which call, at which line, and what."""

    at: datetime
    call: str
    line: str
    kind: Kind
    text: str
    language: str = ""
