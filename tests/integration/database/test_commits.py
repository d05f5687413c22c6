"""What was not committed is never told as stored, and nobody waits for a lock longer than was agreed."""

from __future__ import annotations

import time

import pytest
import sqlalchemy
from sqlalchemy import Connection, text

from contact_gateway.adapters.database.engine import LOCK_SECONDS, Database, DatabaseFault
from contact_gateway.application.errors import Unavailable
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, add_landlord, count, receiver

CALL = builders.contact(received_at=NOON)
REFUSE_AT_COMMIT = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'not today';
    END $$;
    CREATE CONSTRAINT TRIGGER refused_at_commit AFTER INSERT ON contact_steps
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
"""


@pytest.fixture
def owner(direct_url: str) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(direct_url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)


def test_a_contact_that_is_refused_at_the_commit_is_not_answered_as_if_it_were_stored(
    database: Database, owner: sqlalchemy.Engine
) -> None:
    add_landlord(database)
    with owner.connect() as connection:
        connection.execute(text(REFUSE_AT_COMMIT))
    with pytest.raises(DatabaseFault, match="CheckViolation"):
        receiver(database)(LANDLORD, CALL)
    assert count(database, "contacts") == 0


def test_a_connection_that_is_cut_right_before_the_commit_is_unavailable(
    database: Database, owner: sqlalchemy.Engine
) -> None:
    add_landlord(database)
    with pytest.raises(Unavailable) as raised, database.transaction(LANDLORD) as connection:
        _rename_and_be_cut(connection, owner)
    assert raised.value.kind == "lost"
    with database.transaction(LANDLORD) as connection:
        assert connection.execute(text("SELECT name FROM landlords")).scalars().all() != ["Never Stored"]


def _rename_and_be_cut(connection: Connection, owner: sqlalchemy.Engine) -> None:
    pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    connection.execute(text("UPDATE landlords SET name = 'Never Stored'"))
    with owner.connect() as administrator:
        assert administrator.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid}).scalar_one()


def test_whoever_waits_for_a_row_gives_up_in_the_agreed_time_and_says_why(database: Database) -> None:
    add_landlord(database)
    waits = text("SELECT 1 FROM landlords WHERE slug = :slug FOR UPDATE")
    with database.transaction(LANDLORD) as holder:
        holder.execute(waits, {"slug": LANDLORD})
        started = time.monotonic()
        with pytest.raises(Unavailable) as raised, database.transaction(LANDLORD) as waiter:
            waiter.execute(waits, {"slug": LANDLORD})
        assert time.monotonic() - started >= LOCK_SECONDS
    assert raised.value.kind == "busy"  # the statement's own time would be over later, and told as "slow"
