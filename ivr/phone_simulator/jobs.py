"""Jobs that the gateway's scheduler runs again and again, by the clock of an exchange that is moved."""

from __future__ import annotations

from collections.abc import Callable

from ivr.phone_simulator.timeline import Timeline

SECONDS_BETWEEN_NOTICES = 5
"""How often the scheduler looks for notices that are due."""


def later(timeline: Timeline, seconds: float, action: Callable[[], object]) -> None:
    """Do something outside the exchange, which goes on meanwhile."""

    def act() -> None:
        with timeline.turn_of_others():
            action()

    timeline.after(seconds, act)


def every(timeline: Timeline, seconds: float, action: Callable[[], object]) -> None:
    """Do something outside the exchange again and again."""

    def act() -> None:
        action()
        later(timeline, seconds, act)

    later(timeline, seconds, act)
