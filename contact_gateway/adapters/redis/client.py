"""Clients that give a Redis up soon: it makes things faster or not at all."""

from __future__ import annotations

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

PATIENCE_SECONDS = 0.25
"""For a connection, and for one answer; nothing is asked twice."""

FAULTS = (redis.RedisError, OSError)
"""What a Redis that is away, hangs or refuses makes a client raise."""


def connections(url: str) -> redis.ConnectionPool:
    """Return a pool of connections to the Redis of this URL; nothing is connected yet."""
    return redis.ConnectionPool.from_url(
        url,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
        client_name="contact-gateway",
    )
