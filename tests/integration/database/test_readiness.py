"""A database that lacks a migration is not ready; one that has more than we know is."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database import migrate
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.readiness import MIGRATIONS, DatabaseReadiness
from contact_gateway.application.errors import Unusable
from tests.integration.database.world import LANDLORD, add_landlord


def what_is_missing(database: Database, *more: str) -> str:
    with pytest.raises(Unusable) as raised:
        DatabaseReadiness(database, (*MIGRATIONS, *more)).landlords()
    assert raised.value.kind == "shape"
    return str(raised.value)


def test_a_migrated_database_is_ready_and_lists_its_landlords(database: Database) -> None:
    add_landlord(database)
    assert LANDLORD in DatabaseReadiness(database).landlords()


def test_a_missing_migration_is_named_with_what_to_do(database: Database) -> None:
    assert what_is_missing(database, "0901_later", "0902_latest") == (
        "The database lacks migration 0901_later; run `contact-gateway db upgrade`."
    )


@pytest.mark.parametrize("revision", ["0010", "0009", "base"])
def test_a_database_from_before_anybody_could_tell_is_not_ready(
    database: Database, direct_url: str, revision: str
) -> None:
    migrate.downgrade(direct_url, revision)
    assert "run `contact-gateway db upgrade`" in what_is_missing(database)
    migrate.upgrade(direct_url)
    assert DatabaseReadiness(database).landlords() == ()


def test_a_database_that_is_further_than_this_code_is_ready(database: Database) -> None:
    with database.engine.begin() as owner:
        owner.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    assert DatabaseReadiness(database).landlords() == ()
