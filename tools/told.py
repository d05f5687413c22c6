"""How a test went, and what of the product it ran."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

import pytest
from _pytest.runner import runtestprotocol

from tools.mutants import ROOT

Place = tuple[str, str]
"""A file and a function in it."""

_TOLD = ("assert", "AssertionError", "Failed: DID NOT RAISE")
_PRODUCT = str(ROOT / "contact_gateway")


class _Nobody(pytest.Item):
    """Comes after every test, so that what a whole session shares, such as a database, stays up."""

    def runtest(self) -> None:
        """Do nothing."""


def passes(item: pytest.Item) -> bool:
    """Run a test; whether it passed."""
    return all(report.passed for report in _reports(item))


def tells(item: pytest.Item) -> bool:
    """Run a test; whether it failed by an assertion."""
    return any(told(report) for report in _reports(item))


def told(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Whether it failed by an assertion; a test that merely crashes tells nothing."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return crash is not None and str(crash.message).startswith(_TOLD)


def run_by(item: pytest.Item) -> set[Place] | None:
    """Run a test; return the functions of the product that it ran, None where it failed."""
    places: set[Place] = set()
    with _watching(lambda code: places.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))):
        passed = passes(item)
    return places if passed else None


@contextmanager
def _watching(note: Callable[[CodeType], None]) -> Iterator[None]:
    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(_PRODUCT):
            note(frame.f_code)

    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(None)


def _reports(item: pytest.Item) -> list[pytest.TestReport]:
    return runtestprotocol(item, log=False, nextitem=_Nobody.from_parent(item.session, name="nobody"))
