"""The landlord's officers, recorded by another system: with their grade and roles they sign."""

from __future__ import annotations

from typing import Any

import pytest

from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY, policy
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory
from tests.fakes.policies import BESIDE, MemoryPolicies
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

LOU: dict[str, Any] = {
    "id": "lou",
    "name": "Lou Officer",
    "contact_points": {"phones": ["01632 960003"], "emails": ["lou@landlord.example.org"]},
    "grade": "manager",
    "roles": ["complaints"],
    "hours": ["mon-fri 09:00-17:00"],
}
POINTS = {"phones": ["+441632960003"], "emails": ["lou@landlord.example.org"], "handles": []}


def test_an_officer_is_recorded_listed_and_changed(api: Api) -> None:
    answer = api.post("/officers", LOU)
    kept = answer.get_json()
    assert (answer.status_code, kept) == (201, {**LOU, "contact_points": POINTS})
    assert answer.headers["Location"] == "/api/v1/officers/lou"
    assert api.get("/officers/lou").get_json() == kept
    first = api.get("/officers?limit=2").get_json()
    assert [one["id"] for one in first["items"]] == ["kim", "lee"]
    assert api.get(f"/officers?cursor={first['next_cursor']}").get_json() == {"items": [kept], "next_cursor": None}
    assert code(api.ask("PUT", "/officers/lou", {"name": "Lou"})) == (428, "if_match_missing")
    left = api.put("/officers/lou", {"name": "Lou Officer"}, answer.headers["ETag"]).get_json()
    assert (left["name"], left["grade"], left["roles"], left["hours"]) == ("Lou Officer", None, [], [])
    assert left["contact_points"] == {"phones": [], "emails": [], "handles": []}
    assert code(api.put("/officers/lou", LOU, answer.headers["ETag"])) == (422, "invalid_body")
    assert code(api.put("/officers/lou", {"name": "Lou"}, answer.headers["ETag"])) == (412, "changed_meanwhile")


def test_an_officer_without_an_id_is_given_one(api: Api) -> None:
    made = api.post("/officers", {"name": "Kit Officer"}).get_json()["id"]
    assert api.get(f"/officers/{made}").get_json()["name"] == "Kit Officer"


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "again"}], ids=["without a key", "with one"])
@pytest.mark.parametrize("taken", ["lee", "sam"])
def test_an_id_that_somebody_has_is_taken(api: Api, taken: str, key: dict[str, str]) -> None:
    assert code(api.post("/officers", {**LOU, "id": taken}, **key)) == (409, "id_taken")


def test_no_customer_is_an_officer(api: Api) -> None:
    assert code(api.get("/officers/sam")) == (404, "not_found")
    assert code(api.get("/customers/lee")) == (404, "not_found")


@pytest.mark.parametrize(
    ("said", "refused", "sentence"),
    [
        (
            {"grade": "captain"},
            "unknown_grade",
            "'captain' is no grade of the landlord's policy; choose from: officer, manager, director.",
        ),
        (
            {"roles": ["complaints", "mate"]},
            "unknown_role",
            (
                "'mate' is no role of the landlord's policy; choose from: "
                "queue, voicemail, emergency_line, repairs_desk, complaints."
            ),
        ),
        (
            {"hours": ["weekends"]},
            "impossible_hours",
            "'weekends' is not a weekly window; write days and times, such as mon 09:00-12:00 or mon-fri 09:00-17:00.",
        ),
    ],
)
def test_what_the_policy_does_not_know_is_refused_with_what_is_allowed(
    api: Api, said: dict[str, object], refused: str, sentence: str
) -> None:
    answer = api.post("/officers", {**LOU, **said})
    assert code(answer) == (409, refused)
    assert answer.get_json()["detail"] == sentence
    assert code(api.get("/officers/lou")) == (404, "not_found")
    replaced = {"name": "Lee Officer", **said}
    assert code(api.put("/officers/lee", replaced, api.get("/officers/lee").headers["ETag"])) == (409, refused)


def test_grades_and_roles_of_a_policy_beside_the_main_one_are_known_too() -> None:
    policies = MemoryPolicies(
        Memory(FakeClock()),
        lambda landlord, version, source, _: policy(landlord=landlord, version=version, **_named(source)),
    )
    for source in ("main", f"{BESIDE}markers"):
        policies.import_pack(LANDLORD, source, MONDAY)
    check = CheckOfficer(policies=policies)
    for grade, role in (("manager", "board"), ("steward", "panel_member")):
        officer = PersonFile(id="lou", role=Role.OFFICER, name="Lou", grade=grade, roles=frozenset({role}))
        check(LANDLORD, officer)
    with pytest.raises(Refused, match="manager, steward\\."):
        check(LANDLORD, PersonFile(id="lou", name="Lou", grade="captain"))


def _named(source: str) -> dict[str, object]:
    if source.startswith(BESIDE):
        return {"code": "markers", "grades": ("steward",), "roles": ("panel_member",)}
    return {"grades": ("manager",), "roles": ("board",)}
