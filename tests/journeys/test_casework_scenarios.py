"""Cases rehearsed through the use cases on a real server: every refusal, everything that a pack can say, whole courses.

Six landlords that nobody ships are made here of TOML alone.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cli.scenario_runner.expectations_of_acts import REFUSALS
from cli.scenario_runner.model import Act, ActPlayed, Scenario
from cli.scenario_runner.printing import event_line
from cli.scenario_runner.rehearsal import read_file, rehearse
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.procedure.words import Hearing, Step, Unreviewed
from tests.journeys.options_of_packs import as_toml, options, used, without

FOLDER = Path(__file__).parents[1] / "scenarios" / "casework"
FILES = sorted(FOLDER.glob("*.yaml"))
PACKS = sorted((FOLDER / "packs").glob("*.toml"))
BESIDE = sorted((FOLDER / "packs" / "beside").glob("*.toml"))
COURSES = sorted(FOLDER.glob("the_whole_course_*.yaml"))


def carried_out(path: Path) -> list[str]:
    """Return the options that a scenario says it carries out, in the comment at its head."""
    head = "".join(line.lstrip("# ") for line in path.read_text(encoding="utf-8").splitlines(True) if line[:1] == "#")
    return re.findall(r"[a-z_.*]+", head.partition("Carries out:")[2])


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    return {path.stem: read_file(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_comes_out_as_its_file_expects(path: Path, database_url: str) -> None:
    scenario = read_file(path)
    played = list(rehearse(scenario, database_url))
    assert [event_line(one, scenario.policy.zone) for one in played if one.differences] == []
    assert len(played) == len(scenario.events) > 0
    assert all(event.expected for event in scenario.events)


def read_landlord(path: Path) -> str:
    (landlord,) = re.findall(r"^landlord: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return str(landlord)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_a_pack_that_was_written_down_again_says_the_same(pack: Path) -> None:
    said = tomllib.loads(pack.read_text(encoding="utf-8"))
    assert tomllib.loads(as_toml(said)) == said
    assert without(said, "no.such.option") == said


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_rehearsed(code: str, scenarios: dict[str, Scenario]) -> None:
    assert code in _expected(scenarios, "refused")


def test_every_act_state_outcome_and_finding_is_rehearsed(scenarios: dict[str, Scenario]) -> None:
    acts = [event.deed for scenario in scenarios.values() for event in scenario.events]
    played = [deed for deed in acts if isinstance(deed, ActPlayed)]
    assert {deed.act for deed in played} == set(Act)
    assert {deed.values["outcome"] for deed in played if "outcome" in deed.values} == {*Outcome, *Finding}
    assert _expected(scenarios, "state") >= {*map(str, State), "under_appeal", "overdue", "varied", "review_due"}


@pytest.mark.parametrize("option", sorted(options()))
def test_every_option_is_used_by_one_of_six_landlords(option: str) -> None:
    packs = (*PACKS, *BESIDE)
    assert any(used(tomllib.loads(pack.read_text(encoding="utf-8")), option) for pack in packs)


def test_every_choice_between_words_is_made_by_some_pack(scenarios: dict[str, Scenario]) -> None:
    rules = [scenario.policy.casework for scenario in scenarios.values()]
    assert {rule.reviews.at_date for rule in rules} == set(Unreviewed)
    assert {appeal.meanwhile for rule in rules for appeal in rule.appeals} == set(Hearing)
    steps = {step for rule in rules for before in rule.preconditions for step in before.steps}
    assert steps | {stage.step for rule in rules for stage in rule.stages} >= set(Step) - {Step.INCIDENT}


def test_six_landlords_are_none_of_the_shipped_ones() -> None:
    assert len(PACKS) == 6
    own = [tomllib.loads(pack.read_text(encoding="utf-8")) for pack in PACKS]
    shipped = [tomllib.loads(pack) for pack in shipped_packs().values()]
    for table in ("review", "authority", "appeals", "stages", "before"):
        said = [pack[table] for pack in (*own, *shipped) if table in pack]
        assert all(said.count(one) == 1 for one in said)
    assert {pack.stem for pack in PACKS} == {Path(read_landlord(path)).stem for path in FILES} - set(shipped_packs())


def test_every_shipped_landlord_goes_its_whole_course(scenarios: dict[str, Scenario]) -> None:
    assert {scenarios[path.stem].landlord for path in COURSES} == set(shipped_packs())
    for path in COURSES:
        deeds = [event.deed for event in scenarios[path.stem].events]
        acts = [deed.act for deed in deeds if isinstance(deed, ActPlayed)]
        assert acts[0] is Act.RECORD_INCIDENT
        assert acts.count(Act.REVIEW) >= 2
        assert Act.APPEAL in acts
        assert "ended" in {one.value for event in scenarios[path.stem].events for one in event.expected}


def _expected(scenarios: dict[str, Scenario], name: str) -> set[str]:
    events = [event for scenario in scenarios.values() for event in scenario.events]
    return {str(one.value) for event in events for one in event.expected if one.name == name}
