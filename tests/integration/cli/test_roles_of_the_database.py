"""The commands on a server whose owner's key is kept from them: the service's login owns nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy
from click.testing import CliRunner, Result
from sqlalchemy import text

from cli.installation import database
from cli.main import main
from contact_gateway.adapters.database import migrate
from contact_gateway.bootstrap.keys import KEYS_FILE
from contact_gateway.settings import Settings
from tests.fakes.encryption import keys_table

PASSWORD = "a long enough password"
ALEX = ("--landlord", "tuntum", "--email", "alex@example.org", "--name", "Alex", "--role", "agent")

Run = Callable[..., Result]


@pytest.fixture
def login_url(direct_url: str) -> Iterator[str]:
    """The database for a role as the services have it: it may become the application's role, and nothing else."""
    name = f"login_{secrets.token_hex(4)}"
    engine = sqlalchemy.create_engine(direct_url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as owner:
        owner.execute(text(f"CREATE ROLE {name} LOGIN NOINHERIT PASSWORD 'login'"))
        owner.execute(text(f"GRANT contact_gateway_app TO {name}"))
        yield sqlalchemy.make_url(direct_url).set(username=name, password="login").render_as_string(hide_password=False)
        owner.execute(text(f"DROP ROLE {name}"))


@pytest.fixture
def run(login_url: str, tmp_path: Path) -> Run:
    (tmp_path / KEYS_FILE).write_text(keys_table("tuntum"))
    environ = {"DATABASE_URL": login_url, "DATA_DIR": str(tmp_path), "DEMO": "1"}
    return lambda *arguments, **keys: CliRunner().invoke(main, arguments, env={**environ, **keys})


def test_a_login_that_owns_nothing_brings_in_landlords_and_their_staff(run: Run) -> None:
    imported = run("policy", "import", "tuntum")
    added = run("user", "add", *ALEX, "--password", PASSWORD)

    assert imported.output == "tuntum: version 1 is in force.\n"
    assert added.output == "Alex may sign in as alex@example.org.\n"


def test_whoever_does_not_own_the_tables_is_told_whose_key_is_missing(run: Run) -> None:
    refused = run("db", "upgrade")

    assert refused.exit_code == 1
    assert "DATABASE_OWNER_URL is to name the owner" in refused.stderr


def test_the_owners_key_migrates(run: Run, direct_url: str) -> None:
    migrate.downgrade(direct_url)

    migrated = run("db", "upgrade", DATABASE_OWNER_URL=direct_url)

    assert migrated.output == "The database is up to date.\n"
    assert migrate.is_current(direct_url)


def test_a_command_on_a_database_of_another_shape_says_what_to_do(run: Run, direct_url: str) -> None:
    migrate.downgrade(direct_url)

    refused = run("policy", "import", "tuntum")

    assert refused.exit_code == 1
    assert "contact-gateway db upgrade" in refused.stderr


def test_a_server_that_is_away_is_named_in_a_sentence(run: Run) -> None:
    nowhere = "postgresql://login@127.0.0.1:1/gateway"

    for command in (("policy", "import", "tuntum"), ("db", "upgrade")):
        refused = run(*command, DATABASE_URL=nowhere)
        assert refused.exit_code == 1
        assert "No database server listens where the database's URL says" in refused.stderr
        assert isinstance(refused.exception, SystemExit)


def test_an_option_that_no_driver_knows_is_told_without_the_url(run: Run, direct_url: str) -> None:
    odd = f"{direct_url}{'&' if '?' in direct_url else '?'}nonsense=1"

    for command, keys in (
        (("db", "upgrade"), {"DATABASE_OWNER_URL": odd}),
        (("policy", "import", "tuntum"), {"DATABASE_URL": odd}),
    ):
        refused = run(*command, **keys)
        assert refused.exit_code in {1, 2}
        assert "has an option that does not exist" in refused.stderr
        assert direct_url not in refused.stderr
        assert isinstance(refused.exception, SystemExit)


def test_a_start_migrates_only_where_something_is_missing(login_url: str, direct_url: str, tmp_path: Path) -> None:
    settings = Settings.from_environ({"DATABASE_URL": login_url, "DATA_DIR": str(tmp_path), "DEMO": "1"})
    as_owner = Settings.from_environ(
        {"DATABASE_URL": login_url, "DATABASE_OWNER_URL": direct_url, "DATA_DIR": str(tmp_path), "DEMO": "1"}
    )
    with database(settings, migrate=True) as url:
        assert url == settings.database_url
    migrate.downgrade(direct_url, "0009")
    with (
        pytest.raises(click.ClickException, match="DATABASE_OWNER_URL is to name the owner"),
        database(settings, migrate=True),
    ):
        pass
    with database(as_owner, migrate=True):
        assert migrate.is_current(direct_url)
