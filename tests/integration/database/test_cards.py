"""The live page's cards: the newest first, each with the decision that stands, and none ever missed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import ContactCard
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.outcome import Outcome
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, InterruptedLog, add_landlord, add_sam, cap, receiver

CALL = builders.contact(received_at=NOON)


@pytest.fixture
def bus(direct_url: str) -> Iterator[DeskBus]:
    opened = DeskBus(PostgresFeed(direct_url))
    yield opened
    opened.close()


@pytest.fixture
def cards(database: Database, bus: DeskBus) -> PostgresContactCards:
    return PostgresContactCards(database, bus)


def test_the_newest_contact_comes_first_with_the_decision_that_stands(
    database: Database, cards: PostgresContactCards
) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    receive(LANDLORD, CALL)
    later = replace(CALL, provider_id="CA2", received_at=NOON + timedelta(minutes=1))
    receive(LANDLORD, later)
    pressed = receive(LANDLORD, replace(later, step=Step.KEY, pressed="emergency"))
    first, second = cards.latest(LANDLORD)
    assert (first.contact_id, first.decision, first.step) == (pressed.contact_id, pressed.decision, Step.KEY)
    assert (first.sender, first.channel, first.received_at) == ("+447700900123", Channel.VOICE, later.received_at)
    assert second.decision.outcome is Outcome.CONNECT
    assert cards.latest(LANDLORD, 1) == [first]
    assert cards.one(LANDLORD, pressed.contact_id) == first


def test_a_withheld_number_has_an_empty_sender(database: Database, cards: PostgresContactCards) -> None:
    add_landlord(database)
    receiver(database)(LANDLORD, replace(CALL, sender=None))
    assert cards.latest(LANDLORD)[0].sender == ""


@pytest.mark.parametrize("contact_id", ["nonsense", "", "00000000-0000-7000-8000-000000000000", "' OR true"])
def test_a_contact_that_is_not_there_is_not_found(
    database: Database, cards: PostgresContactCards, contact_id: str
) -> None:
    add_landlord(database)
    with pytest.raises(NotFound):
        cards.one(LANDLORD, contact_id)


def test_another_landlords_contact_is_not_found(database: Database, cards: PostgresContactCards) -> None:
    add_landlord(database)
    add_landlord(database, "other")
    answer = receiver(database)("other", CALL)
    with pytest.raises(NotFound):
        cards.one(LANDLORD, answer.contact_id)
    assert cards.latest(LANDLORD) == cards.since(LANDLORD, 0) == []


def test_a_page_that_was_away_gets_each_step_since_oldest_first(
    database: Database, cards: PostgresContactCards
) -> None:
    add_sam(database)
    receive = receiver(database)
    receive(LANDLORD, CALL)
    (seen,) = cards.since(LANDLORD, 0)
    receive(LANDLORD, replace(CALL, step=Step.KEY, pressed="emergency"))
    receive(LANDLORD, replace(CALL, provider_id="CA2"))
    missed = cards.since(LANDLORD, seen.event_id)
    assert [card.step for card in missed] == [Step.KEY, Step.RECEIVED]
    assert cards.since(LANDLORD, seen.event_id, limit=1) == missed[:1]
    assert cards.since(LANDLORD, missed[-1].event_id) == []


def test_a_step_that_came_to_light_after_a_later_one_is_not_missed(
    database: Database, cards: PostgresContactCards, log: PostgresContactLog
) -> None:
    add_sam(database)
    seen: list[ContactCard] = []

    def others_are_faster() -> None:
        receiver(database)(LANDLORD, CALL)
        seen.extend(cards.since(LANDLORD, 0))

    slow = InterruptedLog(log, before_commit=others_are_faster)
    receiver(database, slow)(LANDLORD, replace(CALL, provider_id="slow", sender=None))
    (first,) = seen
    (late,) = cards.since(LANDLORD, first.event_id)
    assert late.event_id < first.event_id


def test_every_reader_hears_of_every_contact(database: Database, cards: PostgresContactCards) -> None:
    add_landlord(database)
    readers, contacts = 4, 25
    ready = threading.Barrier(readers + 1)
    wanted: set[str] = set()

    def read(_: int) -> set[str]:
        heard = set(cards.listen(LANDLORD, 0.01))
        ready.wait(20)
        patience = time.monotonic() + 30
        while len(heard) < contacts and time.monotonic() < patience:
            heard.update(cards.listen(LANDLORD, 5))
        return heard

    with ThreadPoolExecutor(readers) as pool:
        reading = [pool.submit(read, number) for number in range(readers)]
        ready.wait(20)
        receive = receiver(database)
        for number in range(contacts):
            wanted.add(receive(LANDLORD, replace(CALL, provider_id=f"CA{number}")).contact_id)
        assert [reader.result(60) for reader in reading] == [wanted] * readers


def test_nothing_of_another_landlord_is_heard(database: Database, cards: PostgresContactCards) -> None:
    add_landlord(database)
    add_landlord(database, "other")
    assert cards.listen(LANDLORD, 0.01) == ()
    receiver(database)("other", CALL)
    assert cards.listen(LANDLORD, 0.3) == ()


def test_a_notice_that_a_stranger_made_up_stops_nobody_from_hearing(
    database: Database, cards: PostgresContactCards, direct_url: str
) -> None:
    add_landlord(database)
    assert cards.listen(LANDLORD, 0.01) == ()
    with psycopg.connect(direct_url.replace("+psycopg", ""), autocommit=True) as stranger:
        for payload in ("nonsense", "[]", '{"landlord": 1}'):
            stranger.execute("SELECT pg_notify('desk', %s)", [payload])
    assert cards.listen(LANDLORD, 5) == ()
    answer = receiver(database)(LANDLORD, CALL)
    heard = [contact_id for _ in range(5) for contact_id in cards.listen(LANDLORD, 1)]
    assert heard == [answer.contact_id]
