"""Redis is killed, hangs and comes back empty while calls, texts and other systems come in: nobody notices."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from threading import Event

import httpx
import pytest

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import MONDAY, restriction
from tests.drills.real_server import RealServer, real_server
from tests.drills.recount import stored
from tests.drills.steady_load import PROVIDER_SECONDS, steady_load
from tests.integration.doors.house import BASE_URL, HERE, House
from tests.peers.redis_server import RedisServer, redis_server

LONGEST_SECONDS = 2.0
BETWEEN_REQUESTS_SECONDS = 0.1


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def token(database_url: str, direct_url: str, tmp_path: Path) -> str:
    house = House(database_url, direct_url, tmp_path)
    house.decide(restriction(Kind.CONTACT_CAP, {"limit": 5, "per": "month"}, channels=[Channel.VOICE]))
    made = house.services.api.make_token(HERE, "crm", frozenset(ApiScope), MONDAY + timedelta(days=700))
    house.close()
    return made


@pytest.fixture
def server(token: str, database_url: str, redis: RedisServer, tmp_path: Path) -> Iterator[RealServer]:
    said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": BASE_URL, "DATABASE_URL": database_url, "REDIS_URL": redis.url}
    with real_server({**said, "LANDLORD_KEYS_FILE": str(tmp_path / "keys.toml")}, tmp_path) as running:
        yield running


def keep_asking(url: str, token: str, over: Event) -> list[tuple[int, float]]:
    """Ask as another system does, again and again; return each answer's status and the seconds it took."""
    answers = []
    host = BASE_URL.removeprefix("https://")
    with httpx.Client(timeout=PROVIDER_SECONDS, headers={"Authorization": f"Bearer {token}", "Host": host}) as client:
        while not over.wait(BETWEEN_REQUESTS_SECONDS):
            begun = time.monotonic()
            status = client.get(f"{url}/api/v1/customers").status_code
            answers.append((status, time.monotonic() - begun))
    return answers


def test_redis_killed_hanging_and_back_empty_fails_no_call_and_declines_nobody(
    server: RealServer, token: str, redis: RedisServer, direct_url: str
) -> None:
    over = Event()
    with ThreadPoolExecutor(1) as pool, steady_load(server.url) as load:
        asking = pool.submit(keep_asking, server.url, token, over)
        load.wait_for(20)
        redis.kill()
        load.wait_for(40)
        redis.start()
        load.wait_for(40)
        redis.hang()
        load.wait_for(60)
        redis.go_on()
        load.wait_for(40)
        over.set()
        answers = asking.result(PROVIDER_SECONDS)

    assert load.refused() == []
    assert max(one.longest_seconds for one in load.sent) < LONGEST_SECONDS
    assert {status for status, _ in answers} == {HTTPStatus.OK}
    assert max(seconds for _, seconds in answers) < LONGEST_SECONDS
    found = stored(direct_url)
    assert set(found.contacts) == {one.provider_id for one in load.sent}
    assert found.from_log == found.counted
    assert found.connected == found.reserved == 5
    assert "Redis does not answer" in server.log.read_text()
