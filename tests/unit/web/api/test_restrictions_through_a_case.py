"""A restriction through the API from the proposal to the end, each step refused where the policy refuses it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from tests.fakes.overtaken_files import OvertakenFiles
from tests.fakes.tokens import MemoryKeptAnswers
from tests.unit.application.casework.room import proposal
from tests.unit.domain.casework.cases import RULES
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import CaseApi, ban
from tests.unit.web.api.test_lost_answers import A_MINUTE, CutOff, PowerCut, with_kept
from tests.unit.web.desk.desk_app import LANDLORD

WINDOW = (AppealRules(tiers=(Tier(grade="assistant_director"),), window=Span(2, Unit.WORKING_DAYS)),)


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


def test_a_whole_course(api: CaseApi) -> None:
    made = api.draft()
    assert api.life(made)["state"] == "draft"
    one = f"/restrictions/{made}"
    consulted = {"officer": "sue", "asked": ["repairs"], "replies": "agreed"}
    assert api.does(f"{one}/consultations", consulted)["state"] == "consulted"
    assert api.does(f"{one}/signatures", {"officer": "sue"}, **api.seen(made))["tasks"] == ["issue_letter"]
    letter = api.does(f"{one}/letters", {"officer": "sue"})
    assert (letter["state"], letter["in_force_from"], letter["review_due"]) == (
        *("letter_issued", "2026-04-22", "2026-10-22"),
    )
    assert set(letter["letter_parts"]) == {"restrictions", "dates", "ombudsman"}
    appealed = {"officer": "mo", "received_at": "2026-05-01T08:00:00Z", "hearer": "ann", "text": "Not fair."}
    received = api.at("2026-05-01T09:05").does(f"{one}/appeals", appealed)
    assert (received["state"], received["mark"], received["appeal_due"]) == ("active", "under_appeal", "2026-05-18")
    upheld = {"officer": "ann", "finding": "upheld", "reason": "It is proportionate."}
    assert api.does(f"{one}/appeals/{received['appeal_id']}/decision", upheld)["mark"] is None
    reviewed = {"officer": "ann", "outcome": "continue", "reason": "It goes on."}
    assert api.at("2026-10-19T10:00").does(f"{one}/reviews", reviewed)["review_due"] == "2027-04-19"
    assert api.does(f"{one}/suspensions", {"officer": "ann", "reason": "For Christmas."})["state"] == "suspended"
    assert api.does(f"{one}/resumptions", {"officer": "ann", "reason": "It is over."})["tasks"] == ["issue_letter"]
    told = {"officer": "sue", "sent_by": "hand", "letter": "review_outcome"}
    assert api.does(f"{one}/letters", told)["state"] == "active"
    lifted = {"officer": "ann", "outcome": "lift", "reason": "It is settled."}
    assert api.does(f"{one}/reviews", lifted)["state"] == "ended"
    assert [act["act"] for act in api.life(made)["acts"]] == [
        *("proposed", "consulted", "authorised", "letter_issued", "appealed", "hearer_named", "appeal_decided"),
        *("reviewed", "suspended", "suspended", "letter_issued", "reviewed"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"channels": ["email", "letter", "sms", "voice", "web_form", "whatsapp", "social"]}, "no_channel_left"),
        ({"grounds": None}, "evidence_missing"),
        ({"evidence": " "}, "evidence_missing"),
        ({"impact": ""}, "impact_missing"),
        ({"vulnerability": ""}, "equality_check_missing"),
        ({"review_on": "2029-01-01"}, "review_out_of_range"),
        ({"kind": "no_contact", "channels": []}, "reason_required"),
        ({"officer": "nobody"}, "unknown_officer"),
        ({"kind": "contact_cap", "terms": {"limit": 0, "per": "week"}}, "impossible_terms"),
    ],
    ids=repr,
)
def test_what_the_policy_does_not_allow_is_not_proposed(api: CaseApi, change: dict[str, Any], expected: str) -> None:
    api.warn()
    assert code(api.post("/proposals", ban(**change))) == (409, expected)
    assert api.get("/customers/sam/case").get_json()["restrictions"] == []


def test_of_several_refusals_the_first_in_the_fixed_order_is_told(api: CaseApi) -> None:
    nothing = dict.fromkeys(("evidence", "impact", "severity", "frequency", "adjustments_considered"), "")
    wrong = ban(**nothing, review_on="2029-01-01")
    assert code(api.post("/proposals", wrong)) == (409, "warning_missing")
    api.warn()
    assert code(api.post("/proposals", wrong)) == (409, "evidence_missing")
    assert code(api.post("/proposals", {**wrong, "evidence": "a", "severity": "b", "frequency": "c"}))[1] == (
        "impact_missing"
    )


def test_an_adjustment_that_was_recorded_stands_against_what_fights_it(api: CaseApi) -> None:
    api.warn()
    api.does("/customers/sam/adjustments", {"officer": "mo", "adjustment": "cannot_use_telephone", "helps": "deaf"})
    form = {"kind": "single_form", "terms": {"form": "telephone"}, "channels": []}
    assert code(api.post("/proposals", ban(**form))) == (409, "conflicts_with_adjustment")


def test_whoever_signs_is_somebody_else_who_may_after_consulting_and_has_seen_it(api: CaseApi) -> None:
    made = api.draft(officer="sue")
    signatures = f"/restrictions/{made}/signatures"
    assert code(api.post(signatures, {"officer": "sue"})) == (428, "if_match_missing")
    seen = api.seen(made)
    assert code(api.post(signatures, {"officer": "mo"}, **seen)) == (409, "not_authorised")
    assert code(api.post(signatures, {"officer": "sue"}, **seen)) == (409, "same_person")
    assert code(api.post(signatures, {"officer": "ann"}, **seen)) == (409, "consultation_missing")
    api.does(f"/restrictions/{made}/consultations", {"officer": "mo", "asked": ["repairs"], "replies": "agreed"})
    assert code(api.post(signatures, {"officer": "ann"}, **seen)) == (412, "changed_meanwhile")
    api.does(signatures, {"officer": "ann"}, **api.seen(made))
    assert code(api.post(signatures, {"officer": "dee"}, **api.seen(made))) == (409, "already_decided")


def test_nobody_signs_what_was_written_anew_while_they_signed(api: CaseApi) -> None:
    made = api.draft()
    api.does(f"/restrictions/{made}/consultations", {"officer": "mo", "asked": ["repairs"], "replies": "agreed"})
    seen, casework = api.seen(made), api.services.casework
    anew = proposal(restriction_id=made, channels=("email", "sms"))
    files = OvertakenFiles(api.memory, lambda: casework.propose(LANDLORD, anew))
    overtaken = replace(casework.authorise, work=replace(casework.authorise.work, files=files))
    api.services = replace(api.services, casework=replace(casework, authorise=overtaken))
    api.open()
    assert code(api.post(f"/restrictions/{made}/signatures", {"officer": "ann"}, **seen)) == (412, "changed_meanwhile")
    assert api.life(made)["authorised_by"] is None


def test_a_proposal_is_written_anew_until_it_is_signed(api: CaseApi) -> None:
    made = api.draft()
    path = f"/restrictions/{made}/proposal"
    assert code(api.ask("PUT", path, ban(channels=["sms"]))) == (428, "if_match_missing")
    assert api.put(path, ban(channels=["sms"]), api.seen(made)["If-Match"]).status_code == 201
    assert api.get(f"/restrictions/{made}").get_json()["channels"] == ["sms"]
    api.does(f"/restrictions/{made}/consultations", {"officer": "sue", "asked": ["repairs"], "replies": "agreed"})
    api.does(f"/restrictions/{made}/signatures", {"officer": "sue"}, **api.seen(made))
    assert code(api.put(path, ban(), api.seen(made)["If-Match"])) == (409, "already_decided")


def test_a_letter_is_issued_once_when_it_is_signed_and_whole(api: CaseApi) -> None:
    made = api.draft()
    letters = f"/restrictions/{made}/letters"
    assert code(api.post(letters, {"officer": "sue"})) == (409, "not_authorised")
    told = api.told()
    again = f"/restrictions/{told}/letters"
    assert code(api.post(again, {"officer": "sue"})) == (409, "already_told")
    signed = f"/restrictions/{api.signed()}/letters"
    assert code(api.post(signed, {"officer": "sue", "omit": ["ombudsman"]})) == (409, "letter_incomplete")
    assert code(api.post(signed, {"officer": "sue", "omit": ["poem"]})) == (422, "invalid_body")


def test_a_refused_appeal_is_received_and_its_hearer_named_later(api: CaseApi) -> None:
    made = api.told()
    said = {"officer": "mo", "received_at": "2026-05-01T08:00:00Z"}
    api.at("2026-05-01T09:05")
    assert code(api.post(f"/restrictions/{made}/appeals", {**said, "hearer": "sue"})) == (409, "hearer_involved")
    life = api.life(made)
    assert (life["mark"], life["appeal_due"], life["hearer"]) == ("under_appeal", "2026-05-18", None)
    assert code(api.post(f"/restrictions/{made}/appeals", said)) == (409, "appeal_open")
    hearer = f"/restrictions/{made}/appeals/{life['appeal_id']}/hearer"
    assert code(api.post(hearer, {"officer": "mo", "hearer": "mo"})) == (409, "hearer_involved")
    api.does(hearer, {"officer": "mo", "hearer": "ann"})
    assert api.life(made)["hearer"] == "ann"
    decision = f"/restrictions/{made}/appeals/{life['appeal_id']}/decision"
    assert code(api.post(decision, {"officer": "dee", "finding": "removed", "reason": "x"})) == (409, "not_authorised")
    assert code(api.post(decision, {"officer": "ann", "finding": "removed"})) == (409, "reason_required")
    other = decision.replace(life["appeal_id"], "another")
    assert code(api.post(other, {"officer": "ann", "finding": "removed", "reason": "x"})) == (409, "no_open_appeal")


def test_what_comes_too_late_or_too_early_is_refused() -> None:
    api = CaseApi(replace(RULES, appeals=WINDOW))
    said = {"officer": "mo", "received_at": "2026-05-11T08:00:00Z"}
    draft = api.draft()
    assert code(api.post(f"/restrictions/{draft}/appeals", {**said, "received_at": "2026-04-19T08:00:00Z"})) == (
        *(409, "nothing_to_appeal"),
    )
    made = api.told()
    api.at("2026-05-11T09:05")
    assert code(api.post(f"/restrictions/{made}/appeals", said)) == (409, "appeal_out_of_time")
    assert api.life(made)["mark"] == "under_appeal"


def test_what_is_not_in_force_is_neither_reviewed_nor_suspended(api: CaseApi) -> None:
    one = f"/restrictions/{api.draft()}"
    review = {"officer": "ann", "outcome": "continue", "reason": "x"}
    assert code(api.post(f"{one}/reviews", review)) == (409, "not_in_force")
    assert code(api.post(f"{one}/suspensions", {"officer": "ann", "reason": "x"})) == (409, "not_in_force")
    assert code(api.post(f"{one}/suspensions", {"officer": "ann"})) == (409, "reason_required")
    assert code(api.post(f"{one}/resumptions", {"officer": "ann", "reason": "x"})) == (409, "not_suspended")


def test_a_draft_is_listed_as_one_and_binds_nobody(api: CaseApi) -> None:
    made = api.draft()
    (listed,) = api.get("/restrictions").get_json()["items"]
    assert (listed["id"], listed["state"], listed["mark"]) == (made, "draft", None)
    mail = {"channel": "email", "from": "sam@example.org", "authenticated": True}
    assert api.post("/decisions", mail).get_json()["reasons"] == []
    assert api.get("/register").get_json()["items"] == []
    told = api.told()
    api.at("2026-04-22T00:00")
    assert api.get(f"/restrictions/{told}").get_json()["state"] == "active"
    assert {one["state"] for one in api.get("/restrictions?customer_id=sam").get_json()["items"]} == {"draft", "active"}
    assert api.post("/decisions", mail).get_json()["reasons"][0]["restriction_id"] == told


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/customers/sam/incidents", {"officer": "mo", "grounds": "abuse"}),
        ("/proposals", ban()),
        ("/restrictions/{made}/consultations", {"officer": "sue", "asked": ["repairs"]}),
    ],
    ids=["an incident", "a proposal", "a consultation"],
)
def test_what_was_done_before_we_died_is_not_done_again(api: CaseApi, path: str, body: dict[str, Any]) -> None:
    path, key = path.format(made=api.draft()), {"Idempotency-Key": "once"}
    with_kept(api, CutOff(api, PowerCut()))
    with pytest.raises(PowerCut):
        api.post(path, body, **key)
    done = acts_of(api)
    with_kept(api, MemoryKeptAnswers(api.memory))
    api.clock.advance(A_MINUTE)
    again = api.does(path, body, **key)
    assert acts_of(api) == done
    assert done[-1]["id"] == again["id"]
    assert api.does(path, body, **key) == again


def acts_of(api: CaseApi) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/customers/sam/case/acts").get_json()["items"]
    return found


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"unverified": True}, "unverified_identity"), ({"segment": "residential_care"}, "out_of_scope")],
)
def test_what_the_landlord_tells_of_a_customer_is_asked_before_a_restriction_is_proposed(
    said: dict[str, Any], refusal: str
) -> None:
    api = CaseApi(replace(RULES, out_of_scope={"residential_care": "OCT-1.5"}))
    whole = {"name": "Sam Example", "reference": "T-1001", "address": "1 Example Street", **said}
    assert api.put("/customers/sam", whole, "*").status_code == 200
    api.warn()
    assert code(api.post("/proposals", ban())) == (409, refusal)
