"""Accounts added, given new passwords and removed by the command; what makes no sense is refused and stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.users import DatabaseUsers
from contact_gateway.bootstrap.keys import KEYS_FILE
from tests.builders import new_officer
from tests.fakes.encryption import ENCRYPTION, keys_table
from tests.integration.database.world import count

Run = Callable[..., Result]
PASSWORD = "correct horse battery"
ALEX = {
    "--landlord": "tuntum",
    "--email": "alex@example.org",
    "--name": "Alex Example",
    "--role": "agent",
    "--password": PASSWORD,
}


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    environ = {"DATABASE_URL": database_url, "DEMO": "1", "DATA_DIR": str(tmp_path)}

    def run(*command: str, **options: str) -> Result:
        said = [word for pair in options.items() for word in pair]
        return CliRunner().invoke(main, [*command, *said], env=environ)

    (tmp_path / KEYS_FILE).write_text(keys_table("tuntum"))
    assert run("policy", "import", "tuntum").exit_code == 0
    return run


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def test_somebody_who_is_added_may_sign_in(run: Run, database: Database) -> None:
    assert run("user", "add", **ALEX).output == "Alex Example may sign in as alex@example.org.\n"
    found = DatabaseUsers(database).check("alex@example.org", PASSWORD)
    assert found is not None
    assert (found.landlord, found.roles) == ("tuntum", frozenset({"agent"}))


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--password", "elevenchars", "A password has at least 12 characters and at most 1000; this one has 11."),
        ("--password", "x" * 1001, "this one has 1001."),
        ("--email", "alex", "'alex' is no e-mail address"),
        ("--email", "alex@localhost", "is no e-mail address"),
        ("--email", "a b@example.org", "is no e-mail address"),
        ("--email", "alex@example.org@example.org", "is no e-mail address"),
        ("--email", f"alex@{'x' * 250}.org", "is no e-mail address"),
        ("--name", "  ", "The name is empty"),
        ("--landlord", "nowhere", "nowhere has no policy here"),
        ("--role", "king", "is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(
    run: Run, database: Database, option: str, value: str, sentence: str
) -> None:
    refused = run("user", "add", **{**ALEX, option: value})
    assert refused.exit_code == 2
    assert sentence in refused.stderr
    assert count(database, "users", slug="tuntum") == count(database, "users", slug="nowhere") == 0


def test_whoever_is_no_officer_is_refused_with_how_to_add_one_unless_there_are_none_yet(
    run: Run, database: Database
) -> None:
    first = run("user", "add", **ALEX, **{"--officer": "alex"})
    assert first.exit_code == 0
    DatabasePeople(database, ENCRYPTION).add("tuntum", new_officer(id="mo"))
    stranger = {**ALEX, "--email": "kim@example.org", "--officer": "kim"}
    refused = run("user", "add", **stranger)
    assert refused.exit_code == 2
    assert "There is no officer 'kim' at tuntum." in refused.stderr
    assert "POST /api/v1/officers, or name one of these: mo." in refused.stderr
    assert count(database, "users", slug="tuntum") == 1
    assert run("user", "add", **{**stranger, "--officer": "mo"}).exit_code == 0


def test_an_address_that_is_taken_is_refused(run: Run, database: Database) -> None:
    run("user", "add", **ALEX)
    refused = run("user", "add", **{**ALEX, "--name": "Another Alex"})
    assert refused.exit_code == 2
    assert "Somebody else signs in by this e-mail address" in refused.stderr
    assert count(database, "users", slug="tuntum") == 1


def test_a_new_password_replaces_the_old_one_and_ends_the_sessions(run: Run, database: Database) -> None:
    run("user", "add", **ALEX)
    users = DatabaseUsers(database)
    before = users.by_email("tuntum", "alex@example.org")
    given = run(
        "user", "password", **{"--landlord": "tuntum", "--email": "Alex@Example.org", "--password": "another password"}
    )
    assert given.exit_code == 0, given.output
    assert users.check("alex@example.org", PASSWORD) is None
    after = users.check("alex@example.org", "another password")
    assert before is not None
    assert after is not None
    assert after.session_epoch == before.session_epoch + 1
    assert (after.id, after.name, after.roles) == (before.id, before.name, before.roles)


def test_a_new_password_that_is_short_or_nobodys_changes_nothing(run: Run, database: Database) -> None:
    run("user", "add", **ALEX)
    whose = {"--landlord": "tuntum", "--email": "alex@example.org"}
    for said, sentence in (
        ({**whose, "--password": "short"}, "at least 12 characters"),
        (
            {**whose, "--email": "sam@example.org", "--password": "another password"},
            "Nobody signs in by sam@example.org",
        ),
        ({**whose, "--landlord": "torus", "--password": "another password"}, "Nobody signs in by alex@example.org"),
    ):
        refused = run("user", "password", **said)
        assert refused.exit_code == 2
        assert sentence in refused.stderr
    assert DatabaseUsers(database).check("alex@example.org", PASSWORD) is not None


def test_somebody_who_is_removed_is_gone_with_every_session(run: Run, database: Database) -> None:
    run("user", "add", **ALEX)
    whose = {"--landlord": "tuntum", "--email": "alex@example.org"}
    assert run("user", "remove", **whose).output == "alex@example.org may not sign in any more.\n"
    assert DatabaseUsers(database).check("alex@example.org", PASSWORD) is None
    assert count(database, "users", slug="tuntum") == 0
    assert run("user", "remove", **whose).exit_code == 2
