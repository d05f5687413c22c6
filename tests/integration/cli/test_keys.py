"""The keys command, and starts that are refused for want of a key."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from contact_gateway.adapters.encryption import key_name
from contact_gateway.bootstrap.keys import KEYS_FILE
from tests.integration.encryption.house import LANDLORD, NEW, OLD, WHOLE, gateway_with, read, seed

Run = Callable[..., Result]


def write_keys(folder: Path, *keys: bytes, landlord: str = LANDLORD) -> None:
    listed = ", ".join(f'"{base64.b64encode(key).decode()}"' for key in keys)
    (folder / KEYS_FILE).write_text(f"[{landlord}.encryption]\nkeys = [{listed}]\n")


@pytest.fixture
def run(database_url: str, direct_url: str, tmp_path: Path) -> Run:
    environ = {
        "DATABASE_URL": database_url,
        "DATABASE_DIRECT_URL": direct_url,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "k" * 40,
    }
    return lambda *arguments: CliRunner().invoke(main, arguments, env=environ)


def test_a_new_key_is_printed_and_another_each_time(run: Run) -> None:
    first, second = (run("keys", "new").output.strip() for _ in range(2))
    assert first != second
    assert len(base64.b64decode(first, validate=True)) == 32


def test_from_one_key_to_the_next_by_commands_alone(run: Run, database_url: str, tmp_path: Path) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    write_keys(tmp_path, NEW, OLD)
    before = run("keys", "status", LANDLORD)
    assert before.exit_code == 1
    assert f"The newest key of {LANDLORD} is {key_name(NEW)}." in before.output
    assert "restrictions.narrative: 1 under another key" in before.output
    assert "files: 1 under another key" in before.output
    rotated = run("keys", "rotate", LANDLORD)
    assert rotated.exit_code == 0, rotated.output
    assert "Every process that runs must have been restarted with this key first" in rotated.output
    assert "Nothing is left under another key." in rotated.output
    assert run("keys", "status", LANDLORD).exit_code == 0
    write_keys(tmp_path, NEW)
    with gateway_with(database_url, NEW) as gateway:
        assert read(gateway, NEW) == WHOLE
    assert run("keys", "rotate", LANDLORD).exit_code == 0


def test_an_old_key_that_is_taken_out_too_early_is_told(run: Run, database_url: str, tmp_path: Path) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    write_keys(tmp_path, NEW)
    rotated = run("keys", "rotate", LANDLORD)
    assert rotated.exit_code == 1
    assert "people.health_facts: 1 cannot be read; left as they are." in rotated.stderr
    assert "people.health_facts: 1 under another key" in rotated.stdout
    write_keys(tmp_path, NEW, OLD)
    assert run("keys", "rotate", LANDLORD).exit_code == 0


def test_a_landlord_that_nobody_knows_is_told_who_has_keys(run: Run, tmp_path: Path) -> None:
    write_keys(tmp_path, NEW)
    refused = run("keys", "rotate", "octavia")
    assert refused.exit_code == 1
    assert "There is no encryption key for 'octavia'; there are keys for: tuntum." in refused.stderr


@pytest.mark.parametrize("command", [("run",), ("scheduler",), ("keys", "status", LANDLORD)])
def test_nothing_starts_while_a_landlord_lacks_its_key(
    run: Run, database_url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    write_keys(tmp_path, NEW, landlord="octavia")
    refused = run(*command)
    assert refused.exit_code == 2
    assert f"There is no encryption key for {LANDLORD}; add one" in refused.stderr
    assert f"[{LANDLORD}.encryption]" in refused.stderr


def test_a_keys_file_without_encryption_stops_the_start_with_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / KEYS_FILE).write_text(f'[{LANDLORD}]\npublic_base_url = "https://contact.example.org"\n')
    refused = run("scheduler")
    assert refused.exit_code == 2
    assert f"[{LANDLORD}.encryption] is missing" in refused.stderr
