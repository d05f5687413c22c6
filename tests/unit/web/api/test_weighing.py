"""What is seen before somebody signs or reviews, through the API."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from contact_gateway.application.records_of_api import ApiScope
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi, ban
from tests.unit.web.desk.desk_app import LANDLORD

MAIL = {"channel": "email", "from": "sam@example.org", "authenticated": True, "text": "You again."}


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


def write(api: CaseApi, number: int, ending: str) -> None:
    """Let Sam write that many mails on that day of April."""
    for one in range(number):
        sent = api.at(f"2026-04-{ending}T0{one}:30").post("/contacts", MAIL, **{"Idempotency-Key": f"{ending}-{one}"})
        assert sent.status_code == 201, sent.text


def figures(weighing: dict[str, Any]) -> list[float]:
    return [figure["own"] for span in weighing["evidence"] for figure in span["figures"] if figure["what"] == "email"]


def test_a_proposal_is_weighed_before_it_is_made_and_nothing_is_stored(api: CaseApi) -> None:
    write(api, 3, "15")
    before = api.at("2026-04-20T10:00").get("/customers/sam/case/acts").get_json()
    answer = api.post("/proposals/weigh", ban())
    assert answer.status_code == 200
    found = answer.get_json()
    assert (found["proposed"]["kept_out"], found["proposed"]["outcomes"]["hold"]) == (3, 3)
    assert [one["was"] for one in found["proposed"]["contacts"]] == ["connect"] * 3
    assert (found["milder"]["kind"], found["milder"]["kept_out"]) == ("contact_cap", 2)
    assert (figures(found), found["refusal"]["code"]) == ([3, 3, 3], "warning_missing")
    assert api.get("/customers/sam/case/acts").get_json() == before
    assert "staff:restriction:weighed sam mo" in api.memory.of(LANDLORD).audit[-1]


def test_whoever_signs_sees_the_draft_weighed_and_after_a_trial_what_it_would_have_done(api: CaseApi) -> None:
    trial = api.draft(mode="shadow", planned_end="2026-05-04T00:00:00Z")
    api.does(f"/restrictions/{trial}/consultations", {"officer": "sue", "asked": ["repairs"], "replies": "agreed"})
    api.does(f"/restrictions/{trial}/signatures", {"officer": "sue"}, **api.seen(trial))
    write(api, 2, "22")
    found = api.at("2026-05-04T10:00").get(f"/restrictions/{trial}/weighing?officer=sue").get_json()
    (counted,) = found["trials"]
    assert (counted["mode"], counted["kept_out"], counted["sentences"][0]) == (
        "shadow",
        2,
        "Of 2 contacts these terms would have had 2 held.",
    )
    assert code(api.get(f"/restrictions/{trial}/weighing?officer=nobody")) == (409, "unknown_officer")
    assert code(api.get(f"/restrictions/{trial}/weighing")) == (400, "invalid_query")


def test_a_letter_is_tried_before_it_leaves(api: CaseApi) -> None:
    made = api.signed()
    found = api.get(f"/restrictions/{made}/draft-letter?officer=sue").get_json()
    assert (found["letter"], found["lacking"]) == ("decision", [])
    assert b64decode(found["pdf"]).startswith(b"%PDF")
    assert api.get(f"/restrictions/{made}/letters").get_json() == {"items": []}


def test_a_reviewer_is_given_the_evidence_of_the_time_with_its_words(api: CaseApi) -> None:
    made = api.told()
    write(api, 2, "23")
    api.at("2026-04-24T10:00").does(
        "/customers/sam/incidents", {"officer": "mo", "grounds": "abuse", "what_happened": "He swore."}
    )
    found = api.at("2026-05-20T10:00").get(f"/restrictions/{made}/review-pack?officer=ann").get_json()
    assert [(week["monday"], week["channel"], week["held"]) for week in found["weeks"]] == [("2026-04-20", "email", 2)]
    assert (found["total"]["attempts"], len(found["breaches"]), found["reviewed_before"]) == (2, 2, False)
    assert [one["words"] for one in found["incidents"]] == [{"what_happened": "He swore."}]
    assert [(one["restriction_id"], one["about"]["letter"]) for one in found["letters"]] == [(made, "decision")]
    assert code(api.at("2026-04-01T12:00").get(f"/restrictions/{made}/review-pack?officer=ann")) == (
        409,
        "not_in_force",
    )


@pytest.mark.parametrize("path", ["weighing", "draft-letter", "review-pack"])
def test_what_is_seen_of_a_case_is_for_few_eyes(api: CaseApi, path: str) -> None:
    others = api.make_token(*(set(ApiScope) - {ApiScope.GROUNDS_READ}), name="without")
    answer = api.ask("GET", f"/restrictions/r/{path}?officer=sue", token=others)
    assert code(answer) == (403, "insufficient_scope")
