"""What comes in through the door of the API, and how everything else is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.operations import Operation
from contact_gateway.web.api.routes import OPERATIONS
from tests.builders import MONDAY
from tests.unit.web.api.api_app import Api, code
from tests.unit.web.desk.desk_app import LANDLORD

CALL = {"channel": "voice", "from": "07700 900123"}


def path_of(operation: Operation) -> str:
    ids = {
        "customer_id": "sam",
        "representative_id": "rae",
        "member_id": "kim",
        "officer_id": "lee",
        "contact_id": "contact-1",
        "restriction_id": "r",
        "task_id": "t",
        "export_id": "e",
        "appeal_id": "a",
        "decision_id": "d",
        "letter_id": "l",
        "hold_id": "h",
    }
    ids |= {"language": "en", "script": "greeting"}
    path = operation.path
    for name, value in ids.items():
        path = path.replace(f"<id:{name}>", value)
    return path


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_each_operation_opens_to_its_own_scope_alone(api: Api, operation: Operation) -> None:
    without = api.make_token(*(set(ApiScope) - {operation.scope}), name="without")
    answer = api.ask(operation.method, path_of(operation), token=without)
    assert code(answer) == (403, "insufficient_scope")
    assert operation.scope in answer.headers["WWW-Authenticate"]
    only = api.make_token(operation.scope, name="only")
    assert api.ask(operation.method, path_of(operation), token=only).status_code not in {401, 403}


@pytest.mark.parametrize("sent", ["", "nonsense", "cg_x", "cg_0123456789abcdef_guess", "x" * 10_000, "\x00", "é"])
def test_whoever_sends_no_token_that_is_good_is_told_how(api: Api, sent: str) -> None:
    headers = {"Authorization": f"Bearer {sent}".encode().decode("latin-1")}
    if "\x00" in sent:
        headers = {"Authorization": "Bearer"}
    answer = api.client().get("/api/v1/customers", headers=headers)
    assert code(answer) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("said", ["Basic dXNlcjpwYXNz", "Bearer", ""])
def test_no_other_way_of_signing_in_is_taken(api: Api, said: str) -> None:
    answer = api.client().get("/api/v1/customers", headers={"Authorization": said} if said else {})
    assert code(answer) == (401, "unauthorized")


def test_a_token_is_good_until_its_day_and_until_it_is_revoked(api: Api) -> None:
    assert api.get("/customers").status_code == 200
    api.clock.stand_at(MONDAY + timedelta(days=90))
    assert code(api.get("/customers")) == (401, "unauthorized")
    api.clock.stand_at(MONDAY)
    (held,) = api.services.api.tokens.of_landlord(LANDLORD)
    api.services.api.tokens.revoke(LANDLORD, held.id, MONDAY)
    assert code(api.get("/customers")) == (401, "unauthorized")


def test_whoever_sends_too_many_requests_is_told_when_to_go_on() -> None:
    api = Api(requests=2)
    statuses = [api.get("/customers").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = api.get("/customers")
    assert code(answer) == (429, "too_many")
    assert answer.headers["Retry-After"] == "7"


def test_whoever_guesses_tokens_is_told_to_slow_down_and_a_good_token_beside_him_is_not() -> None:
    api = Api(requests=2)
    guesses = [api.ask("GET", "/customers", token="cg_0123456789abcdef_guess") for _ in range(3)]
    assert [guess.status_code for guess in guesses] == [401, 401, 429]
    assert code(guesses[2]) == (429, "too_many")
    assert guesses[2].headers["Retry-After"] == "7"
    assert api.get("/customers").status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert api.client().get("/api/v1/customers", environ_overrides=elsewhere).status_code == 401


@pytest.mark.parametrize("accepted", ["application/json", "*/*", "application/*;q=0.1", "text/html, */*;q=0.2"])
def test_whoever_takes_json_is_answered(api: Api, accepted: str) -> None:
    assert api.get("/customers", Accept=accepted).status_code == 200


@pytest.mark.parametrize("accepted", ["text/html", "application/xml", "application/json;q=0", "nonsense"])
def test_whoever_takes_no_json_is_told_so(api: Api, accepted: str) -> None:
    assert code(api.get("/customers", Accept=accepted)) == (406, "not_acceptable")


@pytest.mark.parametrize(
    "said", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"]
)
def test_a_body_is_json_in_utf_8(api: Api, said: str) -> None:
    assert code(api.post("/decisions", CALL, **{"Content-Type": said})) == (415, "not_json")


def test_a_compressed_body_is_not_taken(api: Api) -> None:
    assert code(api.post("/decisions", CALL, **{"Content-Encoding": "gzip"})) == (415, "not_json")


@pytest.mark.parametrize("text", ["", "{", "nonsense", '{"channel": "\\ud800"}', "\ufeff{}", "{'channel': 'voice'}"])
def test_what_is_no_json_is_refused(api: Api, text: str) -> None:
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json"}
    answer = api.client().post("/api/v1/decisions", data=text.encode(), headers=headers)
    assert code(answer) == (400, "malformed_json")


def test_a_body_that_is_too_large_is_refused(api: Api) -> None:
    assert code(api.post("/decisions", {**CALL, "text": "x" * 1_100_000})) == (413, "too_large")


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "telepathy"},
        {"channel": None},
        {"unknown": 1},
        {"text": "nul\0"},
        {"text": "x" * 100_001},
        {"from": "line\nbreak"},
        {"attachments": -1},
        {"attachments": "1"},
        {"attachments": True},
        {"copied_to": 1.5},
        {"copied_to": 10**30},
        {"in_response": "yes"},
        {"received_at": "2026-02-30T10:00:00Z"},
        {"received_at": "2026-03-02T10:00:00"},
        {"received_at": "1999-12-31T23:59:59Z"},
        {"received_at": "2100-01-01T00:00:00Z"},
        {"received_at": 1772445600},
        {"tags": ["emergency", "emergency"]},
        {"reference": ""},
        {"customer_id": "../x"},
    ],
    ids=repr,
)
def test_a_body_has_the_shape_that_is_documented(api: Api, change: dict[str, object]) -> None:
    answer = api.post("/decisions", {**CALL, **change})
    assert code(answer) == (422, "invalid_body")
    assert answer.json is not None
    assert answer.json["errors"][0]["where"].split("/")[0] in change


def test_what_was_sent_is_never_repeated(api: Api) -> None:
    for body in ({**CALL, "channel": "secret words"}, {**CALL, "from": "secret words\n"}):
        assert "secret words" not in api.post("/decisions", body).text
    assert "secret" not in api.get("/customers/sam/counters?from=secret&to=secret").text


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=1_0", "limit=%2B5", "limit=1&limit=2"])
def test_a_limit_is_a_whole_number_within_bounds(api: Api, query: str) -> None:
    assert code(api.get(f"/customers?{query}")) == (400, "invalid_query")


@pytest.mark.parametrize("path", ["/customers?name=Sam", "/customers/sam?fields=name", "/register?x"])
def test_a_parameter_that_nobody_knows_is_refused(api: Api, path: str) -> None:
    assert code(api.get(path)) == (400, "invalid_query")


@pytest.mark.parametrize(
    "path", ["/", "", "/nowhere", "/customers/", "/customers/a b", "/customers/%00", "/customers/-"]
)
def test_what_leads_nowhere_is_a_problem_too(api: Api, path: str) -> None:
    assert code(api.get(path)) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/customers", {"GET", "HEAD", "POST"}),
        ("OPTIONS", "/customers/sam", {"GET", "HEAD", "PUT"}),
        ("GET", "/customers/search", {"POST"}),
        ("GET", "/banners/search", {"POST"}),
        ("DELETE", "/restrictions/r", {"GET", "HEAD"}),
        ("TRACE", "/decisions", {"POST"}),
    ],
)
def test_a_method_that_is_not_documented_is_refused_with_those_that_are(
    api: Api, method: str, path: str, allowed: set[str]
) -> None:
    answer = api.ask(method, path)
    assert code(answer) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == allowed


def test_other_addresses_than_the_api_s_are_left_to_others(api: Api) -> None:
    answer = api.client().get("/elsewhere")
    assert answer.status_code == 404
    assert "problem" not in str(answer.content_type)


def test_no_answer_is_kept_by_anybody_on_the_way(api: Api) -> None:
    assert api.get("/customers").headers["Cache-Control"] == "no-store"
    assert api.ask("GET", "/customers", token="wrong").headers["Cache-Control"] == "no-store"
