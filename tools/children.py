"""Work in processes of their own, so that whatever it breaks is gone afterwards."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar, cast

PATIENCE_SECONDS = 30
PROCESSES = 2

Result = TypeVar("Result")

_given: list[Callable[[str], object]] = []
"""The work of a process beside others: it came with the copy of the parent, for work cannot be sent."""


def in_a_child(work: Callable[[], bool], *, otherwise: bool) -> bool:
    """Return what the work gives in a copy of this process; `otherwise` where that dies, or takes too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(work, writing)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], PATIENCE_SECONDS)
    if not ready:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return told == b"1" if told else otherwise


def side_by_side(work: Callable[[str], Result], tasks: Iterable[str]) -> Iterator[tuple[str, Result]]:
    """Share tasks out among copies of this process; return each with what came of it, as soon as it is done."""
    with ProcessPoolExecutor(PROCESSES, get_context("fork"), initializer=_remember, initargs=(work,)) as pool:
        todo = {pool.submit(_work_on, task): task for task in tasks}
        for done in as_completed(todo):
            yield todo[done], cast("Result", done.result())


def _remember(work: Callable[[str], object]) -> None:
    _given[:] = [work]


def _work_on(task: str) -> object:
    return _given[0](task)


def _answer(work: Callable[[], bool], writing: int) -> None:
    """Work, say what came of it, and go without any of the parent's farewells."""
    try:
        os.write(writing, b"1" if work() else b"0")
    finally:
        os._exit(0)
