"""The document says what the operations do, and nothing about how we are built."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.routes import OPERATIONS
from tests.unit.web.api.api_app import Api


@pytest.fixture
def document(api: Api) -> dict[str, Any]:
    answer = api.client().get("/api/openapi.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    body: dict[str, Any] = answer.get_json()
    return body


def described(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


def references(part: object) -> set[str]:
    match part:
        case dict():
            found = {value for key, value in part.items() if key == "$ref"}
            return found.union(*map(references, part.values()))
        case list():
            return set().union(*map(references, part))
        case _:
            return set()


def test_it_is_openapi_3_1_and_holds_every_operation_once(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    names = [operation.name for operation in OPERATIONS]
    assert sorted(described(document)) == sorted(names)
    assert len(set(names)) == len(names)


def test_each_operation_names_its_scope_and_every_scope_is_of_use(document: dict[str, Any]) -> None:
    scopes = [one["security"] for one in described(document).values()]
    assert {scope for asked in scopes for one in asked for scope in one["token"]} == set(ApiScope)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= known
    assert known - references(document) == set()


def test_every_failure_is_a_problem(document: dict[str, Any]) -> None:
    for one in described(document).values():
        failures = {status: answer for status, answer in one["responses"].items() if int(status) >= 400}
        assert {"400", "401", "403", "406", "429", "500", "503"} <= set(failures)
        assert all(list(answer["content"]) == ["application/problem+json"] for answer in failures.values())


def test_every_text_and_every_list_that_is_taken_has_an_end(document: dict[str, Any]) -> None:
    sent = references([one.get("requestBody", {}) for one in described(document).values()])
    schemas = document["components"]["schemas"]
    seen: set[str] = set()
    while sent - seen:
        seen |= sent
        sent = sent.union(*(references(schemas[name.rpartition("/")[2]]) for name in sent))
    boundless = [name for name in seen for part in pieces(schemas[name.rpartition("/")[2]]) if has_no_end(part)]
    assert boundless == []


def pieces(part: object) -> list[dict[str, Any]]:
    match part:
        case dict():
            return [part, *(piece for value in part.values() for piece in pieces(value))]
        case list():
            return [piece for value in part for piece in pieces(value)]
        case _:
            return []


def has_no_end(schema: dict[str, Any]) -> bool:
    match schema.get("type"):
        case "string":
            return not {"enum", "maxLength", "pattern", "const"} & set(schema)
        case "array":
            return "maxItems" not in schema
        case "integer":
            return not {"minimum", "maximum"} <= set(schema)
        case "object":
            return schema.get("additionalProperties") is not False
        case _:
            return False


def test_a_schema_without_an_end_is_noticed() -> None:
    endless: list[dict[str, Any]] = [
        {"type": "string"},
        {"type": "array", "items": {}},
        {"type": "integer", "minimum": 0},
    ]
    assert all(has_no_end(schema) for schema in endless)


def test_nothing_personal_stands_in_a_query_or_a_path(document: dict[str, Any]) -> None:
    names = {one["name"] for operation in described(document).values() for one in operation["parameters"]}
    ids = {"customer_id", "contact_id", "representative_id", "restriction_id", "task_id", "export_id"}
    ids |= {"appeal_id", "letter_id", "decision_id", "hold_id", "member_id", "officer_id"}
    asked = {"language", "script", "limit", "cursor", "from", "to", "by", "format", "officer", "letter", "sent_by"}
    asked |= {"name", "on", "policy"}
    assert names == ids | asked | {"Idempotency-Key", "If-Match"}


def test_it_speaks_to_those_who_call_and_not_of_our_papers(document: dict[str, Any]) -> None:
    assert "DESIGN" not in json.dumps(document)
