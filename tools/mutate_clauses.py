"""`make mutants`: does a test of each clause fail when what the clause asks for is taken away?

Small faults (`tools/mutants.py`) are put into the functions that a clause's tests run, the most particular functions
first, until a test of the clause says so: with a failed assertion; one that merely crashes proves nothing. Where none
does, what the landlord's pack says by the clause is taken out of it. Tests of units and properties are asked first, all
others only where none of these tells. Prints each clause with the seconds and the proof, two at a time, and exits 1
when a clause has none.

    make mutants                                              each clause
    make mutants MUTATE="TUN-8.4 DER-12.1"                    these clauses
    make mutants MUTATE="--survivors"                         and each fault in casework that no test of a clause finds
    make mutants MUTATE="--survivors contact_gateway/domain"  or in other files and folders

With `--survivors` it also exits 1 when a fault is found by no quick test of a clause.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.mutants import ROOT
from tools.mutation import Mutation

SLOWEST = {"browser", "drills", "fuzz", "peers"}
"""Folders of tests that need more than Python or more than minutes; no clause rests on them alone."""

CHOSEN = (
    "contact_gateway/domain/casework",
    "contact_gateway/domain/procedure",
    "contact_gateway/domain/decision.py",
    "contact_gateway/application/casework",
)


def main(arguments: Sequence[str]) -> int:
    """Try the faults and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clauses", nargs="*", metavar="CLAUSE", help="look at these clauses only")
    parser.add_argument(
        "--survivors", nargs="*", metavar="FILE|FOLDER", help="also print what no test of a clause finds"
    )
    said = parser.parse_args(arguments)
    looks = said.survivors is not None
    mutation = Mutation(wanted=said.clauses, chosen=_files(said.survivors or CHOSEN) if looks else [])
    options = ["-q", "--tb=line", "--no-header", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    pytest.main([*options, *_tests_of_clauses()], plugins=[mutation])
    if mutation.red:
        print("These fail as it is:", *mutation.red, sep="\n")
        return 1
    return _report(mutation, looks=looks)


def _report(mutation: Mutation, *, looks: bool) -> int:
    asked = {*mutation.clauses, *mutation.wanted}
    bare = sorted(asked - mutation.proofs.keys())
    proven = f"{len(asked) - len(bare)} of {len(asked)} clauses"
    print(f"\n{proven} have a test that fails when what it asks for is taken away.")
    print(*(f"{clause}: no test of it fails, whatever is taken away." for clause in bare), sep="\n")
    if looks:
        print(*(f"found by no test of a clause: {mutant}" for mutant in mutation.survivors), sep="\n")
        print(f"{len(mutation.survivors)} faults in the chosen files are found by no test of a clause.")
    return 1 if mutation.survivors or bare or not asked else 0


def _files(named: Sequence[str]) -> list[Path]:
    given = [ROOT / name for name in named]
    return [path for one in given for path in (sorted(one.rglob("*.py")) if one.is_dir() else [one])]


def _tests_of_clauses() -> list[str]:
    tests = ROOT / "tests"
    paths = sorted(path for path in tests.rglob("test_*.py") if path.relative_to(tests).parts[0] not in SLOWEST)
    return [str(path) for path in paths if "mark.clause" in path.read_text(encoding="utf-8")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
