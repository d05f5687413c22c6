"""Live pages of one process hear of contacts that others take: by Redis, and without it by the database."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.adapters.redis.desk_feed import CHANNEL, RedisFeed, RedisTeller
from tests import builders
from tests.fakes.encryption import ENCRYPTION
from tests.integration.database.world import LANDLORD, NOON, add_landlord, receiver
from tests.peers.redis_server import RedisServer

SOON_SECONDS = 10


class Desk:
    """A page that listens, a web process that takes calls, and the database between them."""

    def __init__(self, database: Database, direct_url: str, redis: RedisServer) -> None:
        self.bus = DeskBus(RedisFeed(redis.url), PostgresFeed(direct_url))
        self.cards = PostgresContactCards(database, self.bus)
        self._receive = receiver(database, PostgresContactLog(database, ENCRYPTION, RedisTeller(redis.url)))
        self._conninfo = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._calls = 0

    def call(self, landlord: str = LANDLORD) -> str:
        self._calls += 1
        call = builders.contact(received_at=NOON, provider_id=f"CA{self._calls}")
        return self._receive(landlord, call).contact_id

    def hears(self, contact_id: str) -> bool:
        """Whether the page hears of a contact, and of no other."""
        patience = time.monotonic() + SOON_SECONDS
        heard: tuple[str, ...] = ()
        while not heard and time.monotonic() < patience:
            heard = tuple(self.cards.listen(LANDLORD, 1))
        return heard == (contact_id,)

    def listens_to_the_database(self) -> bool:
        with psycopg.connect(self._conninfo) as connection:
            asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'"
            row = connection.execute(f"{asked} AND datname = current_database()".encode()).fetchone()
        return row != (0,)

    def waits_until(self, *, listening_to_the_database: bool) -> None:
        patience = time.monotonic() + SOON_SECONDS
        while self.listens_to_the_database() != listening_to_the_database and time.monotonic() < patience:
            time.sleep(0.1)
        assert self.listens_to_the_database() == listening_to_the_database


@pytest.fixture
def desk(database_url: str, direct_url: str, redis: RedisServer) -> Iterator[Desk]:
    database = Database(database_url)
    for landlord in (LANDLORD, "other"):
        add_landlord(database, landlord)
    desk = Desk(database, direct_url, redis)
    desk.cards.listen(LANDLORD, 1)
    yield desk
    desk.bus.close()
    database.close()


def test_a_contact_taken_by_another_process_is_heard_without_a_connection_to_the_database(desk: Desk) -> None:
    assert desk.hears(desk.call())
    assert not desk.listens_to_the_database()


def test_contacts_of_other_landlords_are_not_heard(desk: Desk) -> None:
    desk.call("other")
    assert desk.hears(desk.call())


def test_a_note_that_a_stranger_made_up_stops_nobody_from_hearing(desk: Desk, redis: RedisServer) -> None:
    for text in ("nonsense", "[]", '{"landlord": 1}', "\ud83d".encode("utf-8", "replace").decode()):
        assert redis.publish(CHANNEL, text) == 1
    assert desk.hears(desk.call())


def test_without_redis_pages_hear_from_the_database_and_with_it_from_redis_again(
    desk: Desk, redis: RedisServer
) -> None:
    redis.kill()
    desk.waits_until(listening_to_the_database=True)
    assert desk.hears(desk.call())
    redis.start()
    desk.waits_until(listening_to_the_database=False)
    time.sleep(1.5)  # until the teller tries again
    assert desk.hears(desk.call())


def test_a_redis_that_hangs_is_as_good_as_none(desk: Desk, redis: RedisServer) -> None:
    redis.hang()
    begun = time.monotonic()
    contact_id = desk.call()
    assert time.monotonic() - begun < 1
    desk.waits_until(listening_to_the_database=True)
    later = desk.call()
    assert desk.cards.latest(LANDLORD)[0].contact_id in {contact_id, later}
    assert desk.hears(later)
    redis.go_on()
    desk.waits_until(listening_to_the_database=False)


def test_whoever_takes_contacts_never_waits_for_redis(redis: RedisServer) -> None:
    redis.hang()
    tell = RedisTeller(redis.url)
    begun = time.monotonic()
    for number in range(5_000):
        tell(LANDLORD, f"contact {number}")
    assert time.monotonic() - begun < 1
    redis.go_on()
