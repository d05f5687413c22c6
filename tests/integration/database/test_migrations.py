"""The migrations: they build what the tables say, can be taken back, and may be run by several at once."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from contact_gateway.adapters.database import migrate
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.domain.outcome import Outcome
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, add_sam, cap, count, receiver

VERSIONS = sorted(path.name for path in (migrate.MIGRATIONS / "versions").glob("*.py"))


@pytest.fixture
def owner(direct_url: str) -> Iterator[Connection]:
    engine = sqlalchemy.create_engine(direct_url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        yield connection


def tables(owner: Connection) -> set[str]:
    found = owner.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
    owner.rollback()
    return set(found)


def is_compared(name: str | None, kind: str, _: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("contacts_"))  # partitions of contacts


def differences(owner: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True, "include_name": is_compared}
    found: list[object] = compare_metadata(MigrationContext.configure(owner, opts=options), metadata())
    owner.rollback()
    return found


def test_the_migrations_build_exactly_the_tables_that_the_code_names(owner: Connection) -> None:
    assert differences(owner) == []


def test_a_column_that_no_migration_makes_is_noticed(owner: Connection) -> None:
    owner.execute(text("ALTER TABLE people DROP COLUMN grade, ALTER COLUMN name DROP DEFAULT"))
    owner.commit()
    assert len(differences(owner)) == 2


def test_everything_can_be_taken_back_and_built_again(owner: Connection, direct_url: str) -> None:
    before = tables(owner)
    migrate.downgrade(direct_url)
    assert tables(owner) == {"alembic_version"}
    functions = text(
        "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
    )
    assert owner.execute(functions).scalar_one() == 0
    owner.rollback()
    assert not migrate.is_current(direct_url)
    migrate.upgrade(direct_url)
    assert tables(owner) == before
    assert migrate.is_current(direct_url)
    assert differences(owner) == []


@pytest.mark.parametrize("number", range(1, len(VERSIONS) + 1))
def test_each_single_step_can_be_taken_back_and_done_again(owner: Connection, direct_url: str, number: int) -> None:
    migrate.downgrade(direct_url, f"{number:04}")
    migrate.downgrade(direct_url, f"{number - 1:04}" if number > 1 else "base")
    migrate.upgrade(direct_url)
    assert differences(owner) == []


def test_several_processes_may_migrate_at_once(owner: Connection, direct_url: str) -> None:
    migrate.downgrade(direct_url)
    program = f"from contact_gateway.adapters.database.migrate import upgrade; upgrade({direct_url!r})"
    running = [subprocess.Popen([sys.executable, "-c", program], cwd=migrate.MIGRATIONS.parent) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert migrate.is_current(direct_url)
    assert differences(owner) == []


def test_an_owner_without_any_power_over_the_server_is_enough(owner: Connection, direct_url: str) -> None:
    migrate.downgrade(direct_url)
    name = f"owner_{secrets.token_hex(4)}"
    database = sqlalchemy.make_url(direct_url).database
    for statement in (
        "DROP TABLE alembic_version",
        f"CREATE ROLE {name} LOGIN NOCREATEROLE NOSUPERUSER PASSWORD 'owner'",
        "DO $$ BEGIN CREATE ROLE contact_gateway_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        f"GRANT contact_gateway_app TO {name}",
        f"ALTER DATABASE {database} OWNER TO {name}",
    ):
        owner.execute(text(statement))
    owner.commit()
    plain = sqlalchemy.make_url(direct_url).set(username=name, password="owner")
    url = plain.render_as_string(hide_password=False)
    migrate.upgrade(url)
    as_plain_owner = Database(url)
    add_sam(as_plain_owner, cap(1))
    call = builders.contact(received_at=NOON)
    assert receiver(as_plain_owner)(LANDLORD, call).decision.outcome is Outcome.CONNECT
    assert count(as_plain_owner, "contacts") == 1
    assert count(as_plain_owner, "contacts", slug="other") == 0
    with as_plain_owner.transaction(LANDLORD) as connection:
        ensured = text("SELECT ensure_contact_partitions('2031-01-01', '2031-01-01')")
        assert connection.execute(ensured).scalar_one() == 1
    as_plain_owner.close()
    migrate.downgrade(url)
    owner.execute(text(f"REASSIGN OWNED BY {name} TO CURRENT_USER"))
    owner.execute(text(f"DROP OWNED BY {name}"))
    owner.execute(text(f"DROP ROLE {name}"))
    owner.commit()


def test_migrations_are_numbered_in_one_line() -> None:
    assert [name[:5] for name in VERSIONS] == [f"{number:04}_" for number in range(1, len(VERSIONS) + 1)]
