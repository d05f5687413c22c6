"""The web server that cannot start says in one sentence what to mend, and ends with a failing code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from contact_gateway.adapters.database import migrate

SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2"
ROOT = migrate.MIGRATIONS.parent

Start = Callable[..., str]


@pytest.fixture
def start(direct_url: str, tmp_path: Path) -> Start:
    """Start as the WSGI server does; return the sentence with which the start fails."""
    usual = {"SECRET_KEY": SECRET, "DATABASE_URL": direct_url, "DATA_DIR": str(tmp_path)}

    def start(**said: str) -> str:
        environ = {"PATH": os.environ["PATH"], **usual, **said}
        ended = subprocess.run(
            [sys.executable, "-c", "import wsgi; print('started')"],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if ended.returncode == 0:
            return ended.stdout
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        assert SECRET not in ended.stderr
        assert ended.stderr.startswith("The contact gateway does not start: ")
        assert ended.stderr.count("\n") == 1
        return ended.stderr

    return start


def test_an_installation_that_is_well_starts_also_while_its_database_is_away(start: Start) -> None:
    assert start() == "started\n"
    assert start(DATABASE_URL="postgresql://app@/gateway?host=/nowhere") == "started\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing; set it to 32 or more random characters"),
        ({"LANDLORD_KEYS_FILE": "/nowhere/keys.toml"}, "LANDLORD_KEYS_FILE names /nowhere/keys.toml, where no file is"),
        ({"LANDLORD_KEYS_FILE": f"/{'x' * 300}/keys.toml"}, "LANDLORD_KEYS_FILE names a file that cannot be looked at"),
        ({"FILES_URL": f"folder:/{'x' * 300}/files"}, "FILES_URL names a folder that cannot be looked at"),
        ({"DATABASE_URL": f"postgresql://app:{SECRET}@db/gateway?nonsense=1"}, "an option that does not exist"),
        ({"DATABASE_URL": f"postgresql://app:{SECRET}/x@db/gateway"}, "DATABASE_URL is not a URL that can be used"),
    ],
)
def test_what_is_said_wrongly_is_named(start: Start, said: dict[str, str], sentence: str) -> None:
    assert sentence in start(**said)


@pytest.mark.parametrize("revision", ["0009", "base"])
def test_a_database_that_is_not_migrated_is_told_with_what_to_do(start: Start, direct_url: str, revision: str) -> None:
    migrate.downgrade(direct_url, revision)
    assert "run `contact-gateway db upgrade`" in start()
