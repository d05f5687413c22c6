"""A landlord with two policies: what is made under one of them follows that one, from the proposal to the end."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.rehearsal import read_file, rehearse
from tests.journeys.options_of_packs import as_toml
from tests.journeys.test_casework_scenarios import FOLDER

FILE = FOLDER / "two_policies_of_willow.yaml"
BESIDE = Path("packs/beside/willow_habits.toml")
SAYS = tomllib.loads((FOLDER / BESIDE).read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the file with its two packs, to be changed."""
    shutil.copytree(FOLDER / "packs", tmp_path / "packs")
    return Path(shutil.copy(FILE, tmp_path))


def _changed(file: Path, was: str, becomes: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes), encoding="utf-8")
    return file


def _differs(file: Path, database_url: str) -> bool:
    return any(one.differences for one in rehearse(read_file(file), database_url))


@pytest.mark.parametrize("table", sorted(SAYS.keys() - {"policy", "notices"}))
def test_a_case_comes_out_otherwise_where_the_policy_beside_does_not_say_it(
    table: str, copy: Path, database_url: str
) -> None:
    said = {name: value for name, value in SAYS.items() if name != table}
    (copy.parent / BESIDE).write_text(as_toml(said), encoding="utf-8")
    assert _differs(copy, database_url)


def test_a_case_comes_out_otherwise_where_all_is_under_the_main_policy(copy: Path, database_url: str) -> None:
    assert _differs(_changed(copy, "policy: habits", "policy: main"), database_url)


def test_an_act_under_a_policy_that_nobody_has_is_a_fault_with_its_line(copy: Path) -> None:
    with pytest.raises(ScenarioFault) as found:
        read_file(_changed(copy, "policy: habits", "policy: whims"))
    assert (found.value.line, found.value.allowed) == (12, "main, habits")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("packs/beside/nobody.toml", "There is no pack"),
        ("packs/willow.toml", "already"),
        ("packs/beside/willow_habits.toml, packs/beside/willow_habits.toml", "already"),
    ],
)
def test_what_cannot_stand_beside_is_a_fault_with_its_line(path: str, said: str, copy: Path) -> None:
    with pytest.raises(ScenarioFault, match=said) as found:
        read_file(_changed(copy, BESIDE.as_posix(), path))
    assert found.value.line == 3


def test_a_fault_of_the_pack_beside_names_its_file_and_line(copy: Path) -> None:
    _changed(copy.parent / BESIDE, "contact_cap", "contact_cup")
    with pytest.raises(ScenarioFault, match=r"willow_habits.toml:\d+: kinds.contact_cup"):
        read_file(copy)
