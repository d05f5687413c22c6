"""Scenario files as tests need them: as little as can be played, and what a test is about."""

from __future__ import annotations

from pathlib import Path

from cli.scenario_runner.model import Scenario
from cli.scenario_runner.rehearsal import read_file

HEAD = """\
scenario: a test
landlord: tuntum
people:
  - {id: sam, name: Sam Example, contact_points: ["+447700900123", sam@example.org]}
  - {id: lee, role: officer, grade: manager, contact_points: ["+441632960001"]}
"""
"""Five lines, so that what a test adds begins on line 6."""


def read(folder: Path, more: str, head: str = HEAD) -> Scenario:
    """Return the scenario of a file in this folder that holds the head and more."""
    path = folder / "scenario.yaml"
    path.write_text(head + more, encoding="utf-8")
    return read_file(path)
