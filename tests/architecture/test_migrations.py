from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

NAME = re.compile(r"(\d{4})(_[a-z0-9]+)+\.py")
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def declared(text: str) -> dict[str, object]:
    """What a migration says of itself at its top."""
    assignments = (node for node in ast.parse(text).body if isinstance(node, ast.Assign | ast.AnnAssign))
    return {
        target.id: ast.literal_eval(node.value)
        for node in assignments
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant)
    }


def out_of_line(names_and_texts: list[tuple[str, str]]) -> list[str]:
    """Migrations that are not numbered from one without a gap, each on top of the one before."""
    faults, before = [], None
    for place, (name, text) in enumerate(names_and_texts, 1):
        number = f"{place:04}"
        said = declared(text)
        if not NAME.fullmatch(name) or not name.startswith(number):
            faults.append(f"{name}: is not named {number}_what_it_does.py")
        if said.get("revision") != number or said.get("down_revision") != before:
            faults.append(f"{name}: is not {number} on top of {before}")
        before = number
    return faults


def without_way_back(text: str) -> bool:
    """Whether a migration has no downgrade that does anything."""
    down = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == "downgrade"]
    return not any(isinstance(node, ast.Call) for function in down for node in ast.walk(function))


def test_migrations_stand_in_one_line_each_on_the_one_before() -> None:
    assert VERSIONS
    assert out_of_line([(path.name, path.read_text()) for path in VERSIONS]) == []


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_each_migration_has_a_way_back(path: Path) -> None:
    assert not without_way_back(path.read_text())


@pytest.mark.parametrize(
    "second",
    [
        ("0003_more.py", "revision = '0003'\ndown_revision = '0001'"),
        ("0002.py", "revision = '0002'\ndown_revision = '0001'"),
        ("0002_Words.py", "revision = '0002'\ndown_revision = '0001'"),
        ("0002_second_head.py", "revision = '0002'\ndown_revision = None"),
        ("0002_other_number.py", "revision = 'f00d'\ndown_revision = '0001'"),
    ],
)
def test_a_migration_out_of_line_is_found(second: tuple[str, str]) -> None:
    first = ("0001_first.py", "revision = '0001'\ndown_revision = None")
    assert out_of_line([first]) == []
    assert out_of_line([first, second])


@pytest.mark.parametrize("body", ["pass", "return", "'''Nothing to do.'''"])
def test_an_empty_way_back_is_found(body: str) -> None:
    assert without_way_back(f"def upgrade():\n    op.drop()\ndef downgrade():\n    {body}")
    assert without_way_back("def upgrade():\n    op.drop()")
    assert not without_way_back("def downgrade():\n    op.drop_table('contacts')")
