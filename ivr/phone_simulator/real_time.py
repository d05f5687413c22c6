"""Lets a timeline pass as time passes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from ivr.phone_simulator.timeline import Timeline

SECONDS_A_STEP = 0.1

log = logging.getLogger(__name__)


class RealTime:
    """A thread that moves a timeline to what the clock says, ten times a second, until it is stopped."""

    def __init__(self, timeline: Timeline, clock: Callable[[], datetime]) -> None:
        """Take the timeline and what says the time."""
        self._timeline = timeline
        self._clock = clock
        self._stopped = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for it."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(SECONDS_A_STEP):
            try:
                self._timeline.advance_to(self._clock())
            except Exception:
                # One call that went wrong ends nobody else's.
                log.exception("A call on the exchange broke.")


@contextmanager
def passing(timeline: Timeline, clock: Callable[[], datetime]) -> Iterator[None]:
    """Let a timeline go with a clock for a while."""
    thread = RealTime(timeline, clock)
    thread.start()
    try:
        yield
    finally:
        thread.stop()
