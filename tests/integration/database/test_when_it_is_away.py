"""The database restarts, hangs or is busy: an answer comes soon, and it is never a wrong one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psutil
import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.application.errors import Unavailable
from contact_gateway.application.records import ContactKey
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, add_landlord, add_sam, cap, count, receiver

CALL = builders.contact(received_at=NOON)
SOON_SECONDS = 5


@pytest.fixture
def own(own_server: EmbeddedPostgres) -> Iterator[Database]:
    database = Database(own_server.url())
    yield database
    database.close()


def test_after_a_restart_what_was_acknowledged_is_there(own_server: EmbeddedPostgres, own: Database) -> None:
    add_sam(own, cap(3))
    receive = receiver(own)
    before = receive(LANDLORD, CALL)
    own_server.restart_immediate()
    assert receive(LANDLORD, CALL) == before
    assert count(own, "contacts") == 1


def test_a_server_that_hangs_is_unavailable_soon(own_server: EmbeddedPostgres, own: Database) -> None:
    add_landlord(own)
    postmaster = psutil.Process(own_server.postmaster())
    stopped = [postmaster, *postmaster.children(recursive=True)]
    for process in stopped:
        process.suspend()
    try:
        started = time.monotonic()
        with pytest.raises(Unavailable):
            receiver(own)(LANDLORD, CALL)
        assert time.monotonic() - started < SOON_SECONDS
    finally:
        for process in stopped:
            process.resume()
    assert count(own, "contacts") == 0


def test_a_server_that_is_gone_is_unavailable_soon_and_found_again(own_server: EmbeddedPostgres, own: Database) -> None:
    add_landlord(own)
    own_server.stop()
    started = time.monotonic()
    with pytest.raises(Unavailable):
        receiver(own)(LANDLORD, CALL)
    assert time.monotonic() - started < SOON_SECONDS
    own_server.start()
    assert receiver(own)(LANDLORD, CALL).contact_id


def test_live_pages_hear_again_after_a_restart(own_server: EmbeddedPostgres, own: Database) -> None:
    add_landlord(own)
    bus = DeskBus(PostgresFeed(own.url))
    cards = PostgresContactCards(own, bus)
    assert cards.listen(LANDLORD, 0.1) == ()
    own_server.restart_immediate()
    assert cards.listen(LANDLORD, 20) == ()  # woken at once, to look for itself
    answer = receiver(own)(LANDLORD, CALL)
    assert cards.listen(LANDLORD, 10) == (answer.contact_id,)
    bus.close()


def test_a_slow_statement_is_given_up(database: Database) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable), database.transaction(LANDLORD) as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    assert time.monotonic() - started < SOON_SECONDS


def test_whoever_waits_too_long_for_a_contact_gives_up(database: Database, log: PostgresContactLog) -> None:
    add_landlord(database)
    key = ContactKey(CALL.provider, CALL.provider_id)
    with log.attempt(LANDLORD, key), pytest.raises(Unavailable), log.attempt(LANDLORD, key):
        pass


def test_a_pool_in_which_every_connection_is_busy_is_unavailable_soon(database_url: str) -> None:
    narrow = Database(database_url, pool_size=1)
    busy, done = threading.Barrier(3), threading.Event()

    def keep() -> None:
        with narrow.transaction(LANDLORD):
            busy.wait(10)
            done.wait(10)

    keepers = [threading.Thread(target=keep) for _ in range(2)]
    for keeper in keepers:
        keeper.start()
    busy.wait(10)
    started = time.monotonic()
    with pytest.raises(Unavailable), narrow.transaction(LANDLORD):
        pass
    assert time.monotonic() - started < SOON_SECONDS
    done.set()
    for keeper in keepers:
        keeper.join(10)
    narrow.close()
