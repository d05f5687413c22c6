"""Every rehearsal of the project, played through the use cases on a real server, comes out as its file expects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from cli.scenario_runner.model import ContactPlayed, Scenario
from cli.scenario_runner.printing import event_line
from cli.scenario_runner.rehearsal import read_file, rehearse
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome

ROOT = Path(__file__).parents[2]
OWN = sorted((ROOT / "tests" / "scenarios").glob("*.yaml"))
EXAMPLES = [
    path
    for name in ("one_call_a_week", "derby_writing_only", "octavia_authority")
    if (path := ROOT.parent / "shared" / "scenarios" / f"{name}.yaml").is_file()
]


def _with_clauses() -> list[ParameterSet]:
    """A scenario whose title ends with clauses in brackets proves them."""
    parameters = []
    for path in (*OWN, *EXAMPLES):
        title = path.read_text(encoding="utf-8").split("\n", 1)[0]
        proved = re.findall(r"[A-Z]{3}-[0-9][0-9.a-z]*", title)
        parameters.append(pytest.param(path, id=path.stem, marks=[pytest.mark.clause(clause) for clause in proved]))
    return parameters


@pytest.mark.parametrize("path", _with_clauses())
def test_a_rehearsal_comes_out_as_its_file_expects(path: Path, database_url: str) -> None:
    scenario = read_file(path)
    played = list(rehearse(scenario, database_url))
    assert [event_line(one, scenario.policy.zone) for one in played if one.differences] == []
    assert len(played) == len(scenario.events) > 0
    assert all(event.expected for event in scenario.events)


@pytest.fixture(scope="module")
def own() -> list[Scenario]:
    return [read_file(path) for path in OWN]


def test_every_kind_of_restriction_is_rehearsed(own: list[Scenario]) -> None:
    assert {restriction.kind for scenario in own for restriction in scenario.restrictions} == set(Kind)


def test_every_shipped_landlord_is_rehearsed(own: list[Scenario]) -> None:
    assert {scenario.landlord for scenario in own} >= set(shipped_packs())


def test_every_channel_and_every_outcome_is_rehearsed(own: list[Scenario]) -> None:
    events = [event for scenario in own for event in scenario.events]
    assert {event.deed.arrives.channel for event in events if isinstance(event.deed, ContactPlayed)} == set(Channel)
    assert {one.value for event in events for one in event.expected if one.name == "outcome"} == set(Outcome)
