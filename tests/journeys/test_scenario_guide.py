"""The guide for managers keeps its word."""

from __future__ import annotations

import re
from pathlib import Path

from cli.scenario_runner.printing import event_line
from cli.scenario_runner.rehearsal import rehearse
from tests.unit.cli.scenario_files import read

GUIDE = Path(__file__).parents[2] / "docs" / "scenarios.md"


def test_the_first_file_of_the_guide_comes_out_as_it_says(tmp_path: Path, database_url: str) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    scenario = read(tmp_path, example, head="")
    played = list(rehearse(scenario, database_url))
    assert len(played) == 4
    assert [event_line(one, scenario.policy.zone) for one in played if one.differences] == []
