"""Whoever has the whole database and no key reads none of what is personal."""

from __future__ import annotations

import base64

import pytest
from sqlalchemy import text

from contact_gateway.application.errors import NoKey, Unreadable
from contact_gateway.bootstrap.gateway import Gateway
from tests.integration.encryption.house import LANDLORD, NEW, OLD, SEEDED, WHOLE, dump, gateway_with, read, seed


def spellings(word: str) -> tuple[str, ...]:
    """How a word would look in a dump: as it is, as bytes, in base64 at any of its three offsets."""
    encoded = [base64.b64encode(b" " * shift + word.encode()).decode() for shift in range(3)]
    return (word, word.encode().hex(), *(text[4:-4] for text in encoded))


def statement(gateway: Gateway, sql: str) -> None:
    with gateway.database.transaction(LANDLORD) as connection:
        assert connection.execute(text(sql)).rowcount >= 1


def test_no_seeded_word_stands_in_any_table(database_url: str, direct_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        assert read(gateway, OLD) == WHOLE
    stored = dump(direct_url)
    found = [name for name, word in SEEDED.items() if any(spelt in stored for spelt in spellings(word))]
    assert found == []
    assert "Sam Example" in stored
    assert b"sam@example.org".hex() not in stored


def test_the_dump_would_show_a_word_that_is_stored_in_plain(database_url: str, direct_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        statement(gateway, "UPDATE people SET health_facts = convert_to('zythumatic', 'UTF8') WHERE id = 'sam'")
        statement(gateway, 'UPDATE outbox SET payload = \'{"text": "jackanapes"}\'')
    stored = dump(direct_url)
    assert any(spelt in stored for spelt in spellings("zythumatic"))
    assert any(spelt in stored for spelt in spellings("jackanapes"))


def test_without_the_key_everything_stays_shut_and_calls_are_still_decided(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW) as gateway:
        for look in (
            lambda: gateway.services.people.customer(LANDLORD, "sam"),
            lambda: gateway.services.restrictions.grounds_of(LANDLORD, "restriction-1", "lee"),
        ):
            with pytest.raises(NoKey):
                look()
        assert gateway.services.people.officers(LANDLORD)
        assert gateway.services.restrictions.of_customer(LANDLORD, "sam")


@pytest.mark.parametrize(
    "moved",
    [
        "UPDATE restrictions SET narrative = evidence",
        "UPDATE restrictions SET narrative = (SELECT health_facts FROM people WHERE id = 'sam')",
        "UPDATE restrictions SET narrative = set_byte(narrative, 40, get_byte(narrative, 40) # 1)",
        "UPDATE restrictions SET narrative = substring(narrative from 1 for 30)",
    ],
    ids=["another column", "another table", "one bit", "cut short"],
)
def test_what_was_moved_or_changed_in_the_database_does_not_open(database_url: str, moved: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        statement(gateway, moved)
        with pytest.raises(Unreadable, match="restrictions"):
            gateway.services.restrictions.grounds_of(LANDLORD, "restriction-1", "lee")


def test_every_look_at_grounds_and_health_facts_is_on_record(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
        gateway.services.restrictions.grounds_of(LANDLORD, "restriction-1", "kim")
        gateway.services.people.health_facts_of(LANDLORD, "sam", "max")
        with gateway.database.transaction(LANDLORD) as connection:
            looks = connection.execute(
                text("SELECT tag, subject_id, actor, details FROM audit WHERE tag LIKE '%read' ORDER BY seq")
            ).all()
    assert [tuple(look) for look in looks] == [
        ("staff:grounds:read", "restriction-1", "kim", {}),
        ("staff:health_facts:read", "sam", "max", {}),
    ]
