"""The guide names every operation of the API and every code of a refusal; its examples run in tests/journeys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contact_gateway.web.api.operations import Operation
from contact_gateway.web.api.routes import OPERATIONS

GUIDE = (Path(__file__).parents[4] / "docs" / "api.md").read_text(encoding="utf-8")
OWN_CODES = {
    *("invalid_query", "malformed_json", "idempotency_key_missing", "unauthorized", "insufficient_scope", "not_found"),
    *("method_not_allowed", "not_acceptable", "not_json", "too_large", "changed_meanwhile", "if_match_missing"),
    *("invalid_body", "too_many", "internal", "unavailable", "request_in_progress", "idempotency_key_reused"),
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_stands_in_the_guide_with_its_scope(operation: Operation) -> None:
    path = re.sub(r"<id:(\w+)>", r"{\1}", operation.path)
    (row,) = [line for line in GUIDE.splitlines() if line.startswith("|") and f"`{operation.method} {path}`" in line]
    assert f"`{operation.scope}`" in row


def test_every_code_of_a_problem_stands_in_the_guide() -> None:
    codes = OWN_CODES.union(*(operation.refusals for operation in OPERATIONS))
    assert [code for code in sorted(codes) if f"`{code}`" not in GUIDE] == []
