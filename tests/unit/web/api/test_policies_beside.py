"""Proposals, warnings and monitoring under a policy that stands beside the landlord's main one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import CaseworkRules, Stage
from contact_gateway.domain.procedure.words import Step
from tests.builders import MONDAY
from tests.fakes.policies import BESIDE
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import WARNING, CaseApi, ban
from tests.unit.web.desk.desk_app import LANDLORD

HABITS = CaseworkRules(stages=(Stage(name="watch", label="Watched", step=Step.MONITORING), Stage(name="b", label="B")))


class TwoPolicies(CaseApi):
    """The usual landlord; its policy on habits asks for no warning first."""

    def _read(self, landlord: str, version: int, name: str, main: str) -> Policy:
        found = super()._read(landlord, version, name, main)
        return replace(found, code="habits", casework=HABITS) if name.startswith(BESIDE) else found


@pytest.fixture
def api() -> TwoPolicies:
    api = TwoPolicies()
    api.services.policies.import_pack(LANDLORD, f"{BESIDE}habits", MONDAY)
    return api


def test_a_proposal_names_the_policy_it_is_under_and_its_case_tells(api: TwoPolicies) -> None:
    assert api.post("/proposals", ban()).get_json()["code"] == "warning_missing"
    made = api.does("/proposals", ban(policy="habits"))["restriction_id"]
    assert (api.life(made)["policy"], api.life(made)["policy_version"]) == ("habits", 2)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/proposals", ban(policy="whims")),
        ("/customers/sam/warnings", {**WARNING, "policy": "whims"}),
        ("/customers/sam/monitoring", {"officer": "mo", "stage": "watch", "until": "2026-05-01", "policy": "whims"}),
    ],
)
def test_a_policy_that_nobody_has_is_refused(api: TwoPolicies, path: str, body: dict[str, object]) -> None:
    answer = api.post(path, body)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "unknown_policy")
    assert "main, habits" in answer.get_json()["detail"]


def test_a_warning_and_a_stage_are_under_the_policy_that_is_named(api: TwoPolicies) -> None:
    stage = {"officer": "mo", "stage": "watch", "until": "2026-05-01"}
    assert api.post("/customers/sam/monitoring", stage).get_json()["code"] == "unknown_stage"
    api.does("/customers/sam/monitoring", {**stage, "policy": "habits"})
    api.does("/customers/sam/warnings", {**WARNING, "policy": "habits"})
    filed = api.services.casework.show_case(LANDLORD, "sam").filed
    assert {one.policy.code for one in filed} == {"habits"}


def test_a_policy_beside_is_printed_too_and_each_in_another_language(api: CaseApi) -> None:
    printed = {
        asked: api.get(f"/policy?{asked}", Accept="application/pdf") for asked in ("policy=habits", "language=cy")
    }
    assert printed["policy=habits"].data == b"%PDF habits en"
    assert printed["language=cy"].data == b"%PDF main cy"
    assert code(api.get("/policy?policy=whims", Accept="application/pdf")) == (409, "unknown_policy")
