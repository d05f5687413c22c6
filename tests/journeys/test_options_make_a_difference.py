"""What packs say makes a difference: without it, the scenario that says it carries it out comes out otherwise.

A case is played once for each option that some scenario claims in its head, which takes minutes: `make test-all` does.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from cli.scenario_runner.rehearsal import read_file, rehearse
from tests.journeys.options_of_packs import as_toml, used, without
from tests.journeys.test_casework_scenarios import FILES, FOLDER, carried_out, read_landlord


def _claims() -> Iterator[ParameterSet]:
    for path in FILES:
        for option in carried_out(path):
            yield pytest.param(path, option, id=f"{path.stem}-{option}")


@pytest.mark.parametrize(("path", "option"), list(_claims()))
def test_a_case_comes_out_otherwise_where_the_pack_does_not_say_it(
    path: Path, option: str, tmp_path: Path, database_url: str
) -> None:
    pack = FOLDER / read_landlord(path)
    said = tomllib.loads(pack.read_text(encoding="utf-8"))
    assert used(said, option)
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / pack.name).write_text(as_toml(without(said, option)), encoding="utf-8")
    shutil.copy(path, tmp_path)
    assert any(one.differences for one in rehearse(read_file(tmp_path / path.name), database_url))
