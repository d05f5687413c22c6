"""The matrix of clauses says which test proves what, and cannot be made to look better than it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools.clauses import REGISTER, ROOT, Clause, faults, matrix, read_register, result_of

MET = Clause(id="EXA-1", landlord="example", how="ET", says="One call a week.", status="met")
NOT_YET = Clause(id="EXA-2", landlord="example", how="R", says="Breaches are kept.", status="not yet")


def test_the_register_holds_every_clause_once_with_how_and_words() -> None:
    clauses = read_register(REGISTER.read_text(encoding="utf-8"))

    assert len({clause.id for clause in clauses}) == len(clauses) > 150
    assert {clause.landlord for clause in clauses} == {"torus", "tuntum", "octavia", "magna", "derby_homes"}


@pytest.mark.parametrize(
    "fields",
    [
        'how = "X", status = "met", says = "a"',
        'how = "", status = "met", says = "a"',
        'how = "E", status = "done", says = "a"',
        'how = "E", status = "met", says = ""',
    ],
)
def test_a_clause_with_an_unknown_letter_or_status_or_without_words_is_refused(fields: str) -> None:
    with pytest.raises(ValueError, match="EXA-1: how takes the letters ECRTD"):
        read_register(f"[example]\nEXA-1 = {{ {fields} }}\n")


@pytest.mark.parametrize(
    ("clause", "tests", "result"),
    [
        (MET, {"a": True, "b": True}, "passed"),
        (MET, {"a": True, "b": False}, "FAILED"),
        (MET, {}, "NO TEST"),
        (NOT_YET, {}, "not yet"),
        (NOT_YET, {"a": True}, "passed so far"),
        (NOT_YET, {"a": False}, "FAILED"),
    ],
)
def test_a_clause_is_what_its_tests_make_of_it(clause: Clause, tests: dict[str, bool], result: str) -> None:
    assert result_of(clause, tests) == result


def test_the_matrix_names_how_and_the_tests() -> None:
    first, test, second = matrix([MET, NOT_YET], {"EXA-1": {"test_x.py::test_one": True}})

    assert first.split() == ["EXA-1", "enforce,", "task", "passed", "One", "call", "a", "week."]
    assert test.strip() == "test_x.py::test_one"
    assert "not yet" in second


def test_a_red_test_an_unknown_clause_and_a_missing_proof_make_it_fail() -> None:
    assert faults([MET, NOT_YET], {"EXA-1": {"t": True}}) == []
    assert faults([MET], {"EXA-1": {"t": False}}) == ["A test of EXA-1 fails."]
    assert faults([MET], {}) == ["EXA-1 is called met, but no test names it."]
    assert faults([NOT_YET], {"EXA-9": {"t": True}}) == ["EXA-9 is not in docs/clauses.toml, but t names it."]


@pytest.mark.parametrize(
    ("body", "clause", "said"),
    [
        ("assert False", "TUN-4.6b", "A test of TUN-4.6b fails."),
        ("assert True", "TUN-99", "TUN-99 is not in docs/clauses.toml"),
        ("raise unittest.SkipTest", "TUN-4.6b", "A test of TUN-4.6b fails."),
    ],
)
def test_a_whole_run_over_a_bad_test_exits_1_and_says_why(tmp_path: Path, body: str, clause: str, said: str) -> None:
    test = tmp_path / "test_bad.py"
    test.write_text(
        f"import unittest\n\nimport pytest\n\n\n@pytest.mark.clause({clause!r})\ndef test_it() -> None:\n    {body}\n"
    )

    ran = subprocess.run(
        [sys.executable, "tools/clauses.py", str(test)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert ran.returncode == 1, ran.stdout
    assert said in ran.stdout
