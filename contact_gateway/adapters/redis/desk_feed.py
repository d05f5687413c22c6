"""Notices of contacts from and to every web machine, over one channel of Redis."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from queue import Empty, Full, Queue
from threading import Lock, Thread

import redis
from redis.client import PubSub

from contact_gateway.adapters.redis.client import FAULTS, connections

CHANNEL = "contact-gateway:desk"

_ROUND_SECONDS = 1.0
_WAITING = 1_000
_PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class RedisFeed:
    """Notices by subscription; one that Redis loses is lost, and the page finds the contact when it looks itself."""

    def __init__(self, url: str) -> None:
        """Name the Redis; nothing is connected yet."""
        self._client = redis.Redis(connection_pool=connections(url))

    def answers(self) -> bool:
        """Say within half a second whether Redis answers."""
        try:
            return bool(self._client.ping())
        except FAULTS:
            return False

    def hear(self, tell: Callable[[str, str], None], enough: Callable[[], bool]) -> None:
        """Tell what other processes tell, until Redis is lost, hangs for a second, or `enough` says so."""
        try:
            with PubSub(self._client.connection_pool) as subscription:
                subscription.subscribe(CHANNEL)
                while not enough() and _hears_for_a_round(subscription, tell):
                    pass
        except FAULTS:
            pass
        if not enough():
            log.warning("Redis does not answer: live pages hear of contacts from the database.")


class RedisTeller:
    """Tells every process that a contact was stored.

    It never makes the caller wait and never raises: a thread of its own speaks to Redis, and what cannot be told is
    dropped, because every page looks for itself within a second.
    """

    def __init__(self, url: str) -> None:
        """Name the Redis; nothing is connected yet."""
        self._client = redis.Redis(connection_pool=connections(url))
        self._waiting: Queue[str] = Queue(_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None

    def __call__(self, landlord: str, contact_id: str) -> None:
        """Tell that a contact of this landlord was stored."""
        self._start()
        try:
            self._waiting.put_nowait(json.dumps({"landlord": landlord, "contact_id": contact_id}))
        except Full:
            return

    def _start(self) -> None:
        """Start the thread with the first contact, in the process that has it: a server forks after building us."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="desk-teller", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            note = self._waiting.get()
            try:
                self._client.publish(CHANNEL, note)
            except FAULTS:
                log.warning("Redis does not answer: live pages of other processes look for contacts themselves.")
                time.sleep(_PAUSE_SECONDS)
                self._forget()

    def _forget(self) -> None:
        """Drop what has waited for so long that pages have found it by themselves."""
        try:
            while True:
                self._waiting.get_nowait()
        except Empty:
            return


def _hears_for_a_round(subscription: PubSub, tell: Callable[[str, str], None]) -> bool:
    """Tell what comes within a second, and say whether anything came, be it the answer to our own question."""
    subscription.ping()
    until = time.monotonic() + _ROUND_SECONDS
    is_there = False
    while (left := until - time.monotonic()) > 0:
        message = subscription.get_message(timeout=left)
        if message is None:
            continue
        is_there = True
        if message["type"] == "subscribe":
            tell("", "")
        elif message["type"] == "message":
            tell(*_read(message))
    return is_there


def _read(message: Mapping[str, object]) -> tuple[str, str]:
    """Return landlord and contact; a notice that somebody else made up tells everybody to look for themselves."""
    try:
        note = json.loads(str(message["data"], "utf-8") if isinstance(message["data"], bytes) else "")
        return str(note["landlord"]), str(note["contact_id"])
    except (ValueError, KeyError, TypeError):
        return "", ""
