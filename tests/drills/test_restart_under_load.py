"""The database restarts, and is away, while calls and texts come in: what was answered is stored, once, and counted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.drills.real_server import RealServer, real_server
from tests.drills.recount import Stored, stored
from tests.drills.steady_load import CALL, PROVIDER_SECONDS, SENDERS, TEXT, Load, Sent, send, steady_load
from tests.integration.doors.house import BASE_URL, House

AWAY_SECONDS = 2
SOON_SECONDS = 5


@pytest.fixture
def server(own_server: EmbeddedPostgres, tmp_path: Path) -> Iterator[RealServer]:
    house = House(own_server.url(), own_server.url(), tmp_path)
    house.decide(restriction(Kind.CONTACT_CAP, {"limit": 5, "per": "month"}, channels=[Channel.VOICE]))
    house.close()
    said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": BASE_URL, "DATABASE_URL": own_server.url()}
    with real_server({**said, "LANDLORD_KEYS_FILE": str(tmp_path / "keys.toml")}, tmp_path) as running:
        yield running


def ring(server: RealServer, how_often: int) -> list[Sent]:
    """Ring and text one after the other, as every sender, when nothing else is going on."""
    with httpx.Client(timeout=PROVIDER_SECONDS) as client:
        sent = [send(client, server.url, route, sender) for route in (CALL, TEXT) for sender in SENDERS]
        return sent if how_often == 1 else [*sent, *ring(server, how_often - 1)]


def is_stored_once(answered: list[Sent], found: Stored) -> bool:
    return all(found.contacts[one.provider_id] == 1 for one in answered)


def safe_answers(server: RealServer, own_server: EmbeddedPostgres) -> set[str]:
    """Return what callers hear while the database is away: the same for everybody, whatever was decided about them."""
    own_server.stop()
    with httpx.Client(timeout=PROVIDER_SECONDS) as client:
        heard = {send(client, server.url, CALL, sender).said for sender in SENDERS}
    own_server.start()
    return heard


def test_a_restart_in_the_middle_of_calls_loses_nothing_and_doubles_nothing(
    server: RealServer, own_server: EmbeddedPostgres
) -> None:
    before = ring(server, 2)
    with steady_load(server.url) as load:
        for _ in range(3):
            load.wait_for(15)
            own_server.restart_immediate()
        load.wait_for(15)
        own_server.stop()
        time.sleep(AWAY_SECONDS)
        own_server.start()
        load.wait_for(15)
    after = ring(server, 2)
    safe = safe_answers(server, own_server)
    found = stored(own_server.url())

    answered = [one for one in (*before, *load.sent, *after) if one.is_taken and one.said not in safe]
    assert is_stored_once(answered, found)
    assert set(found.contacts.values()) == {1}
    assert found.rows == {len(found.contacts)}
    assert set(found.contacts) <= {one.provider_id for one in (*before, *load.sent, *after)}
    assert found.from_log == found.counted
    assert set(found.counted) == {Channel.VOICE, Channel.SMS}
    assert found.connected == found.reserved == 5
    assert_what_could_not_be_done_was_said(load, safe)
    assert [one.answers for one in after] == [(HTTPStatus.OK,)] * len(after)
    assert not [one for one in (*before, *after) if one.said in safe]
    assert "A message was not stored" in server.log.read_text()


def assert_what_could_not_be_done_was_said(load: Load, safe: set[str]) -> None:
    """Calls always hear a human way out; texts are refused, so that they are sent again, and in the end taken."""
    calls = [one for one in load.sent if one.route == CALL]
    texts = [one for one in load.sent if one.route == TEXT]
    assert [one.answers for one in calls] == [(HTTPStatus.OK,)] * len(calls)
    assert {one.said for one in calls} & safe
    assert {status for one in texts for status in one.answers} == {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}
    assert all(one.is_taken for one in texts)
    assert max(one.longest_seconds for one in load.sent) < SOON_SECONDS
