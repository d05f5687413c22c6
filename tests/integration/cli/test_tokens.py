"""Tokens made, listed and ended by the command, and opened by the API of the same installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from cli.main import main
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.keys import KEYS_FILE
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from tests.fakes.encryption import ENCRYPTION, keys_table

Run = Callable[..., Result]
CRM = ("--landlord", "tuntum", "--name", "crm")
READS = ("--scope", "customers:read", "--scope", "register:read")


@pytest.fixture
def run(database_url: str, direct_url: str, tmp_path: Path) -> Run:
    environ = {
        "DATABASE_URL": database_url,
        "DATABASE_DIRECT_URL": direct_url,
        "DEMO": "1",
        "DATA_DIR": str(tmp_path),
    }

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, env=environ)

    (tmp_path / KEYS_FILE).write_text(keys_table("tuntum"))
    assert run("policy", "import", "tuntum").exit_code == 0
    return run


@contextmanager
def api(database_url: str, data_dir: Path) -> Iterator[FlaskClient]:
    gateway = open_gateway(database_url, ENCRYPTION)
    settings = Settings.from_environ({"DEMO": "1", "DATA_DIR": str(data_dir), "SECRET_KEY": "k" * 32})
    try:
        yield build_app(gateway.services, settings).test_client()
    finally:
        gateway.database.close()


def test_a_token_is_printed_once_opens_the_api_and_ends_when_revoked(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    made = run("token", "add", *CRM, *READS, "--expires", "2027-06-30")
    assert made.exit_code == 0, made.output
    token = made.stdout.strip()
    assert token.startswith("cg_")
    headers = {"Authorization": f"Bearer {token}"}
    with api(database_url, tmp_path) as client:
        assert client.get("/api/v1/customers", headers=headers).get_json() == {"items": [], "next_cursor": None}
        assert client.get("/api/v1/restrictions", headers=headers).status_code == 403
    (listed,) = run("token", "list", "--landlord", "tuntum").stdout.splitlines()
    token_id = token.split("_")[1]
    assert listed.startswith(f"{token_id}  crm")
    assert "in force  until 2027-06-30" in listed
    assert listed.endswith("customers:read register:read")
    assert token.split("_", 2)[2] not in listed
    assert run("token", "revoke", "--landlord", "tuntum", token_id).exit_code == 0
    with api(database_url, tmp_path) as client:
        assert client.get("/api/v1/customers", headers=headers).status_code == 401
    assert "revoked" in run("token", "list", "--landlord", "tuntum").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", *CRM, *READS, "--expires", "2020-01-01"), "A token ends between"),
        (("add", *CRM, "--scope", "everything", "--expires", "2027-01-01"), "is not one of"),
        (("add", *CRM, "--expires", "2027-01-01"), "Missing option '--scope'"),
        (("add", "--landlord", "nowhere", "--name", "crm", *READS, "--expires", "2027-01-01"), "nowhere has no policy"),
        (("add", "--landlord", "tuntum", "--name", " ", *READS, "--expires", "2027-01-01"), "plain letters"),
        (("revoke", "--landlord", "tuntum", "0123"), "There is no token 0123"),
        (("list", "--landlord", "nowhere"), "nowhere has no policy"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("token", *arguments)
    assert result.exit_code in {1, 2}
    assert sentence in result.output
