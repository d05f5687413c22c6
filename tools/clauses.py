"""`make clauses`: for each clause of the landlords' policies, how it is met, by which test, and whether that passes.

Runs the tests that name a clause and prints the matrix. Exits 1 when such a test fails, names a clause that is not in
`docs/clauses.toml`, or is missing for a clause that the register calls met; a clause not yet met is only shown.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REGISTER = ROOT / "docs" / "clauses.toml"
HOW = {"E": "enforce", "C": "check", "R": "record", "T": "task", "D": "display"}
MET, NOT_YET = "met", "not yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as the register has it; `how` is made of the letters of `HOW`."""

    id: str
    landlord: str
    how: str
    says: str
    status: str


@dataclass(slots=True, eq=False)
class Evidence:
    """A pytest plugin that notes, for each clause, the tests that name it and whether they passed."""

    passed: dict[str, dict[str, bool]] = field(default_factory=dict)
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the tests that name a clause, and nothing else."""
        for item in items:
            self._named[item.nodeid] = tuple(str(mark.args[0]) for mark in item.iter_markers("clause"))
        items[:] = [item for item in items if self._named[item.nodeid]]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how one step of a test went; a test has passed when every step has, and a skipped one has not."""
        test = report.nodeid.partition("[")[0]
        for clause in self._named.get(report.nodeid, ()):
            tests = self.passed.setdefault(clause, {})
            tests[test] = tests.get(test, True) and report.passed


def read_register(text: str) -> Sequence[Clause]:
    """Return the clauses of a register's text. Raises ValueError for a letter or a status that is none."""
    clauses = [
        Clause(id=name, landlord=landlord, **fields)
        for landlord, table in tomllib.loads(text).items()
        for name, fields in table.items()
    ]
    for clause in clauses:
        if not clause.how or set(clause.how) - set(HOW) or clause.status not in (MET, NOT_YET) or not clause.says:
            message = f"{clause.id}: how takes the letters {''.join(HOW)}, status {MET!r} or {NOT_YET!r}, says a line."
            raise ValueError(message)
    return clauses


def result_of(clause: Clause, tests: Mapping[str, bool]) -> str:
    """Return what the matrix says of a clause, given its tests and whether they passed."""
    if not tests:
        return "NO TEST" if clause.status == MET else NOT_YET
    if not all(tests.values()):
        return "FAILED"
    return "passed" if clause.status == MET else "passed so far"


def matrix(clauses: Sequence[Clause], passed: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Return the matrix as lines: clause, how, what it says, result, and below it the tests."""
    lines: list[str] = []
    for clause in clauses:
        tests = passed.get(clause.id, {})
        how = ", ".join(HOW[letter] for letter in clause.how)
        lines.append(f"{clause.id:14} {how:22} {result_of(clause, tests):14} {clause.says}")
        lines += [f"{'':15}{'' if ok else 'FAILED '}{test}" for test, ok in sorted(tests.items())]
    return lines


def faults(clauses: Sequence[Clause], passed: Mapping[str, Mapping[str, bool]]) -> list[str]:
    """Return, as sentences, everything that makes the matrix fail."""
    known = {clause.id for clause in clauses}
    unknown = sorted(set(passed) - known)
    return [
        *(f"{name} is not in docs/clauses.toml, but {', '.join(sorted(passed[name]))} names it." for name in unknown),
        *(f"A test of {clause.id} fails." for clause in clauses if not all(passed.get(clause.id, {}).values())),
        *(
            f"{clause.id} is called met, but no test names it."
            for clause in clauses
            if clause.status == MET and not passed.get(clause.id)
        ),
    ]


def main(arguments: Sequence[str]) -> int:
    """Run the tests that name a clause, print the matrix, return the exit code."""
    clauses = read_register(REGISTER.read_text(encoding="utf-8"))
    evidence = Evidence()
    ran = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *arguments], plugins=[evidence])
    if ran not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        print("The tests did not run to their end, so there is no matrix.")
        return 1
    print(*matrix(clauses, evidence.passed), sep="\n")
    found = faults(clauses, evidence.passed)
    proven = sum(bool(evidence.passed.get(clause.id)) for clause in clauses)
    print(f"\n{proven} of {len(clauses)} clauses have a test.", *found, sep="\n")
    return 1 if found or ran != pytest.ExitCode.OK else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
