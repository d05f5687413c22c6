"""Mails whose files lie in a folder: written first, read by the relay, swept where nothing came to name them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.errors import Unavailable
from contact_gateway.application.files_place import InFolder
from contact_gateway.application.records import DueMessage
from contact_gateway.bootstrap.gateway import Gateway, open_gateway
from tests.builders import MONDAY, new_officer, new_person
from tests.fakes.encryption import ENCRYPTION
from tests.integration.encryption.house import EMAIL, LANDLORD, MAIL

LONG_AGO = timedelta(days=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def gateway(database_url: str, folder: Path) -> Iterator[Gateway]:
    gateway = open_gateway(database_url, ENCRYPTION, files_in=InFolder(folder))
    gateway.services.policies.import_pack(LANDLORD, shipped_packs()[LANDLORD], MONDAY)
    gateway.services.people.add(LANDLORD, new_person())
    gateway.services.people.add(LANDLORD, new_officer())
    yield gateway
    gateway.database.close()


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def grow_old(folder: Path) -> None:
    long_ago = (datetime.now(UTC) - LONG_AGO).timestamp()
    for path in kept(folder):
        os.utime(path, (long_ago, long_ago))


def forwards(gateway: Gateway) -> list[DueMessage]:
    return [due for due in gateway.services.outbox.claim(LANDLORD, 100, 0) if due.message.kind == "forward"]


def states(gateway: Gateway) -> list[tuple[str, str]]:
    with gateway.database.transaction(LANDLORD) as connection:
        rows = connection.execute(text("SELECT state, last_error FROM outbox WHERE kind = 'forward'")).all()
    return [(row.state, row.last_error) for row in rows]


def test_a_mail_lies_in_the_folder_alone_and_goes_out_with_its_message(gateway: Gateway, folder: Path) -> None:
    gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    (path,) = kept(folder)
    assert MAIL.content not in path.read_bytes()
    with gateway.database.transaction(LANDLORD) as connection:
        assert connection.execute(text("SELECT count(*) FROM files")).scalar_one() == 0
    (forward,) = forwards(gateway)
    assert forward.document == MAIL


def test_the_file_of_a_contact_is_never_swept_and_what_a_second_delivery_wrote_is(
    gateway: Gateway, folder: Path
) -> None:
    for _ in range(2):
        gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    assert len(kept(folder)) == 2
    assert gateway.services.sweep_files(LANDLORD) == 0
    grow_old(folder)
    assert gateway.services.sweep_files(LANDLORD) == 1
    assert gateway.services.sweep_files(LANDLORD) == 0
    (forward,) = forwards(gateway)
    assert forward.document == MAIL


def test_while_the_folder_is_away_a_mail_is_not_taken_and_nothing_is_stored(gateway: Gateway, folder: Path) -> None:
    folder.rmdir()
    with pytest.raises(Unavailable):
        gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    assert gateway.services.cards.latest(LANDLORD) == []
    folder.mkdir()
    gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    assert len(gateway.services.cards.latest(LANDLORD)) == 1


def test_a_message_whose_file_is_away_waits_and_is_not_given_up(gateway: Gateway, folder: Path) -> None:
    gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    aside = folder.with_name("aside")
    folder.rename(aside)
    assert forwards(gateway) == []
    ((state, why),) = states(gateway)
    assert state == "pending"
    assert "cannot be used" in why
    aside.rename(folder)
    with gateway.database.transaction(LANDLORD) as connection:
        connection.execute(text("UPDATE outbox SET due_at = now()"))
    assert [due.document for due in forwards(gateway)] == [MAIL]


def test_a_message_whose_file_is_gone_is_given_up_alone(gateway: Gateway, folder: Path) -> None:
    gateway.services.receive_contact(LANDLORD, EMAIL, MAIL)
    for path in kept(folder):
        path.unlink()
    gateway.services.receive_contact(LANDLORD, replace(EMAIL, provider_id="<2@example.org>"), MAIL)
    (forward,) = forwards(gateway)
    assert forward.document == MAIL
    assert sorted(state for state, _ in states(gateway)) == ["failed", "pending"]
    assert ("failed", "There is no file of that id.") in states(gateway)
