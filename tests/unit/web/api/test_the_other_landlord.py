"""Whoever has one landlord's token, and every id of another in hand, finds nothing and changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contact_gateway.application.histories import histories_of
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.web.api.operations import Operation
from contact_gateway.web.api.routes import OPERATIONS
from tests.builders import new_officer, restriction
from tests.contracts.calls import a_task
from tests.unit.web.api.api_app import OLA, Api
from tests.unit.web.api.live_calls import answered_call
from tests.unit.web.desk.desk_app import LANDLORD, OTHER_LANDLORD

CUSTOMER = {"name": "Ours now"}
THEIR_CALL = {"channel": "voice", "from": "07700900999"}
CAP = {
    "customer_id": "ola",
    "kind": "time_cap",
    "terms": {"each": 10},
    "officer": "nan",
    "proposed_by": "una",
    "told_on": "2026-03-02",
    "sent_by": "hand",
    "grounds": "threat",
    "review_on": "2026-09-02",
}
CLOSED = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "the fence"}, id="their-closed-issue", customer_id="ola")
PROPOSAL = {
    "customer_id": "ola",
    "kind": "channel_ban",
    "channels": ["sms"],
    "officer": "nan",
    "grounds": "threat",
    "what_happened": "Elsewhere.",
}
BEFORE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("rewriteProposal", "consult", "signProposal"), ("draft",)),
    **dict.fromkeys(("issueLetter", "draftLetter"), ("draft", "sign")),
    **dict.fromkeys(("takeLetter", "takeCaseLetter", "handleLetter"), ("draft", "sign", "letter")),
    "resumeRestriction": ("suspend",),
    "liftHold": ("hold",),
    **dict.fromkeys(("showErasure", "eraseCustomer"), ("end", "reopen")),
    **dict.fromkeys(("nameHearer", "decideAppeal"), ("appeal",)),
    "receiveCaseAppeal": ("warn",),
    **dict.fromkeys(("nameCaseHearer", "decideCaseAppeal", "issueCaseAppealLetter"), ("warn", "case_appeal")),
}
"""What the other landlord did before, where it is not the restriction of one step that is asked for."""
GRADES = {"nan": "officer", "max": "director"}
BODIES: dict[str, Any] = {
    "continueContact": {"pressed": "emergency"},
    "recordOutcome": {"happening": "ended"},
    "replaceCustomer": CUSTOMER,
    "replaceContactPoints": {},
    "replaceAdjustments": {"adjustments": []},
    **dict.fromkeys(("createRepresentative", "replaceRepresentative"), CUSTOMER),
    **dict.fromkeys(("createHouseholdMember", "replaceHouseholdMember"), CUSTOMER),
    "replaceOfficer": CUSTOMER,
    "endRestriction": {"officer": "nan"},
    "playWarning": {"warning": "first_warning", "officer": "nan"},
    "endCall": {"officer": "nan", "reason": "abuse"},
    "extendCall": {"minutes": 5, "officer": "nan"},
    "pauseRecording": {"paused": True, "officer": "lee"},
    "tagEmergency": {"officer": "lee"},
    "noteNewEvidence": {"restriction_id": CLOSED.id},
    "finishTask": {"officer": "nan"},
    "suspendRestriction": {"officer": "nan", "reason": "Ours."},
    "resumeRestriction": {"officer": "nan", "reason": "Ours."},
    "signProposal": {"officer": "max"},
    "issueLetter": {"officer": "max"},
    "recordIncident": {"officer": "nan", "grounds": "abuse"},
    "recordAttempt": {"officer": "nan", "channel": "voice", "reached": True},
    "recordCauses": {"officer": "nan", "referral": "no"},
    "recordAgreement": {"officer": "nan", "text": "Ours."},
    "recordMediation": {"officer": "nan", "result": "declined"},
    "recordWarning": {"officer": "nan", "form": "verbal", "why": "Ours.", "contact_id": "visit-1"},
    "beginMonitoring": {"officer": "nan", "stage": "watched", "until": "2026-09-01"},
    "recordAdjustment": {"officer": "nan", "adjustment": "easy_read"},
    "recordComplaint": {"officer": "nan", "about": "nan"},
    "askForContact": {"officer": "nan", "channel": "voice", "until": "2026-09-01T10:00:00Z"},
    "decideItem": {"officer": "nan", "contact_id": "c", "decision": "dealt_with"},
    "recordNotGiven": {"officer": "nan", "asked_for": "detail"},
    "acknowledge": {"officer": "nan"},
    "recordDisclosure": {
        "officer": "nan",
        "to": "police",
        "basis": "section_115",
        "agreed_by": "nan",
        "asked_by": "Us",
        "purpose": "Ours.",
        "shared": "Ours.",
    },
    "recordTenancyAction": {"officer": "nan", "agreed_by": "nan", "what": "A notice.", "broken": "Clause 4."},
    "recordCourtOrder": {"officer": "nan", "reference": "C1", "made_on": "2026-01-05"},
    "recordAuthority": {"officer": "nan", "proof": "Ours."},
    "rewriteProposal": PROPOSAL,
    "consult": {"officer": "max", "asked": ["repairs"]},
    "recordReview": {"officer": "max", "outcome": "lift", "reason": "Ours."},
    "receiveAppeal": {"officer": "nan", "received_at": "2026-03-02T10:00:00Z"},
    "nameHearer": {"officer": "nan", "hearer": "max"},
    "recordComment": {"officer": "nan", "channel": "sms", "text": "Ours."},
    "receiveCaseAppeal": {"officer": "nan", "received_at": "2026-03-02T10:00:00Z"},
    "nameCaseHearer": {"officer": "nan", "hearer": "max"},
    "decideCaseAppeal": {"officer": "max", "finding": "removed", "reason": "Ours."},
    "issueCaseAppealLetter": {"officer": "nan"},
    "decideAppeal": {"officer": "max", "finding": "removed", "reason": "Ours."},
    "handleLetter": {"officer": "nan", "done": "told", "said": "Ours."},
    "placeHold": {"officer": "nan", "reference": "Ours"},
    "liftHold": {"officer": "nan"},
    "eraseCustomer": {"officer": "nan"},
    "prepareExport": {"officer": "nan"},
    "releaseExport": {"officer": "nan"},
}
QUERIES = {
    "showCounters": "?from=2026-03-01&to=2026-04-01",
    **dict.fromkeys(("weighDraft", "draftLetter", "readReviewPack"), "?officer=nan"),
}
WITH_IDS = [operation for operation in OPERATIONS if "_id>" in operation.path]
IMPOSSIBLE = {"beginMonitoring"}
"""What their policy, which has no stages, does not know."""
LISTS = ["/customers", "/officers", "/contacts", "/restrictions", "/register", "/tasks"]


@pytest.fixture
def ids(api: Api) -> dict[str, str]:
    """What the other landlord has, by the name of the id in a path."""
    token = api.others_token
    keyed = {"Idempotency-Key": "their-call"}
    api.services.people.add(OTHER_LANDLORD, new_officer(id="una", name="Una Elsewhere", contact_points=()))
    made = api.ask("POST", "/restrictions", CAP, token=token).get_json()
    api.decide(CLOSED, OTHER_LANDLORD)
    call = api.ask("POST", "/contacts", THEIR_CALL, token=token, headers=keyed).get_json()
    answered_call(api.services.calls, OTHER_LANDLORD, call["contact_id"])
    api.services.calls.tasks.add(OTHER_LANDLORD, a_task(call["contact_id"]))
    for landlord, officer in ((LANDLORD, "nan"), (LANDLORD, "max"), (OTHER_LANDLORD, "max")):
        api.services.people.add(
            landlord, new_officer(id=officer, name="Somebody", grade=GRADES[officer], contact_points=())
        )
    person = api.ask("POST", "/customers/ola/representatives", {"name": "Rae Elsewhere"}, token=token).get_json()
    member = api.ask("POST", "/customers/ola/household", {"name": "Kim Elsewhere"}, token=token).get_json()
    officer = api.ask("POST", "/officers", {"name": "Ned Elsewhere"}, token=token).get_json()
    return {
        "customer_id": "ola",
        "officer_id": officer["id"],
        "contact_id": call["contact_id"],
        "representative_id": person["id"],
        "member_id": member["id"],
        "restriction_id": made["id"],
        "task_id": a_task(call["contact_id"]).id,
        "export_id": api.ask("POST", "/customers/ola/exports", {"officer": "nan"}, token=token).get_json()["id"],
        "hold_id": "none-yet",
        "appeal_id": "none-yet",
        "decision_id": "none-yet",
        "letter_id": "none-yet",
    }


def brought_to(api: Api, ids: dict[str, str], steps: tuple[str, ...]) -> dict[str, str]:
    """The ids, after the other landlord did this too."""
    for step in steps:
        path, body = {
            "hold": ("/customers/ola/legal-holds", BODIES["placeHold"]),
            "end": (f"/restrictions/{ids['restriction_id']}/end", BODIES["endRestriction"]),
            "reopen": (f"/restrictions/{CLOSED.id}/end", BODIES["endRestriction"]),
            "draft": ("/proposals", PROPOSAL),
            "sign": (f"/restrictions/{ids['restriction_id']}/signatures", BODIES["signProposal"]),
            "letter": (f"/restrictions/{ids['restriction_id']}/letters", BODIES["issueLetter"]),
            "suspend": (f"/restrictions/{ids['restriction_id']}/suspensions", BODIES["suspendRestriction"]),
            "appeal": (f"/restrictions/{ids['restriction_id']}/appeals", BODIES["receiveAppeal"]),
            "warn": ("/customers/ola/warnings", BODIES["recordWarning"]),
            "case_appeal": (f"/customers/ola/decisions/{ids['decision_id']}/appeals", BODIES["receiveCaseAppeal"]),
        }[step]
        answer = api.ask("POST", path, body, token=api.others_token, headers={"If-Match": "*"})
        assert answer.status_code < 300, answer.text
        said = answer.get_json()
        named = {name: said[name] for name in ("restriction_id", "appeal_id", "letter_id") if said.get(name)}
        made_by = {"warn": "decision_id", "hold": "hold_id"}.get(step)
        ids = {**ids, **named, **({made_by: said["id"]} if made_by else {})}
    return ids


def restricted_by_one_alone(api: Api) -> list[str]:
    """What binds of the restrictions that doors made though nobody else signed it, or nobody was told."""
    rows = api.memory.of(OTHER_LANDLORD)
    made = histories_of(one for _, one in rows.acts)
    bound = {name: one for name, one in made.items() if rows.binds.get(name) and name != CLOSED.id}
    return [
        name
        for name, one in bound.items()
        if one.authorised is None or one.authorised.by == one.proposed.by or not (one.letter or one.is_trial)
    ]


def state(api: Api) -> str:
    rows = api.memory.of(OTHER_LANDLORD)
    return repr(
        (
            *(rows.people, rows.restrictions, rows.ended, rows.contacts, rows.counters, rows.tallies, rows.addresses),
            *(rows.legs, rows.played, rows.ended_contacts, rows.tasks, rows.acts, rows.audit),
        )
    )


@pytest.mark.parametrize("operation", WITH_IDS, ids=lambda operation: operation.name)
def test_every_id_of_another_landlord_is_not_there(api: Api, ids: dict[str, str], operation: Operation) -> None:
    known = brought_to(api, ids, BEFORE.get(operation.name, ()))
    path, before = operation.path, state(api)
    for name, value in known.items():
        path = path.replace(f"<id:{name}>", value)
    query = QUERIES.get(operation.name, "")
    body = BODIES.get(operation.name)
    assert (body is None) == (operation.body is None)
    for token, expected in ((api.token, 404), (api.others_token, None)):
        headers = {"If-Match": "*"}
        answer = api.ask(operation.method, path + query, body, token=token, headers=headers)
        if expected:
            assert answer.status_code == expected
            assert "Elsewhere" not in answer.text
            assert state(api) == before
        else:
            assert answer.status_code == 409 if operation.name in IMPOSSIBLE else answer.status_code < 300
            assert restricted_by_one_alone(api) == []


@pytest.mark.parametrize("path", LISTS)
def test_no_list_holds_anything_of_another_landlord(api: Api, ids: dict[str, str], path: str) -> None:
    ours, theirs = api.get(path), api.ask("GET", path, token=api.others_token)
    assert "ola" not in json.dumps(ours.get_json())
    assert ids["contact_id"] not in ours.text
    assert theirs.get_json()["items"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/decisions", {"channel": "voice", "reference": OLA.reference}),
        ("/banners/search", {"phone": "07700900999"}),
        ("/customers/search", {"reference": OLA.reference}),
        ("/customers/search", {"phone": "07700900999"}),
    ],
)
def test_nothing_that_is_looked_for_is_found_at_another_landlord(
    api: Api, ids: dict[str, str], path: str, body: dict[str, str]
) -> None:
    assert ids["customer_id"] not in api.post(path, body).text
    assert "Elsewhere" not in api.post(path, body).text
    assert "Elsewhere" in api.ask("POST", path, body, token=api.others_token).text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/decisions", {**THEIR_CALL, "customer_id": "ola"}),
        ("/banners/search", {"customer_id": "ola"}),
        ("/restrictions", CAP),
    ],
)
def test_nobody_of_another_landlord_is_named_in_a_body(
    api: Api, ids: dict[str, str], path: str, body: dict[str, Any]
) -> None:
    before = state(api)
    assert api.post(path, body).status_code == 404
    assert (state(api), ids["customer_id"]) == (before, "ola")


def test_an_import_touches_no_reference_of_another_landlord(api: Api, ids: dict[str, str]) -> None:
    before = state(api)
    wanted = {"customers": [{"reference": OLA.reference, "name": "Ours"}]}
    assert api.post("/customers/import", wanted).get_json()["created"] == 1
    assert (state(api), ids["customer_id"]) == (before, "ola")


def test_the_same_key_at_two_landlords_is_two_requests(api: Api) -> None:
    headers = {"Idempotency-Key": "same"}
    tokens = (api.token, api.others_token)
    answers = [api.ask("POST", "/contacts", THEIR_CALL, token=token, headers=headers).get_json() for token in tokens]
    assert answers[0]["contact_id"] != answers[1]["contact_id"]
