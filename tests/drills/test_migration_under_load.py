"""A newer version's migration is applied, and taken back, while this version serves calls: nobody notices."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import psycopg
import pytest
import sqlalchemy
from sqlalchemy import make_url

from contact_gateway.adapters.database import migrate
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.drills.real_server import RealServer, real_server
from tests.drills.recount import stored
from tests.drills.steady_load import steady_load
from tests.integration.doors.house import BASE_URL, House

READS_FOR_SECONDS = 4
"""Longer than a migration waits for its table, and shorter than it goes on trying."""

CALLERS_WAIT_SECONDS = 4

NEXT = """
from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade():
    op.execute("ALTER TABLE {table} ADD COLUMN of_the_next_version text DEFAULT ''")


def downgrade():
    op.drop_column("{table}", "of_the_next_version")
"""
BUSY = ("landlords", "people", "contact_points", "restrictions", "allowances", "contacts", "contact_steps", "counters")
"""What a call reads or writes; each table gets a column by a migration of its own."""


@pytest.fixture
def next_version(tmp_path: Path) -> tuple[str, Path]:
    """Our migrations and those of the next version: the number of its last one, and their folder."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    ours = len(list((scripts / "versions").glob("*.py")))
    for number, table in enumerate(BUSY, ours + 1):
        text = NEXT.format(number=f"{number:04}", before=f"{number - 1:04}", table=table)
        (scripts / "versions" / f"{number:04}_more_of_{table}.py").write_text(text)
    return f"{ours + len(BUSY):04}", scripts


@pytest.fixture
def server(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[RealServer]:
    house = House(database_url, direct_url, tmp_path)
    house.decide(restriction(Kind.CONTACT_CAP, {"limit": 5, "per": "month"}, channels=[Channel.VOICE]))
    house.close()
    said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": BASE_URL, "DATABASE_URL": database_url}
    with real_server({**said, "LANDLORD_KEYS_FILE": str(tmp_path / "keys.toml")}, tmp_path) as running:
        yield running


def revision(direct_url: str) -> str:
    engine = sqlalchemy.create_engine(direct_url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        return str(connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version")).scalar_one())


def read_for_long(direct_url: str) -> None:
    """Hold on to a table that every call writes, as a report or a backup does."""
    conninfo = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT count(*) FROM contact_steps")
        time.sleep(READS_FOR_SECONDS)


def test_calls_go_on_while_the_schema_moves_on_and_back(
    server: RealServer, direct_url: str, next_version: tuple[str, Path]
) -> None:
    number, scripts = next_version
    was = revision(direct_url)
    seen = []
    with steady_load(server.url) as load:
        for _ in range(2):
            load.wait_for(20)
            migrate.upgrade(direct_url, scripts=scripts)
            seen.append(revision(direct_url))
            load.wait_for(20)
            migrate.downgrade(direct_url, was, scripts=scripts)
            seen.append(revision(direct_url))
    assert seen == [number, was, number, was]
    assert load.refused() == []
    assert "safe document" not in server.log.read_text()
    found = stored(direct_url)
    assert set(found.contacts) == {one.provider_id for one in load.sent}
    assert found.from_log == found.counted
    assert found.connected == found.reserved == 5


def test_a_migration_that_meets_a_long_report_lets_callers_pass_and_waits_its_turn(
    server: RealServer, direct_url: str, next_version: tuple[str, Path]
) -> None:
    number, scripts = next_version
    with steady_load(server.url) as load:
        report = Thread(target=read_for_long, args=(direct_url,))
        load.wait_for(10)
        report.start()
        time.sleep(0.5)
        migrate.upgrade(direct_url, scripts=scripts)
        report.join()
        load.wait_for(10)
    assert revision(direct_url) == number
    assert load.refused() == []
    assert max(one.longest_seconds for one in load.sent) < CALLERS_WAIT_SECONDS
    assert "safe document" not in server.log.read_text()
    assert set(stored(direct_url).contacts) == {one.provider_id for one in load.sent}
