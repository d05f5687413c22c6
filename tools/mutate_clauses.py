"""`make mutants`: does a test of each clause fail when what the clause asks for is taken away?

For each clause that tests of units name, small faults (`tools/mutants.py`) are put into the functions that its tests
run, the most particular functions first, until a test of the clause says so: with a failed assertion; one that merely
crashes proves nothing. Where none does, what the landlord's pack says by the clause is taken out of it. Prints each
clause with its proof, and exits 1 when a clause has none.

    make mutants                                              each clause
    make mutants MUTATE="--survivors"                         and each fault in casework that no test of a clause finds
    make mutants MUTATE="--survivors contact_gateway/domain"  or in other files and folders

With `--survivors` it also exits 1 when a fault is found by no test of a clause.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType

import pytest
from _pytest.runner import runtestprotocol

from tools.children import in_a_child
from tools.mutants import ROOT, Mutant, mutants_of, put_in
from tools.silent_packs import clauses_of, slugs, tests_see_it_gone

UNITS = ROOT / "tests" / "unit"
CHOSEN = (
    "contact_gateway/domain/casework",
    "contact_gateway/domain/procedure",
    "contact_gateway/domain/decision.py",
    "contact_gateway/application/casework",
)
MOST_TRIES = 80
"""How many faults are tried until the tests of a clause find one."""

_TOLD = ("assert", "AssertionError", "Failed: DID NOT RAISE")
_PRODUCT = str(ROOT / "contact_gateway")

Place = tuple[str, str]
"""A file and a function in it."""


@dataclass(eq=False)
class Mutation:
    """A pytest plugin that collects the tests of clauses, learns what each runs, and then runs them on mutants."""

    chosen: Sequence[Path]
    items: dict[str, list[pytest.Item]] = field(default_factory=lambda: defaultdict(list))
    runs: dict[pytest.Item, set[Place]] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    survivors: list[Mutant] = field(default_factory=list)
    red: list[str] = field(default_factory=list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that name a clause, and nothing else."""
        items[:] = [item for item in items if item.get_closest_marker("clause")]
        for item in items:
            for mark in item.iter_markers("clause"):
                self.items[str(mark.args[0])].append(item)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once as it is, then those that run a function whenever there is a fault in it."""
        for item in session.items:
            self.runs[item] = set()
            if not _passes(item, self.runs[item]):
                self.red.append(item.nodeid)
        if not self.red:
            for clause in self.items:
                self._prove(clause)
            for path in self.chosen:
                self._try_all(path)
        return True

    def _prove(self, clause: str) -> None:
        """Look for a fault that the tests of a clause tell, in the functions that the fewest tests run."""
        items = self.items[clause]
        common = Counter(place for places in self.runs.values() for place in places)
        places = {place for item in items for place in self.runs[item]}
        by_rarity = sorted(places, key=lambda place: (common[place], place))
        tries = ((place, mutant) for place in by_rarity for mutant in _mutants(place))
        for place, mutant in islice(tries, MOST_TRIES):
            if self.tells(mutant, [item for item in items if place in self.runs[item]]):
                self.found[clause] = str(mutant)
                return

    def _try_all(self, path: Path) -> None:
        for mutant in mutants_of(path):
            items = [item for item, places in self.runs.items() if (str(path), mutant.function) in places]
            if items and not self.tells(mutant, items, by_any_failure=True):
                self.survivors.append(mutant)

    def tells(self, mutant: Mutant, items: Sequence[pytest.Item], *, by_any_failure: bool = False) -> bool:
        """Whether one of these tests fails on a mutant; by an assertion, unless any failure will do."""

        def work() -> bool:
            put_in(mutant)
            return any(not _passes(item, by_any_failure=by_any_failure) for item in items)

        return in_a_child(work, otherwise=by_any_failure)


def _passes(item: pytest.Item, places: set[Place] | None = None, *, by_any_failure: bool = True) -> bool:
    """Run a test; note the functions of ours that it runs. A crash counts as passing unless any failure will do."""

    def watch(frame: FrameType, event: str, _: object) -> None:
        code: CodeType = frame.f_code
        if event == "call" and places is not None and code.co_filename.startswith(_PRODUCT):
            places.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))

    sys.setprofile(watch if places is not None else None)
    try:
        reports = runtestprotocol(item, log=False, nextitem=None)
    finally:
        sys.setprofile(None)
    failed = [report for report in reports if not report.passed]
    if by_any_failure:
        return not failed
    return not any(_crash(report).startswith(_TOLD) for report in failed)


def _crash(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message) if crash else ""


def _mutants(place: Place) -> Iterator[Mutant]:
    path, function = place
    return (mutant for mutant in _of_file(path) if mutant.function == function)


@cache
def _of_file(path: str) -> Sequence[Mutant]:
    return mutants_of(Path(path))


def _report(mutation: Mutation, gone: dict[str, str], *, looked: bool) -> int:
    proofs = {**mutation.found, **gone}
    for clause in sorted(mutation.items):
        print(f"{clause:16} {proofs.get(clause, 'NOTHING is found by its tests')}")
    print(*(f"found by no test of a clause: {mutant}" for mutant in mutation.survivors), sep="\n")
    print(
        f"\n{len(proofs)} of {len(mutation.items)} clauses have a test that fails when what it asks for is taken away."
    )
    if looked:
        print(f"{len(mutation.survivors)} faults in the chosen files are found by no test of a clause.")
    return 1 if mutation.survivors or len(proofs) < len(mutation.items) else 0


def _files(named: Sequence[str]) -> list[Path]:
    given = [ROOT / name for name in named]
    return [path for one in given for path in (sorted(one.rglob("*.py")) if one.is_dir() else [one])]


def _tests_of_clauses() -> list[str]:
    return [str(path) for path in sorted(UNITS.rglob("test_*.py")) if "mark.clause" in path.read_text(encoding="utf-8")]


def main(arguments: Sequence[str]) -> int:
    """Try the faults and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--survivors", nargs="*", metavar="FILE|FOLDER", help="also print what no test of a clause finds"
    )
    said = parser.parse_args(arguments)
    looks = said.survivors is not None
    mutation = Mutation(chosen=_files(said.survivors or CHOSEN) if looks else [])
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *_tests_of_clauses()], plugins=[mutation])
    if mutation.red:
        print("These fail as it is:", *mutation.red, sep="\n")
        return 1
    gone: dict[str, str] = {}
    for slug in slugs():
        for clause in sorted(clauses_of(slug) & mutation.items.keys() - mutation.found.keys()):
            if tests_see_it_gone(slug, clause, [item.nodeid for item in mutation.items[clause]]):
                gone[clause] = f"policies/{slug}.toml: what it says by this clause was taken out"
    return _report(mutation, gone, looked=looks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
