"""From one key to the next, while everything stays readable and whoever is killed goes on later."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.resealing import DatabaseSealedTexts
from contact_gateway.adapters.database.sealed_values import SEALED_COLUMNS
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.application.errors import NoKey
from contact_gateway.application.rotate_keys import FILES, RotateKeys
from contact_gateway.bootstrap.gateway import Gateway
from contact_gateway.domain.contact import Channel
from tests.builders import contact, new_person
from tests.integration.encryption.house import LANDLORD, NEW, OLD, WHOLE, gateway_with, read, seed

KINDS = {column.kind for column in SEALED_COLUMNS} | {FILES}


def rotation(gateway: Gateway, batch: int) -> RotateKeys:
    texts = DatabaseSealedTexts(gateway.database, LandlordEncryption({LANDLORD: [NEW, OLD]}), batch)
    return RotateKeys(texts=texts, files=gateway.rotate_keys.files)


def test_everything_is_behind_before_and_nothing_after(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        assert set(gateway.rotate_keys.behind(LANDLORD).values()) == {0}
    with gateway_with(database_url, NEW, OLD) as gateway:
        behind = gateway.rotate_keys.behind(LANDLORD)
        assert set(behind) == KINDS
        assert all(behind.values()), "something of every kind was seeded"
        assert read(gateway, NEW, OLD) == WHOLE
        done: Counter[str] = Counter()
        for batch in gateway.rotate_keys(LANDLORD):
            done[batch.kind] += batch.resealed
            assert batch.unreadable == 0
        assert done == behind
        assert set(gateway.rotate_keys.behind(LANDLORD).values()) == {0}
    with gateway_with(database_url, NEW) as gateway:
        assert read(gateway, NEW) == WHOLE
        sent = gateway.services.outbox.claim(LANDLORD, 100, 60)
        assert any("jackanapes" in str(due.message.payload) for due in sent)


def test_all_is_readable_after_every_single_batch(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW, OLD) as gateway:
        steps = 0
        for _ in rotation(gateway, batch=1)(LANDLORD):
            steps += 1
            assert read(gateway, NEW, OLD) == WHOLE
        assert steps >= len(KINDS)


@pytest.mark.parametrize("after", range(0, 9, 2))
def test_a_rotation_that_was_stopped_goes_on_with_what_is_left(database_url: str, after: int) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW, OLD) as gateway:
        total = sum(gateway.rotate_keys.behind(LANDLORD).values())
        list(islice(rotation(gateway, batch=1)(LANDLORD), after))
        assert sum(gateway.rotate_keys.behind(LANDLORD).values()) == total - after
        assert read(gateway, NEW, OLD) == WHOLE
        assert sum(batch.resealed for batch in gateway.rotate_keys(LANDLORD)) == total - after
    with gateway_with(database_url, NEW) as gateway:
        assert read(gateway, NEW) == WHOLE


def test_what_cannot_be_read_is_counted_and_left_and_holds_up_nothing_else(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        for number in range(5):
            gateway.services.people.add(LANDLORD, new_person(id=f"p{number}", reference="", health_facts="some"))
        with gateway.database.transaction(LANDLORD) as connection:
            spoil = "UPDATE people SET health_facts = set_byte(health_facts, 30, get_byte(health_facts, 30) # 1)"
            connection.execute(text(f"{spoil} WHERE id IN ('p1', 'p3')"))
    with gateway_with(database_url, NEW, OLD) as gateway:
        done, shut = Counter[str](), Counter[str]()
        for batch in rotation(gateway, batch=2)(LANDLORD):
            done[batch.kind] += batch.resealed
            shut[batch.kind] += batch.unreadable
        assert +shut == {"people.health_facts": 2}
        assert done["people.health_facts"] == 4
        left = {kind: count for kind, count in gateway.rotate_keys.behind(LANDLORD).items() if count}
        assert left == {"people.health_facts": 2}


def test_a_row_that_somebody_holds_is_left_to_the_next_run(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW, OLD) as gateway:
        with gateway.database.transaction(LANDLORD) as other:
            other.execute(text("SELECT 1 FROM people WHERE id = 'sam' FOR UPDATE"))
            list(gateway.rotate_keys(LANDLORD))
        left = {kind: count for kind, count in gateway.rotate_keys.behind(LANDLORD).items() if count}
        assert left == {"people.health_facts": 1}
        assert sum(batch.resealed for batch in gateway.rotate_keys(LANDLORD)) == 1


def test_what_arrives_during_a_rotation_lies_under_the_newest_key(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW, OLD) as gateway:
        running = rotation(gateway, batch=1)(LANDLORD)
        next(running)
        gateway.services.receive_contact(LANDLORD, contact(Channel.SMS, provider_id="SM2", text="meanwhile"))
        list(running)
        assert set(gateway.rotate_keys.behind(LANDLORD).values()) == {0}


def test_one_landlords_rotation_touches_no_other(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        with pytest.raises(NoKey, match="no encryption key for octavia"):
            list(gateway.rotate_keys("octavia"))
        assert read(gateway, OLD) == WHOLE
