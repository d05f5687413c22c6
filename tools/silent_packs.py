"""Packs that no longer say what one clause asks for: do the tests of that clause see it?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache

import pytest

from contact_gateway.adapters.policy_files import packs, stated
from contact_gateway.adapters.policy_files.faults import PackFaults, Path
from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.adapters.policy_files.shapes import Found
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.adapters.policy_files.stated import Stated, Tree, read_stated
from tools.children import in_a_child
from tools.mutants import forget
from tools.told import told


class _Told:
    """A pytest plugin that notes whether a test failed by an assertion."""

    def __init__(self) -> None:
        self.told = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Look at one step of a test."""
        self.told = self.told or told(report)


@cache
def packs_that_name(clause: str) -> Sequence[str]:
    """Return the landlords whose shipped packs say something by a clause."""
    return [slug for slug, text in shipped_packs().items() if clause in parse_pack(text).stated.clauses.values()]


def without(said: Stated, clause: str) -> Stated:
    """Return what a pack states, less whatever it says by this clause and by none within."""

    def is_gone(path: Path) -> bool:
        return said.clauses.get(path) == clause and all(
            named == clause for place, named in said.clauses.items() if place[: len(path)] == path
        )

    def kept(value: object, path: Path) -> object:
        if isinstance(value, dict):
            return {name: kept(item, (*path, name)) for name, item in value.items() if not is_gone((*path, name))}
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            return [kept(item, (*path, number)) for number, item in enumerate(value) if not is_gone((*path, number))]
        return value

    left: Tree = {name: kept(value, (name,)) for name, value in said.values.items() if not is_gone((name,))}
    gone = {path: "default" if named == clause else named for path, named in said.clauses.items()}
    return Stated(left, gone)


def tests_see_it_gone(slug: str, clause: str, tests: Iterable[str]) -> bool:
    """Whether a test tells once a shipped pack says nothing by this clause; no proof where that leaves no pack."""
    text = shipped_packs()[slug]

    def read_without(document: Tree, found: Found) -> Stated:
        return without(read_stated(document, found), clause)

    def work() -> bool:
        vars(packs)[stated.read_stated.__name__] = read_without
        forget()
        try:
            parse_pack(text)
        except PackFaults:
            return False
        for name in [name for name in sys.modules if name.split(".")[0] in {"tests", "conftest"}]:
            del sys.modules[name]  # what they read from packs when they were imported, they read again
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        seen = _Told()
        pytest.main(["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", *tests], plugins=[seen])
        return seen.told

    return in_a_child(work, otherwise=False)
