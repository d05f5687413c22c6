"""What is read as evidence is found by indexes that are there anyhow, however many contacts a landlord has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import TextClause, create_engine, text

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

MANY_CONTACTS = (
    """
    CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT n, gen_random_uuid() AS id, CAST(:noon AS timestamptz) - n * interval '90 days' / 10000 AS at,
           CASE WHEN n % 200 = 0 THEN 'sam' ELSE 'c' || n % 1000 END AS who FROM generate_series(1, 10000) n
    """,
    """
    INSERT INTO contacts (landlord_id, received_at, id, provider, provider_id, channel, contact)
    SELECT :landlord, at, id, 'p', n::text, 'voice', '{}' FROM made
    """,
    """
    INSERT INTO contact_steps (landlord_id, provider, provider_id, step, contact_id, received_at, said, decision,
                               decided_at, policy_version)
    SELECT :landlord, 'p', n::text, 'start', id, at, '{}', jsonb_build_object('counted_for', who), at, 1 FROM made
    """,
    """
    INSERT INTO counters (landlord_id, customer_id, channel, hour, attempts)
    SELECT :landlord, who, 'voice', date_trunc('hour', at), count(*) FROM made GROUP BY 2, 4
    """,
)
"""Ten thousand of a thousand customers in 90 days, fifty of them Sam's."""


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


def test_of_past_contacts_only_the_hours_are_read_in_which_the_customer_made_contact(
    database: Database, direct_url: str
) -> None:
    add_sam(database)
    asked = {"landlord": LANDLORD, "customer_id": "sam", "start": NOON - timedelta(days=90), "end": NOON}
    with database.transaction(LANDLORD) as connection:
        for wanted in MANY_CONTACTS:
            connection.execute(text(wanted), {"landlord": LANDLORD, "noon": NOON})
    engine = create_engine(direct_url)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
    with database.transaction(LANDLORD) as connection:
        ran = connection.execute(text(f"EXPLAIN (ANALYZE, FORMAT JSON) {PAST_CONTACTS.text}"), asked).scalar_one()
    read = [node for node in nodes(ran[0]["Plan"]) if node.get("Relation Name") == "contact_steps"]
    assert sum(node["Actual Rows"] * node["Actual Loops"] for node in read) < 1000
