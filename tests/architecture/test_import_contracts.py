"""The import contracts, on a copy of the house into which a fault is built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PRODUCT, ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in PRODUCT:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house: Path) -> list[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    run = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False, timeout=100)
    lines = run.stdout.splitlines()
    assert any(line.startswith("Contracts:") for line in lines), run.stdout + run.stderr
    return [line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")]


def test_the_house_as_it_stands_keeps_every_contract(copy: Path) -> None:
    assert broken_contracts(copy) == []


@pytest.mark.parametrize(
    ("module", "text", "contract"),
    [
        ("contact_gateway/stray.py", "", "Every module of the house has its floor"),
        (
            "contact_gateway/domain/fault.py",
            "from contact_gateway.application import ports",
            "Imports only ever go down",
        ),
        ("contact_gateway/application/fault.py", "import ivr.routes", "Imports only ever go down"),
        (
            "contact_gateway/web/fault.py",
            "from contact_gateway.adapters.database import engine",
            "Web, voice and scheduler know no adapter",
        ),
        ("ivr/fault.py", "from contact_gateway.adapters import clock", "Web, voice and scheduler know no adapter"),
        ("ivr/fault.py", "import contact_gateway.web.csrf", "Web, voice and scheduler do not know each other"),
        ("scheduler/fault.py", "import ivr.routes", "Web, voice and scheduler do not know each other"),
        (
            "contact_gateway/adapters/fault.py",
            "from contact_gateway.adapters.database import engine",
            "No adapter knows another",
        ),
    ],
)
def test_a_fault_in_the_shape_of_the_house_is_found(copy: Path, module: str, text: str, contract: str) -> None:
    (copy / module).write_text(text)
    assert contract in broken_contracts(copy)


def test_two_neighbours_that_import_each_other_are_found(copy: Path) -> None:
    (copy / "contact_gateway/domain/chicken.py").write_text("from contact_gateway.domain import egg")
    (copy / "contact_gateway/domain/egg.py").write_text("from contact_gateway.domain import chicken")
    assert broken_contracts(copy) == ["No two neighbours import each other"]
