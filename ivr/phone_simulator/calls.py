"""A call on the exchange: who, from where, how far it has come; and the hands of whoever holds that telephone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ivr.phone_simulator.timeline import Strand, Timeline, Timer
from ivr.phone_simulator.verbs import NOBODY, Callback, Gather


class Status(StrEnum):
    """What the network calls the state of a call."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


ENDED, TIME_OVER = "the call ends", "the time is over, and the call ends"
"""Why a call is over that neither person ended."""

OVER = frozenset({Status.COMPLETED, Status.BUSY, Status.FAILED, Status.NO_ANSWER, Status.CANCELED})


class Direction(StrEnum):
    """Who placed a call."""

    INBOUND = "inbound"
    BY_API = "outbound-api"
    BY_DIAL = "outbound-dial"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words were spoken."""

    words: str


@dataclass(frozen=True, slots=True)
class Talked:
    """A message was spoken, for so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PickedUp:
    """A ringing telephone was picked up."""


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A ringing telephone was not to be had: busy, or out of order."""

    status: Status


class HungUp(Exception):
    """The call has ended, for this reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a call does next: the document at an address, asked for with these fields, or one that is given."""

    url: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    document: str = ""


class SentOn(Exception):
    """The call was taken out of whatever it was in."""

    def __init__(self, step: Step) -> None:
        """Take what it does instead."""
        super().__init__(step.url)
        self.step = step


class Person(Protocol):
    """Whoever holds a telephone. Each method may use the hands of the call, at once or later."""

    def rung(self, call: Call) -> None:
        """Their telephone rings."""

    def asked(self, call: Call, gather: Gather) -> None:
        """They have heard a prompt to its end and are awaited."""

    def connected(self, call: Call) -> None:
        """They can talk to somebody."""

    def recorded(self, call: Call) -> None:
        """They have heard the tone and may leave a message."""


@dataclass(slots=True, kw_only=True, eq=False)
class Call:
    """One leg of a call; `caller` is spelt as the network spells it, `parent` the call on whose behalf it was placed.

    `at` is the address of the document that it carries out, against which the next addresses are read.
    """

    sid: str
    account: str
    caller: str
    dialled: str
    direction: Direction
    person: Person
    timeline: Timeline
    made_at: datetime
    parent: str = ""
    at: str = ""
    fallback: str = ""
    told: Callback = NOBODY
    status: Status = Status.QUEUED
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    events_told: int = 0
    strand: Strand | None = None
    limit_seconds: int | None = None
    _limit: Timer | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen on it."""
        return self.status in OVER

    @property
    def seconds(self) -> int:
        """For how long it has lasted since its answer, in whole seconds; nought before."""
        if self.answered_at is None:
            return 0
        return round(((self.ended_at or self.timeline.now()) - self.answered_at).total_seconds())

    @property
    def line(self) -> str:
        """The line at whose end its person sits."""
        return self.caller if self.direction is Direction.INBOUND else self.dialled

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Let its person do something later."""
        self.timeline.after(seconds, action)

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.tell(Pressed(key))

    def speak(self, words: str) -> None:
        """Say something that is recognised as these words."""
        self.tell(Spoken(words))

    def leave_message(self, seconds: int) -> None:
        """Talk to a machine for so long, then be silent."""
        self.tell(Talked(seconds))

    def pick_up(self) -> None:
        """Answer."""
        self.tell(PickedUp())

    def turn_away(self, status: Status = Status.BUSY) -> None:
        """Do not answer, with this status."""
        self.tell(TurnedAway(status))

    def hang_up(self, why: str = "hangs up") -> None:
        """End the call."""
        if self.strand:
            self.strand.interrupt(HungUp(why))

    def tell(self, signal: object) -> None:
        """Let the call know something."""
        if self.strand:
            self.strand.tell(signal)

    def send_on(self, step: Step) -> None:
        """Take the call out of whatever it is in."""
        if self.strand:
            self.strand.interrupt(SentOn(step))

    def limit(self, seconds: int) -> None:
        """Let the call end so many seconds after its answer, whenever that comes."""
        self.limit_seconds = seconds
        if self.answered_at:
            self.keep_limit()

    def keep_limit(self) -> None:
        """See to it that an answered call keeps its limit."""
        if self._limit:
            self._limit.cancel()
        if self.limit_seconds is None:
            return
        left = max(self.limit_seconds - self.seconds, 0)
        self._limit = self.timeline.after(left, lambda: self.hang_up(TIME_OVER))

    def end(self, status: Status) -> None:
        """Take its last status."""
        self.status, self.ended_at = status, self.timeline.now()
        if self._limit:
            self._limit.cancel()
