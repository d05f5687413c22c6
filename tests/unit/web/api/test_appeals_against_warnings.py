"""Appeals against warnings, and comments before reviews, as other systems hand them in."""

from __future__ import annotations

import pytest

from tests.fakes.tokens import MemoryKeptAnswers
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi
from tests.unit.web.api.test_lost_answers import A_MINUTE, CutOff, PowerCut, send, with_kept

APPEALED = {"officer": "mo", "received_at": "2026-04-02T08:00:00Z", "text": "I was waiting."}


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


def test_a_warning_is_appealed_against_heard_and_answered(api: CaseApi) -> None:
    warning = api.warn()["id"]
    received = api.at("2026-04-02T09:05").does(f"/customers/sam/decisions/{warning}/appeals", APPEALED)
    assert (received["about"], received["appeal_due"], received["hearer"]) == (warning, "2026-04-20", None)
    one = f"/customers/sam/appeals/{received['appeal_id']}"
    assert api.does(f"{one}/letters", {"officer": "mo"})["letter_id"]
    assert code(api.post(f"{one}/hearer", {"officer": "mo", "hearer": "sue"})) == (409, "hearer_not_senior")
    assert api.does(f"{one}/hearer", {"officer": "mo", "hearer": "ann"})["hearer"] == "ann"
    found = {"officer": "ann", "finding": "removed", "reason": "We had asked for them."}
    decided = api.does(f"{one}/decision", found)
    assert (decided["finding"], decided["tasks"]) == ("removed", ["issue_letter"])
    assert code(api.post(f"{one}/decision", found)) == (409, "no_open_appeal")
    about = [act["about"] for act in api.get("/customers/sam/case/acts").get_json()["items"]]
    assert {"appeal_id": received["appeal_id"], "finding": "removed"} in about


def test_an_appeal_of_which_nobody_says_when_it_came_comes_now(api: CaseApi) -> None:
    warning, restriction = api.warn()["id"], api.told()
    api.at("2026-05-01T09:05")
    appealed = {"officer": "mo", "text": "I was waiting."}
    about_warning = api.does(f"/customers/sam/decisions/{warning}/appeals", appealed)
    about_restriction = api.does(f"/restrictions/{restriction}/appeals", appealed)
    assert (about_warning["appeal_due"], about_restriction["appeal_due"]) == ("2026-05-18", "2026-05-18")


def test_an_appeal_that_is_refused_is_there_all_the_same(api: CaseApi) -> None:
    path = f"/customers/sam/decisions/{api.warn()['id']}/appeals"
    api.at("2026-04-02T09:05")
    assert code(api.post(path, {**APPEALED, "hearer": "mo"})) == (409, "hearer_involved")
    assert code(api.post(path, APPEALED)) == (409, "appeal_open")
    assert code(api.post("/customers/sam/decisions/none/appeals", APPEALED)) == (404, "not_found")


def test_more_of_an_appeal_whose_answer_was_lost_is_told_of_as_part_of_it(api: CaseApi) -> None:
    path = f"/customers/sam/decisions/{api.warn()['id']}/appeals"
    api.at("2026-04-02T09:05")
    first = api.does(path, APPEALED)
    with_kept(api, CutOff(api, PowerCut()))
    with pytest.raises(PowerCut):
        send(api, path, {**APPEALED, "text": "My carer was there."})
    with_kept(api, MemoryKeptAnswers(api.memory))
    api.clock.advance(A_MINUTE)
    again = send(api, path, {**APPEALED, "text": "My carer was there."})
    assert (again.status_code, again.get_json()["appeal_id"]) == (201, first["appeal_id"])


def test_the_same_appeal_sent_again_is_the_same_appeal(api: CaseApi) -> None:
    path, key = f"/customers/sam/decisions/{api.warn()['id']}/appeals", {"Idempotency-Key": "appeal-1"}
    api.at("2026-04-02T09:05")
    first = api.does(path, APPEALED, **key)
    assert api.does(path, APPEALED, **key) == first


def test_what_the_customer_says_before_a_review_is_on_record(api: CaseApi) -> None:
    path = f"/restrictions/{api.told()}"
    said = {"officer": "mo", "channel": "voice", "text": "One a week is too few."}
    assert api.at("2026-09-01T10:00").does(f"{path}/comments", said)["state"] == "active"
    assert code(api.post(f"{path}/comments", {**said, "text": " "})) == (409, "reason_required")
    assert {"channel": "voice"} in [act["about"] for act in api.get(f"{path}/case").get_json()["acts"]]
    (told,) = [one for one in api.get(f"{path}/grounds").get_json()["items"] if one["act"] == "commented"]
    assert told["words"] == {"words": "One a week is too few."}
