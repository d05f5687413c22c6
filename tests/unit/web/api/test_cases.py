"""What happens in a case beside restrictions, through the API, and who gets to see what."""

from __future__ import annotations

from typing import Any

import pytest

from contact_gateway.adapters.database.act_rows import ACTS
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.act_answers import name_of
from tests.unit.web.api.api_app import code
from tests.unit.web.api.cases import WARNING, CaseApi
from tests.unit.web.desk.desk_app import LANDLORD

SECRET = "a slammed door"
RECORDS: dict[str, tuple[str, dict[str, Any], str]] = {
    "an incident": (
        "/incidents",
        {"grounds": "abuse", "what_happened": SECRET, "against": "contractor", "actor": "A cousin"},
        "incident",
    ),
    "an attempt": ("/attempts", {"channel": "voice", "reached": False, "result": SECRET}, "attempt"),
    "causes": ("/causes", {"referral": "not_appropriate", "found": SECRET}, "causes"),
    "an agreement": ("/agreements", {"text": SECRET, "until": "2026-09-01"}, "agreed"),
    "mediation": ("/mediations", {"result": "declined", "account": SECRET}, "mediated"),
    "a warning": (
        "/warnings",
        {
            "form": "verbal",
            "why": SECRET,
            "must_change": "Knock.",
            "if_continues": "Letters alone.",
            "contact_id": "visit-3",
        },
        "warned",
    ),
    "an adjustment": ("/adjustments", {"adjustment": "easy_read", "helps": SECRET}, "adjustment_agreed"),
    "a complaint": ("/complaints", {"about": "sue", "account": SECRET}, "complained"),
    "a window": ("/contact-requests", {"channel": "email", "until": "2026-06-01T10:00:00Z"}, "asked_for_contact"),
    "a disclosure": (
        "/disclosures",
        {
            "to": "police",
            "basis": "section_115",
            "agreed_by": "dee",
            "asked_by": "PC Example",
            "purpose": "an inquiry",
            "shared": SECRET,
        },
        "disclosed",
    ),
    "action on the tenancy": (
        "/tenancy-actions",
        {"agreed_by": "dee", "what": SECRET, "broken": "Clause 4."},
        "tenancy_action_taken",
    ),
    "a court's order": (
        "/court-orders",
        {"reference": "C00XX123", "made_on": "2026-03-02", "terms": SECRET, "power_of_arrest": True},
        "court_order_made",
    ),
}


@pytest.fixture
def api() -> CaseApi:
    return CaseApi()


@pytest.mark.parametrize(("path", "body", "act"), RECORDS.values(), ids=RECORDS)
def test_whatever_happens_is_put_on_record_with_who_and_when_and_its_words_apart(
    api: CaseApi, path: str, body: dict[str, Any], act: str
) -> None:
    made = api.does(f"/customers/sam{path}", {"officer": "mo", **body})
    (shown,) = api.get("/customers/sam/case/acts").get_json()["items"]
    assert (shown["id"], shown["act"], shown["by"], shown["at"]) == (made["id"], act, "mo", "2026-04-01T09:00:00Z")
    assert SECRET not in str(shown)
    (told,) = api.get("/customers/sam/case/grounds").get_json()["items"]
    assert (SECRET in told["words"].values()) == (SECRET in body.values())


@pytest.mark.parametrize(("path", "body", "act"), RECORDS.values(), ids=RECORDS)
def test_an_officer_of_the_landlord_is_named_for_each(api: CaseApi, path: str, body: dict[str, Any], act: str) -> None:
    assert code(api.post(f"/customers/sam{path}", {"officer": "nobody", **body})) == (409, "unknown_officer")
    assert code(api.post(f"/customers/sam{path}", body)) == (422, "invalid_body")
    assert code(api.post(f"/customers/nobody{path}", {"officer": "mo", **body})) == (404, "not_found")
    assert act not in api.get("/customers/sam/case/acts").text


def test_grounds_are_seen_with_their_own_scope_and_every_look_is_on_record(api: CaseApi) -> None:
    path, body, _ = RECORDS["an incident"]
    api.does(f"/customers/sam{path}", {"officer": "mo", **body})
    (told,) = api.get("/customers/sam/case/grounds").get_json()["items"]
    assert (told["grounds"], told["about"]["against"], told["about"]["actor"]) == ("abuse", "contractor", "A cousin")
    (look,) = [row for row in api.memory.of(LANDLORD).audit if row.startswith("staff:case:read sam token:")]
    assert look
    plain = api.make_token(ApiScope.CASES_READ, ApiScope.CASES_WRITE, name="plain")
    assert "abuse" not in api.ask("GET", "/customers/sam/case/acts", token=plain).text
    assert "contractor" not in api.ask("GET", "/customers/sam/case/acts", token=plain).text
    assert code(api.ask("GET", "/customers/sam/case/grounds", token=plain)) == (403, "insufficient_scope")


def test_a_restriction_s_grounds_and_letters_are_for_few_eyes_and_on_record(api: CaseApi) -> None:
    made = api.told()
    (letter,) = api.get(f"/restrictions/{made}/letters").get_json()["items"]
    assert (letter["letter"], letter["sent_by"], letter["received_on"]) == ("decision", "post", "2026-04-22")
    pdf = f"/restrictions/{made}/letters/{letter['id']}"
    told = api.get(f"/restrictions/{made}/grounds").get_json()["items"]
    assert told[0]["grounds"] == "excessive_contact"
    assert told[0]["words"]["evidence"] == "140 e-mails in March"
    answer = api.get(pdf, Accept="application/pdf")
    assert (answer.status_code, answer.content_type, answer.data[:4]) == (200, "application/pdf", b"%PDF")
    looks = [row.split()[0] for row in api.memory.of(LANDLORD).audit if " token:" in row]
    assert looks == ["staff:case:read", "staff:letter:read"]
    plain = api.make_token(ApiScope.CASES_READ, ApiScope.RESTRICTIONS_READ, name="plain")
    for path in (pdf, f"/restrictions/{made}/grounds"):
        assert code(api.ask("GET", path, token=plain)) == (403, "insufficient_scope")
    for path in (f"/restrictions/{made}/case", "/customers/sam/case", f"/restrictions/{made}"):
        shown = api.ask("GET", path, token=plain)
        assert shown.status_code == 200
        assert not any(word in shown.text for word in ("excessive_contact", "e-mails", "a day a week"))


def test_only_letters_about_this_restriction_are_given_out(api: CaseApi) -> None:
    first = api.told()
    (letter,) = api.get(f"/restrictions/{first}/letters").get_json()["items"]
    other = api.signed()
    assert api.get(f"/restrictions/{other}/letters").get_json()["items"] == []
    assert code(api.get(f"/restrictions/{other}/letters/{letter['id']}")) == (404, "not_found")
    assert code(api.get(f"/restrictions/{first}/letters/another")) == (404, "not_found")


def test_a_written_warning_is_a_letter_of_the_customer_s_and_of_no_restriction_s(api: CaseApi) -> None:
    api.warn()
    (letter,) = api.get("/customers/sam/letters").get_json()["items"]
    assert (letter["letter"], letter["restriction_id"], letter["officer"]) == ("warning", None, "mo")
    pdf = f"/customers/sam/letters/{letter['id']}"
    assert api.get(pdf, Accept="application/pdf").data[:4] == b"%PDF"
    assert api.memory.of(LANDLORD).audit[-1].startswith("staff:letter:read sam token:")
    plain = api.make_token(ApiScope.CASES_READ, name="plain")
    assert code(api.ask("GET", pdf, token=plain)) == (403, "insufficient_scope")
    kit = api.does("/customers", {"name": "Kit"})["id"]
    assert code(api.get(f"/customers/{kit}/letters/{letter['id']}")) == (404, "not_found")


def test_a_case_is_read_act_by_act_in_pages(api: CaseApi) -> None:
    made = [api.does("/customers/sam/incidents", {"officer": "mo", "grounds": "abuse"})["id"] for _ in range(3)]
    first = api.get("/customers/sam/case/acts?limit=2").get_json()
    assert ([one["id"] for one in first["items"]], first["next_cursor"]) == (made[:2], made[1])
    rest = api.get(f"/customers/sam/case/acts?limit=2&cursor={made[1]}").get_json()
    assert ([one["id"] for one in rest["items"]], rest["next_cursor"]) == (made[2:], None)
    assert api.get("/customers/sam/case/acts?cursor=unknown").get_json()["items"] == []
    for path in ("/customers/nobody/case", "/customers/nobody/case/acts", "/customers/nobody/case/grounds"):
        assert code(api.get(path)) == (404, "not_found")


def test_a_complaint_keeps_the_customer_s_contact_from_that_officer(api: CaseApi) -> None:
    api.does("/customers/sam/complaints", {"officer": "mo", "about": "sue"})
    assert ("sam", "sue") in api.memory.of(LANDLORD).complaints


def test_an_adjustment_holds_at_once_and_is_one_or_a_language(api: CaseApi) -> None:
    api.does("/customers/sam/adjustments", {"officer": "mo", "adjustment": "large_print"})
    api.does("/customers/sam/adjustments", {"officer": "mo", "language": "cy"})
    seen = api.get("/customers/sam").get_json()
    assert (seen["adjustments"], seen["language"]) == (["large_print"], "cy")
    both = {"officer": "mo", "adjustment": "large_print", "language": "cy"}
    assert code(api.post("/customers/sam/adjustments", both)) == (422, "invalid_body")
    assert code(api.post("/customers/sam/adjustments", {"officer": "mo"})) == (422, "invalid_body")


def test_a_proof_is_of_a_representative_of_this_customer(api: CaseApi) -> None:
    rae = api.does("/customers/sam/representatives", {"name": "Rae Example"})["id"]
    kit = api.does("/customers", {"name": "Kit"})["id"]
    proof = {"officer": "mo", "proof": "a signed form", "review_on": "2026-10-01"}
    made = api.does(f"/customers/sam/representatives/{rae}/authority", proof)
    assert made["tasks"] == ["look_at_authority_again"]
    assert "look_at_authority_again" in api.get("/tasks").text
    assert code(api.post(f"/customers/{kit}/representatives/{rae}/authority", proof)) == (404, "not_found")
    blank = {"officer": "mo", "proof": " "}
    assert code(api.post(f"/customers/sam/representatives/{rae}/authority", blank)) == (409, "evidence_missing")


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/warnings", {**WARNING, "stage": "Ä"}, (422, "invalid_body")),
        ("/monitoring", {"officer": "mo", "stage": "watched", "until": "2026-09-01"}, (409, "unknown_stage")),
        (
            "/contact-requests",
            {"officer": "mo", "channel": "email", "until": "2026-03-01T10:00:00Z"},
            (409, "impossible_terms"),
        ),
        ("/court-orders", {"officer": "mo", "reference": "C1", "made_on": "2026-05-01"}, (409, "impossible_terms")),
        (
            "/disclosures",
            {
                "officer": "mo",
                "to": "police",
                "basis": "other_law",
                "agreed_by": "dee",
                "asked_by": "PC Example",
                "purpose": "an inquiry",
                "shared": "dates",
            },
            (409, "reason_required"),
        ),
        ("/agreements", {"officer": "mo", "text": ""}, (422, "invalid_body")),
    ],
    ids=repr,
)
def test_what_cannot_be_put_on_record_is_refused(
    api: CaseApi, path: str, body: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert code(api.post(f"/customers/sam{path}", body)) == expected
    assert api.get("/customers/sam/case/acts").get_json()["items"] == []


def test_what_was_decided_in_one_step_has_a_life_too(api: CaseApi) -> None:
    cap = {"customer_id": "sam", "kind": "contact_cap", "terms": {"limit": 2, "per": "week"}, "officer": "sue"}
    told = {"proposed_by": "lee", "told_on": "2026-03-30", "sent_by": "post", "review_on": "2026-09-01"}
    made = api.does("/restrictions", {**cap, **told, "grounds": "excessive_contact"})["id"]
    life = api.life(made)
    assert (life["state"], life["proposed_by"], life["authorised_by"]) == ("active", "lee", "sue")
    assert life["in_force_from"] == "2026-04-01"
    proposed, signed, letter = life["acts"]
    assert (proposed["act"], proposed["about"]["taken_over_at"][:10]) == ("proposed", "2026-04-01")
    assert [act["by"] for act in (proposed, signed, letter)] == ["lee", "sue", "sue"]
    assert {act["at"] for act in life["acts"]} == {"2026-03-30T22:59:59.999999Z"}
    assert (letter["about"]["sent_by"], letter["about"]["received_on"]) == ("post", "2026-04-01")
    assert api.get(f"/restrictions/{made}/letters").get_json()["items"] == []
    assert code(api.get("/restrictions/another/case")) == (404, "not_found")


@pytest.mark.parametrize(("name", "kind"), ACTS.items())
def test_an_act_is_called_what_it_is_called_in_the_file(name: str, kind: type) -> None:
    assert name_of(object.__new__(kind)) == name
