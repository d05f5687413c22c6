"""The flood guard over a real Redis: one count for all processes, and nobody is refused because Redis is away."""

from __future__ import annotations

import time
from dataclasses import dataclass

from contact_gateway.adapters.flood_guard import CountingFloodGuard
from contact_gateway.adapters.redis.flood_guard import PAUSE_SECONDS, RedisFloodGuard, redis_counts
from contact_gateway.application.records_of_api import Pace
from tests.peers.redis_server import RedisServer

ALLOWED = Pace(allowed=True)
LIMIT = 3
LONGEST_SECONDS = 0.75


@dataclass
class Seconds:
    """A clock that a test moves on."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def guard(redis: RedisServer, seconds: Seconds | None = None) -> RedisFloodGuard:
    """Build the guard as each process has one."""
    shared = CountingFloodGuard(LIMIT, redis_counts(redis.url))
    return RedisFloodGuard(shared, CountingFloodGuard(LIMIT), seconds or Seconds())


def use_up(flood_guard: RedisFloodGuard) -> None:
    assert [flood_guard.count("here", "crm") for _ in range(LIMIT)] == [ALLOWED] * LIMIT


def test_two_processes_share_one_count(redis: RedisServer) -> None:
    one, other = guard(redis), guard(redis)
    assert [one.count("here", "crm"), other.count("here", "crm"), one.count("here", "crm")] == [ALLOWED] * LIMIT
    refused = other.count("here", "crm")
    assert not refused.allowed
    assert 1 <= refused.retry_in_seconds <= 60


def test_clients_and_landlords_are_counted_apart(redis: RedisServer) -> None:
    flood_guard = guard(redis)
    use_up(flood_guard)
    assert not flood_guard.count("here", "crm").allowed
    assert flood_guard.count("here", "telephony") == ALLOWED
    assert flood_guard.count("there", "crm") == ALLOWED


def test_a_killed_redis_refuses_nobody_and_each_process_counts_for_itself(redis: RedisServer) -> None:
    one, other = guard(redis), guard(redis)
    use_up(one)
    redis.kill()
    use_up(one)
    use_up(other)
    assert not one.count("here", "crm").allowed
    assert not other.count("here", "crm").allowed


def test_a_hanging_redis_is_waited_for_once(redis: RedisServer) -> None:
    flood_guard = guard(redis)
    redis.hang()
    begun = time.monotonic()
    use_up(flood_guard)
    assert time.monotonic() - begun < LONGEST_SECONDS
    redis.go_on()


def test_a_redis_that_comes_back_empty_counts_for_all_again(redis: RedisServer) -> None:
    seconds = Seconds()
    one, other = guard(redis, seconds), guard(redis, seconds)
    use_up(one)
    redis.kill()
    assert [one.count("here", "crm"), other.count("here", "crm")] == [ALLOWED] * 2
    redis.start()
    seconds.now += PAUSE_SECONDS
    assert [one.count("here", "crm"), other.count("here", "crm"), one.count("here", "crm")] == [ALLOWED] * LIMIT
    assert not other.count("here", "crm").allowed
    assert not one.count("here", "crm").allowed


def test_while_one_request_asks_again_the_others_do_not_wait(redis: RedisServer) -> None:
    seconds = Seconds()
    flood_guard = guard(redis, seconds)
    redis.hang()
    flood_guard.count("here", "crm")
    seconds.now += PAUSE_SECONDS
    flood_guard.count("here", "crm")
    begun = time.monotonic()
    for number in range(100):
        assert flood_guard.count("here", f"client {number}") == ALLOWED
    assert time.monotonic() - begun < LONGEST_SECONDS
    redis.go_on()
