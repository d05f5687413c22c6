"""Whoever goes from mark to mark gets every step once, however many are stored at the same instant."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.application.ports import FIRST_MARK
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, InterruptedLog, add_landlord, add_sam, receiver

CALL = builders.contact(received_at=NOON)


@pytest.fixture
def cards(database: Database, direct_url: str) -> Iterator[PostgresContactCards]:
    bus = DeskBus(PostgresFeed(direct_url))
    yield PostgresContactCards(database, bus)
    bus.close()


def follow(cards: PostgresContactCards, mark: str, limit: int) -> Iterator[tuple[str, str]]:
    """Yield each contact that is told with the mark behind its page, until a page is empty."""
    while True:
        page, mark = cards.page(LANDLORD, mark, limit)
        if not page:
            return
        yield from ((card.contact_id, mark) for card in page)


@pytest.mark.parametrize("limit", [1, 2, 7, 200])
def test_forty_contacts_at_once_are_told_once_each(database: Database, cards: PostgresContactCards, limit: int) -> None:
    add_landlord(database)
    receive, told, stored = receiver(database), [], threading.Event()

    def read_meanwhile() -> None:
        mark = FIRST_MARK
        while True:
            nothing_more = stored.is_set()
            for contact_id, behind in follow(cards, mark, limit):
                told.append(contact_id)
                mark = behind
            if nothing_more:
                return

    with ThreadPoolExecutor(17) as pool:
        reading = pool.submit(read_meanwhile)
        storing = [pool.submit(receive, LANDLORD, replace(CALL, provider_id=f"CA{n}")) for n in range(40)]
        wanted = {one.result(60).contact_id for one in storing}
        stored.set()
        reading.result(60)
    assert sorted(told) == sorted(wanted)


def test_nothing_is_told_while_something_before_it_may_still_come_to_light(
    database: Database, cards: PostgresContactCards, log: PostgresContactLog
) -> None:
    add_sam(database)
    told_meanwhile: list[object] = []

    def others_are_faster() -> None:
        receiver(database)(LANDLORD, CALL)
        told_meanwhile.extend(cards.page(LANDLORD, FIRST_MARK, 10)[0])

    slow = InterruptedLog(log, before_commit=others_are_faster)
    receiver(database, slow)(LANDLORD, replace(CALL, provider_id="slow", sender=None))
    assert told_meanwhile == []
    assert len(cards.page(LANDLORD, FIRST_MARK, 10)[0]) == 2


def test_a_database_restored_elsewhere_loses_nothing_old_and_nothing_new(
    database: Database, cards: PostgresContactCards, direct_url: str
) -> None:
    add_landlord(database)
    receive = receiver(database)
    old = [receive(LANDLORD, replace(CALL, provider_id=f"old{n}")).contact_id for n in range(2)]
    with psycopg.connect(direct_url.replace("+psycopg", "")) as owner:
        changed = owner.execute("UPDATE contact_steps SET written_by = '900000000000000'").rowcount
    assert changed == len(old)
    ((first, _), (second, _)) = follow(cards, FIRST_MARK, 1)
    assert [first, second] == old
    (event_id,) = (card.event_id for card in cards.since(LANDLORD, 0)[-1:])
    new = receive(LANDLORD, replace(CALL, provider_id="new")).contact_id
    kept_elsewhere = f"900000000000000.{event_id}"
    assert [told for told, _ in follow(cards, kept_elsewhere, 1)] == [new]


def test_other_work_on_the_same_server_keeps_nobody_waiting(
    database: Database, cards: PostgresContactCards, direct_url: str
) -> None:
    add_landlord(database)
    with psycopg.connect(direct_url.replace("+psycopg", "")) as somebody:
        somebody.execute("CREATE TEMPORARY TABLE elsewhere AS SELECT pg_current_xact_id()")
        contact_id = receiver(database)(LANDLORD, CALL).contact_id
        assert [told for told, _ in follow(cards, FIRST_MARK, 10)] == [contact_id]
