"""Every example of the guide is sent as it stands there, and answered as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from contact_gateway.web.api.operations import Operation
from contact_gateway.web.api.routes import OPERATIONS
from tests.unit.web.api.api_app import Api

GUIDE = (Path(__file__).parents[4] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```http\n(.*?)```", GUIDE, re.DOTALL)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
OWN_CODES = {
    *("invalid_query", "malformed_json", "idempotency_key_missing", "unauthorized", "insufficient_scope", "not_found"),
    *("method_not_allowed", "not_acceptable", "not_json", "too_large", "changed_meanwhile", "if_match_missing"),
    *("invalid_body", "too_many", "internal", "unavailable", "request_in_progress", "idempotency_key_reused"),
}


def parts(block: str) -> tuple[str, dict[str, str], str]:
    """The first line, the headers and the body."""
    head, _, body = block.partition("\n\n")
    first, *lines = head.strip().splitlines()
    return first, dict(line.split(": ", 1) for line in lines), body.strip()


def sent(api: Api, block: str, known: dict[str, str]) -> TestResponse:
    for name, value in known.items():
        block = block.replace(f"{{{name}}}", value)
    first, headers, body = parts(block)
    method, path = first.split()
    return api.app.test_client().open(path, method=method, headers=headers, data=body.encode())


def differences(expected: object, given: object, known: dict[str, str], where: str = "") -> Iterator[str]:
    """What the answer does not say of what the guide says; `{name}` stands for a value, the same wherever it stands."""
    match expected:
        case dict() if isinstance(given, dict):
            for name, value in expected.items():
                yield from differences(value, given.get(name, "nothing"), known, f"{where}/{name}")
        case list() if isinstance(given, list) and len(given) == len(expected):
            for number, value in enumerate(expected):
                yield from differences(value, given[number], known, f"{where}/{number}")
        case str() if named := PLACEHOLDER.search(expected):
            value = str(given)[named.start() : len(str(given)) - (len(expected) - named.end())]
            if known.setdefault(named[1], value) != value:
                yield f"{where}: {given} is another {named[1]}"
        case _ if expected != given:
            yield f"{where}: {given!r} instead of {expected!r}"


def test_every_example_is_answered_as_the_guide_says(api: Api) -> None:
    known = {"token": api.token}
    examples = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))
    assert len(examples) >= 12
    for request, response in examples:
        answer = sent(api, request, known)
        status, headers, body = parts(response)
        assert answer.status_code == int(status.split()[0]), f"{request}\n{answer.text}"
        said = {"headers": headers, "body": json.loads(body) if body else None}
        given = {"headers": dict(answer.headers), "body": answer.get_json() if body else None}
        assert list(differences(said, given, known)) == [], request


@pytest.mark.parametrize(
    ("expected", "given"),
    [({"a": 1}, {"a": 2}), ({"a": 1}, {}), ([1], [1, 2]), ("{x}", "2"), ({"a": None}, {"a": "b"})],
)
def test_an_answer_that_says_something_else_is_noticed(expected: object, given: object) -> None:
    assert list(differences(expected, given, {"x": "1"}))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_stands_in_the_guide_with_its_scope(operation: Operation) -> None:
    path = re.sub(r"<id:(\w+)>", r"{\1}", operation.path)
    (row,) = [line for line in GUIDE.splitlines() if line.startswith("|") and f"`{operation.method} {path}`" in line]
    assert f"`{operation.scope}`" in row


def test_every_code_of_a_problem_stands_in_the_guide() -> None:
    codes = OWN_CODES.union(*(operation.refusals for operation in OPERATIONS))
    assert [code for code in sorted(codes) if f"`{code}`" not in GUIDE] == []
