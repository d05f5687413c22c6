"""The scheduler as its own process: it sends, it can be killed, it stops when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import update

from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.bootstrap.gateway import Gateway
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import keys_table
from tests.fakes.sendgrid import LANDLORD
from tests.integration.mail.post_office import PostOffice, wait_until
from tests.integration.mail.test_mail_journey import House

HOUSE = Path(__file__).parents[3]
SECONDS = 40


@contextmanager
def scheduler(database_url: str, smtp_url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `contact-gateway scheduler` while the block runs."""
    keys = folder / "keys.toml"
    keys.write_text(keys_table(LANDLORD))
    said = {
        "DEMO": "1",
        "DATABASE_URL": database_url,
        "SMTP_URL": smtp_url,
        "DATA_DIR": str(folder / "data"),
        "LANDLORD_KEYS_FILE": str(keys),
    }
    command = [sys.executable, "-m", "cli.main", "scheduler"]
    process = subprocess.Popen(command, env={**os.environ, **said}, cwd=HOUSE)
    try:
        yield process
    finally:
        process.kill()
        process.wait(SECONDS)


@pytest.fixture
def house(gateway: Gateway, post_office: PostOffice, clock: FakeClock) -> House:
    return House(gateway, post_office, clock)


def test_it_sends_what_waits_and_stops_when_told(
    house: House, database_url: str, post_office: PostOffice, tmp_path: Path
) -> None:
    house.receive()
    with scheduler(database_url, post_office.url, tmp_path) as process:
        wait_until(post_office.handed, SECONDS)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
    assert len(post_office.handed()) == 1


def test_two_beside_each_other_send_a_mail_once(
    house: House, database_url: str, post_office: PostOffice, tmp_path: Path
) -> None:
    with (
        scheduler(database_url, post_office.url, tmp_path),
        scheduler(database_url, post_office.url, tmp_path),
    ):
        for _ in range(5):
            house.receive()
        wait_until(lambda: len(post_office.handed()) >= 5, SECONDS)
    ids = [handed.mail["Message-ID"] for handed in post_office.handed()]
    assert len(ids) == len(set(ids)) == 5


def test_killed_between_the_servers_yes_and_its_mark_it_sends_again_recognisably(
    house: House, gateway: Gateway, database_url: str, post_office: PostOffice, tmp_path: Path
) -> None:
    house.receive()
    post_office.keep_senders_waiting(waiting=True)
    with scheduler(database_url, post_office.url, tmp_path) as process:
        wait_until(post_office.handed, SECONDS)
        process.kill()
        process.wait(SECONDS)
    post_office.keep_senders_waiting(waiting=False)
    assert house.services.relay_outbox(LANDLORD) == 0  # the dead one's claim still holds
    with gateway.database.transaction(LANDLORD) as connection:
        connection.execute(update(OUTBOX).values(claimed_until=None))
    assert house.services.relay_outbox(LANDLORD) == 1
    first, second = post_office.handed()
    assert first.mail["Message-ID"] == second.mail["Message-ID"]
