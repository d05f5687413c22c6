"""A clock that can be moved, and routines that wait on it.

A routine is a generator. It yields for how many seconds it waits, None for ever, and gets what it was told meanwhile,
None when the time has passed. Nothing else runs while a routine runs, so that it needs no locks of its own.
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Routine = Generator[float | None, object, None]
"""What a strand runs."""

Waiting = Generator[float | None, object, None]
"""A part of a routine."""


@dataclass(slots=True, eq=False)
class Timer:
    """Something that will happen unless it is cancelled."""

    action: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        """Let it never happen."""
        self.cancelled = True


@dataclass(order=True, slots=True)
class _Due:
    at: datetime
    number: int
    timer: Timer = field(compare=False)


class Timeline:
    """The time of an exchange. It stands still until it is moved; threads take turns."""

    def __init__(self, start: datetime) -> None:
        """Begin at this instant, which has a zone."""
        self._now = start
        self._due: list[_Due] = []
        self._numbers = itertools.count()
        self._turn = threading.Lock()

    def now(self) -> datetime:
        """Return the instant at which the timeline stands."""
        return self._now

    def after(self, seconds: float, action: Callable[[], None]) -> Timer:
        """Do something once the clock has been moved by so many seconds; what is due at one instant keeps its order."""
        timer = Timer(action)
        heapq.heappush(self._due, _Due(self._now + timedelta(seconds=seconds), next(self._numbers), timer))
        return timer

    def start(self, routine: Routine) -> Strand:
        """Start a routine at this instant."""
        strand = Strand(self, routine)
        strand.tell(None)
        return strand

    def advance(self, seconds: float) -> None:
        """Move the clock, and do all that becomes due on the way."""
        self.advance_to(self._now + timedelta(seconds=seconds))

    def advance_to(self, instant: datetime) -> None:
        """Move the clock to an instant; never back."""
        with self.turn():
            while self._step(instant):
                pass
            self._now = max(self._now, instant)

    def run_while(self, goes_on: Callable[[], bool], until: datetime) -> bool:
        """Move the clock from one due thing to the next while something goes on; False where nothing more is due."""
        with self.turn():
            while goes_on():
                if not self._step(until):
                    return False
        return True

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep every other thread from changing anything."""
        with self._turn:
            yield

    @contextmanager
    def turn_of_others(self) -> Iterator[None]:
        """Let others change things while this thread waits for something outside, such as an answer."""
        self._turn.release()
        try:
            yield
        finally:
            self._turn.acquire()

    def _step(self, until: datetime) -> bool:
        if not self._due or self._due[0].at > until:
            return False
        due = heapq.heappop(self._due)
        if not due.timer.cancelled:
            self._now = max(self._now, due.at)
            due.timer.action()
        return True


class Strand:
    """A running routine. What it is told after its end is lost."""

    def __init__(self, timeline: Timeline, routine: Routine) -> None:
        """Take the routine, which has not begun."""
        self._timeline = timeline
        self._routine = routine
        self._waits: Timer | None = None
        self._begun = False
        self.over = False

    def tell(self, signal: object) -> None:
        """Give the routine something to know, once it waits."""
        self._timeline.after(0, lambda: self._resume(signal))

    def interrupt(self, fault: Exception, still: Callable[[], bool] = lambda: True) -> None:
        """Break into the routine with a fault, if that is still wanted when its turn comes."""
        self._timeline.after(0, lambda: self._break(fault) if still() else None)

    def _resume(self, signal: object) -> None:
        if not self.over:
            begun, self._begun = self._begun, True
            self._run(lambda: self._routine.send(signal if begun else None))

    def _break(self, fault: Exception) -> None:
        if not self.over:
            self._begun = True
            self._run(lambda: self._routine.throw(fault))

    def _run(self, go_on: Callable[[], float | None]) -> None:
        if self._waits:
            self._waits.cancel()
        try:
            seconds = go_on()
        except StopIteration:
            self.over = True
            return
        except BaseException:
            self.over = True
            raise
        self._waits = None if seconds is None else self._timeline.after(seconds, lambda: self._resume(None))


def wait(timeline: Timeline, seconds: float) -> Waiting:
    """Wait, whatever is told meanwhile."""
    end = timeline.now() + timedelta(seconds=seconds)
    while timeline.now() < end:
        yield (end - timeline.now()).total_seconds()


@contextmanager
def at_the_end(action: Callable[[], None]) -> Iterator[None]:
    """Do something when a part of a routine ends, in whatever way; but not when the whole exchange is thrown away."""
    try:
        yield
    except Exception:
        action()
        raise
    action()
