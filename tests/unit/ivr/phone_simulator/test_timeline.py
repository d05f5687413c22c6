"""A clock that moves only when it is told, and what waits on it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from threading import Thread
from time import monotonic, sleep

from hypothesis import given
from hypothesis import strategies as st

from ivr.phone_simulator.real_time import RealTime
from ivr.phone_simulator.timeline import Routine, Timeline, wait
from tests.unit.ivr.phone_simulator.exchanges import START

seconds = st.integers(0, 3600)


@given(st.lists(seconds, max_size=20), st.lists(seconds, min_size=1, max_size=5))
def test_everything_happens_in_its_order_at_its_time_however_the_clock_is_moved(
    dues: list[int], moves: list[int]
) -> None:
    timeline, happened = Timeline(START), list[tuple[int, float]]()

    def note(due: int) -> None:
        happened.append((due, (timeline.now() - START).total_seconds()))

    for due in dues:
        timeline.after(due, partial(note, due))
    for move in moves:
        timeline.advance(move)
    assert [due for due, _ in happened] == sorted(due for due in dues if due <= sum(moves))
    assert all(due == at for due, at in happened)
    assert timeline.now() == START + timedelta(seconds=sum(moves))


def test_what_is_cancelled_never_happens() -> None:
    timeline, happened = Timeline(START), list[str]()
    timeline.after(1, lambda: happened.append("rings")).cancel()
    timeline.advance(5)
    assert happened == []


def test_the_clock_never_goes_back() -> None:
    timeline = Timeline(START)
    timeline.advance(10)
    timeline.advance_to(START)
    assert timeline.now() == START + timedelta(seconds=10)


def test_a_routine_waits_for_its_time_whatever_it_is_told() -> None:
    timeline, ends = Timeline(START), list[float]()

    def routine() -> Routine:
        yield from wait(timeline, 10)
        ends.append((timeline.now() - START).total_seconds())

    strand = timeline.start(routine())
    timeline.advance(4)
    strand.tell("something")
    timeline.advance(20)
    assert ends == [10]
    assert strand.over


def test_what_a_routine_is_told_ends_its_wait() -> None:
    timeline, told = Timeline(START), list[object]()

    def routine() -> Routine:
        told.append((yield 10))
        told.append((yield 10))

    strand = timeline.start(routine())
    timeline.advance(4)
    strand.tell("a key")
    timeline.advance(9)
    assert told == ["a key"]
    timeline.advance(1)
    assert told == ["a key", None]


def test_an_interruption_that_is_no_longer_wanted_does_not_come() -> None:
    timeline, ended = Timeline(START), list[str]()

    def routine() -> Routine:
        yield 10
        ended.append("in its own time")

    strand = timeline.start(routine())
    timeline.advance(1)
    strand.interrupt(ValueError("now"), still=lambda: False)
    timeline.advance(10)
    assert ended == ["in its own time"]


def test_others_may_use_the_exchange_while_somebody_waits_for_an_answer() -> None:
    timeline, done = Timeline(START), list[str]()

    def somebody_else() -> None:
        with timeline.turn():
            done.append("changed something")

    def ask() -> None:
        with timeline.turn_of_others():
            thread = Thread(target=somebody_else)
            thread.start()
            thread.join(timeout=5)
        done.append("was answered")

    timeline.after(1, ask)
    timeline.advance(1)
    assert done == ["changed something", "was answered"]


def breaks() -> None:
    raise ValueError("This call is broken.")


def test_in_real_time_a_call_that_breaks_ends_nobody_elses() -> None:
    timeline, happened = Timeline(START), list[str]()
    timeline.after(1, breaks)
    timeline.after(2, lambda: happened.append("goes on"))
    began = monotonic()
    passing = RealTime(timeline, lambda: START + timedelta(seconds=50 * (monotonic() - began)))
    passing.start()
    while not happened and monotonic() - began < 10:
        sleep(0.05)
    passing.stop()
    assert happened == ["goes on"]
