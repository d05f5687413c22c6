"""Restrictions that were stored before there were acts: they bind as they did, and go on like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from contact_gateway.adapters.database import migrate
from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.engine import Database
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Lifted, Proposed
from tests import builders
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_landlord, add_person

BEFORE = "0017"
ROWS = """
    INSERT INTO restrictions (landlord_id, id, customer_id, kind, terms, scope, starts_at, review_on, planned_end,
        ended_at, grounds, decided_by, decided_at, policy_version)
    VALUES (:l, :id, 'sam', 'contact_cap', '{"limit": 2, "per": "week"}', '{"channels": ["voice"]}', :starts,
        '2026-09-01', :planned, :ended, 'abuse', 'lee', :starts, 1)
"""


@pytest.fixture
def old(direct_url: str) -> str:
    """A database as it was, with restrictions that go on, were ended, had a planned end, and never began."""
    database = Database(direct_url)
    add_landlord(database)
    add_person(database, builders.new_person())
    database.close()
    migrate.downgrade(direct_url, BEFORE)
    engine = create_engine(direct_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as owner:
        for restriction_id, planned, ended in (
            ("a-on", None, None),
            ("b-ended", None, NOON + timedelta(days=1)),
            ("c-planned", NOON + timedelta(days=2), None),
            ("d-never", NOON - timedelta(days=1), None),
        ):
            told = {"l": LANDLORD, "id": restriction_id, "starts": NOON, "planned": planned, "ended": ended}
            owner.execute(text(ROWS), told)
    engine.dispose()
    return direct_url


def test_they_bind_as_they_did_and_have_a_history(old: str) -> None:
    migrate.upgrade(old)
    database = Database(old)
    with database.transaction(LANDLORD) as connection:
        found = connection.execute(text("SELECT id, binds::text FROM restrictions ORDER BY id")).all()
    binds = {row.id: row.binds for row in found}
    files = DatabaseCaseFiles(database, ENCRYPTION)
    acts = {name: [type(one.act) for one in files.history(LANDLORD, name)] for name in binds}
    first = files.history(LANDLORD, "a-on")[0].act
    database.close()
    assert [text.count("2026") for text in binds.values()] == [1, 2, 2, 0]
    assert acts["a-on"] == acts["c-planned"] == [Proposed, Authorised, LetterIssued]
    assert acts["b-ended"] == [Proposed, Authorised, LetterIssued, Lifted]
    assert isinstance(first, Proposed)
    assert (first.by, first.restriction.id, first.restriction.starts_at) == ("lee", "a-on", NOON)
