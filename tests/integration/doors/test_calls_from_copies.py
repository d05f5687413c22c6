"""A process that starts while the database is away still has lines to ring and words to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.bootstrap.gateway import Gateway, open_installation
from contact_gateway.bootstrap.renewal import keep_renewing, renew_copies
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from tests.builders import MONDAY
from tests.fakes.encryption import keys_table
from tests.integration.doors.house import ACCOUNTS, BASE_URL, CALL_SID, HERE, TOKENS, path_of, sign, usual_fields
from tests.processes import until

NOWHERE = "postgresql+psycopg://nobody@/nothing?host=/nowhere"


@contextmanager
def started(database_url: str, folder: Path) -> Iterator[tuple[Gateway, Flask]]:
    """Give an installation as a web process has it at its start, without what it renews by itself."""
    keys = folder / "keys.toml"
    account = f'[{HERE}.twilio]\naccount_sid = "{ACCOUNTS[HERE]}"\nauth_tokens = ["{TOKENS[HERE]}"]\n'
    keys.write_text(account + keys_table(HERE))
    said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": BASE_URL, "DATABASE_URL": database_url}
    settings = Settings.from_environ({**said, "DATA_DIR": str(folder), "LANDLORD_KEYS_FILE": str(keys)})
    gateway = open_installation(settings, database_url)
    with closing(gateway.database):
        yield gateway, build_app(gateway.services, settings, gateway.policy_copies.last)


def rung(app: Flask, step: str, **chosen: str) -> list[str]:
    """Return what a step of a call rings."""
    path, fields = path_of(f"voice/{step}"), {**usual_fields(), "CallSid": CALL_SID, **chosen}
    answer = app.test_client().post(path, data=fields, headers=sign(path, fields.items()))
    assert answer.status_code == HTTPStatus.OK
    return ["".join(dial.itertext()) for dial in fromstring(answer.data).iter("Dial")]


@pytest.fixture
def lines(database_url: str, tmp_path: Path) -> tuple[str, str]:
    """Return the queue and the emergency line of a landlord whose policy a process has seen, and left copied."""
    with started(database_url, tmp_path) as (gateway, _):
        gateway.services.policies.import_pack(HERE, shipped_packs()[HERE], MONDAY)
        renew_copies(gateway.services.policies)
        there = gateway.services.policies.current(HERE).destinations
        return there["queue"].rings, there["emergency_line"].rings


def test_a_process_that_starts_without_the_database_rings_a_person_and_the_emergency_line(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    queue, emergency = lines
    with started(NOWHERE, tmp_path) as (_, app):
        assert rung(app, "incoming") == [queue]
        assert rung(app, "fallback") == [queue]
        assert rung(app, "key?turn=1", Digits="1") == [emergency]
        assert rung(app, "fallback", SpeechResult="argyfwng") == [emergency]


def test_a_process_that_saw_no_call_yet_has_its_copy_before_the_database_goes(
    lines: tuple[str, str], database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "policy_copies" / HERE).unlink()
    with started(database_url, tmp_path) as (gateway, app):
        keep_renewing(gateway.services.policies)
        until((tmp_path / "policy_copies" / HERE).exists)
        gateway.database.close()
        (tmp_path / "policy_copies" / HERE).unlink()
        assert rung(app, "fallback") == [lines[0]]
