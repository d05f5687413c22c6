"""A pytest plugin that takes away what clauses ask for, and looks whether their tests tell."""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from pathlib import Path

import pytest

from tools.children import in_a_child, side_by_side
from tools.mutants import ROOT, Mutant, mutants_of, put_in
from tools.silent_packs import packs_that_name, tests_see_it_gone
from tools.told import Place, passes, run_by, tells

QUICK = ("tests/unit/", "tests/properties/")
"""The tests that are asked first; those of other folders only for clauses that none of these proves."""

MOST_TRIES = 300
MOST_SECONDS = 120
"""How many faults are tried until a test of a clause tells one, and how many seconds of a processor that may take."""

_CORE = tuple(str(ROOT / "contact_gateway" / layer) for layer in ("domain", "application"))
_CARRIERS = tuple(str(ROOT / "contact_gateway" / one) for one in ("adapters/policy_files", "application/records"))
"""What reads packs and what holds answers shows nothing of what is done; instead, packs fall silent."""


@dataclass(eq=False)
class Mutation:
    """Collects the tests of clauses, learns what each runs, and then runs them on mutants.

    `wanted` are the clauses to look at, all where there are none; `chosen` the files whose every fault is tried. Prints
    each clause as soon as it is done.
    """

    wanted: Collection[str] = ()
    chosen: Sequence[Path] = ()
    clauses: dict[str, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))
    proofs: dict[str, str] = field(default_factory=dict)
    survivors: list[Mutant] = field(default_factory=list)
    red: list[str] = field(default_factory=list)
    _runs: dict[pytest.Item, set[Place]] = field(default_factory=dict)
    _beside: Sequence[pytest.Item] = ()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that name a wanted clause, and one a file of others, which show what is common to many."""
        for item in items:
            for clause in {str(mark.args[0]) for mark in item.iter_markers("clause")}:
                if not self.wanted or clause in self.wanted:
                    self.clauses[clause].append(item)
        kept = set(chain.from_iterable(self.clauses.values()))
        of_others = [item for item in items if item.get_closest_marker("clause") and item.nodeid.startswith(QUICK)]
        self._beside = list({item.path: item for item in reversed(of_others)}.values()) if self.wanted else []
        items[:] = [item for item in items if item in kept or item in self._beside]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Ask the quick tests of each clause, then the others where none of the quick ones tells."""
        say = partial(_say, session)
        quick = {item.nodeid: item for item in session.items if item.nodeid.startswith(QUICK)}
        say(f"Looking what {len(quick)} tests of {len(self.clauses)} clauses run.")
        self._learn(quick, side_by_side(lambda test: run_by(quick[test]), quick))
        if not self.red:
            self._prove(say)
            self._try_all()
            left = chain.from_iterable(self.clauses[clause] for clause in self._unproven())
            slow = {item.nodeid: item for item in left if item.nodeid not in quick}
            say(f"{len(self._unproven())} clauses are left, with {len(slow)} slower tests.")
            # here and not side by side, so that a database that they share is there for every child
            self._learn(slow, ((test, run_by(item)) for test, item in slow.items()))
        if not self.red:
            self._prove(say)
        return True

    def _unproven(self) -> list[str]:
        return sorted(self.clauses.keys() - self.proofs.keys())

    def _learn(self, items: dict[str, pytest.Item], runs: Iterable[tuple[str, set[Place] | None]]) -> None:
        self._runs = {}
        for test, places in runs:
            if places is None:
                self.red.append(test)
            else:
                self._runs[items[test]] = places

    def _prove(self, say: Callable[[str], None]) -> None:
        for clause, (proof, seconds) in side_by_side(self._proof, self._unproven()):
            say(f"{clause:16} {seconds:4.0f} s  {proof or '-'}")
            if proof:
                self.proofs[clause] = proof

    def _proof(self, clause: str) -> tuple[str, float]:
        """Return the first fault that a test of a clause tells, or nothing, and the seconds it took."""
        started, used = time.monotonic(), _used()
        items = [item for item in self.clauses[clause] if item in self._runs]
        for mutant in self._faults(items)[:MOST_TRIES]:
            if self._is_told(mutant, items):
                return str(mutant), time.monotonic() - started
            if _used() - used > MOST_SECONDS:
                break
        tests = [item.nodeid for item in items if item.nodeid.startswith(QUICK)]
        silent = (slug for slug in packs_that_name(clause) if tests and tests_see_it_gone(slug, clause, tests))
        proof = next((f"policies/{slug}.toml: what it says by this clause was taken out" for slug in silent), "")
        return proof, time.monotonic() - started

    def _faults(self, items: Sequence[pytest.Item]) -> list[Mutant]:
        """Give the faults in what tests run: the most particular functions first, each fault of one later in turn."""
        common = Counter(
            place
            for tests in (*self.clauses.values(), *([item] for item in self._beside))
            for place in set(chain.from_iterable(self._runs.get(item, ()) for item in tests))
        )
        places = {place for item in items for place in self._runs[item] if not place[0].startswith(_CARRIERS)}
        ordered = sorted(places, key=lambda place: (not place[0].startswith(_CORE), common[place], place))
        turns = {
            mutant: rank * number
            for rank, place in enumerate(ordered, 1)
            for number, mutant in enumerate(_mutants_in(place), 1)
        }
        return sorted(turns, key=lambda mutant: turns[mutant])

    def _is_told(self, mutant: Mutant, items: Sequence[pytest.Item]) -> bool:
        running = [item for item in items if (str(mutant.path), mutant.function) in self._runs[item]]

        def work() -> bool:
            put_in(mutant)
            return any(tells(item) for item in running)

        return in_a_child(work, otherwise=False)

    def _try_all(self) -> None:
        mutants = {
            str(number): mutant for number, mutant in enumerate(chain.from_iterable(map(mutants_of, self.chosen)))
        }
        for number, survives in side_by_side(lambda number: self._survives(mutants[number]), mutants):
            if survives:
                self.survivors.append(mutants[number])

    def _survives(self, mutant: Mutant) -> bool:
        """Whether tests run a fault and none fails in any way."""
        items = [item for item, places in self._runs.items() if (str(mutant.path), mutant.function) in places]

        def work() -> bool:
            put_in(mutant)
            return all(passes(item) for item in items)

        return bool(items) and in_a_child(work, otherwise=False)


def _used() -> float:
    """Return the seconds of a processor that this process's children used, which a busy machine does not stretch."""
    times = os.times()
    return times.children_user + times.children_system


def _mutants_in(place: Place) -> list[Mutant]:
    path, function = place
    return [mutant for mutant in _of_file(path) if mutant.function == function]


@cache
def _of_file(path: str) -> Sequence[Mutant]:
    return mutants_of(Path(path))


def _say(session: pytest.Session, line: str) -> None:
    """Print a line now, past what pytest captures."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(line)
        reporter.flush()
