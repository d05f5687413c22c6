"""What is read as evidence is found by indexes that are there anyhow, however many contacts a landlord has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import TextClause, text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.evidence_statements import (
    BREACHES,
    COMPARED,
    ENDED_CONTACTS,
    PAST_CONTACTS,
)
from tests.integration.database.world import LANDLORD, NOON, add_sam

STATEMENTS = {"compared": COMPARED, "past contacts": PAST_CONTACTS, "breaches": BREACHES, "ended": ENDED_CONTACTS}
LARGE = ("contacts", "contact_steps", "contact_events", "counters", "breaches", "incidents", "ended_contacts")
"""Tables that grow with every contact."""


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


@pytest.mark.parametrize("wanted", STATEMENTS.values(), ids=STATEMENTS)
def test_no_large_table_is_read_from_one_end_to_the_other(database: Database, wanted: TextClause) -> None:
    add_sam(database)
    asked = {"landlord": LANDLORD, "customer_id": "sam", "start": NOON - timedelta(days=90), "end": NOON}
    known = {name: value for name, value in asked.items() if f":{name}" in wanted.text}
    with database.transaction(LANDLORD) as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        found = connection.execute(text(f"EXPLAIN (FORMAT JSON) {wanted.text}"), known).scalar_one()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    read = [node for node in nodes(plan) if str(node.get("Relation Name", "")).startswith(LARGE)]
    assert read
    assert [node["Relation Name"] for node in read if node["Node Type"] == "Seq Scan"] == []
    assert all("landlord_id" in json.dumps(node) for node in read)
