from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import FIRST_MARK
from contact_gateway.domain.contact import Channel, Step
from tests.builders import MONDAY, contact
from tests.contracts.contacts import CONNECTED, DECLINED, store
from tests.contracts.worlds import HERE, THERE, World

HOUR = timedelta(hours=1)


def test_a_contact_is_one_card_with_the_decision_that_stands(world: World) -> None:
    contact_id = store(world, contact(), DECLINED)
    store(world, contact(step=Step.KEY, pressed="2"), CONNECTED)
    (card,) = world.cards.latest(HERE)
    assert (card.contact_id, card.decision, card.step) == (contact_id, CONNECTED, Step.KEY)
    assert (card.channel, card.sender, card.received_at) == (Channel.VOICE, "+447700900123", MONDAY)
    assert world.cards.one(HERE, contact_id) == card


def test_a_withheld_number_shows_no_sender(world: World) -> None:
    store(world, contact(sender=None))
    assert world.cards.latest(HERE)[0].sender == ""


def test_the_newest_contacts_come_first_and_no_more_than_asked_for(world: World) -> None:
    ids = [
        store(world, contact(provider_id=f"CA{n}", received_at=MONDAY + hours * HOUR))
        for n, hours in enumerate([2, 1, 3])
    ]
    assert [card.contact_id for card in world.cards.latest(HERE, limit=2)] == [ids[2], ids[0]]


def test_steps_since_an_event_come_oldest_first(world: World) -> None:
    first = store(world, contact())
    seen = world.cards.one(HERE, first).event_id
    second = store(world, contact(provider_id="CA2"))
    store(world, contact(step=Step.KEY, pressed="1"))
    assert [card.contact_id for card in world.cards.since(HERE, seen)] == [second, first]
    assert [card.contact_id for card in world.cards.since(HERE, seen, limit=1)] == [second]
    assert world.cards.since(HERE, world.cards.one(HERE, first).event_id) == []


def test_pages_tell_every_step_once_and_then_stand_still(world: World) -> None:
    told: list[str] = []
    ids = [store(world, contact(provider_id=f"CA{number}")) for number in range(5)]
    store(world, contact(provider_id="CA0", step=Step.KEY, pressed="1"))
    cards, mark = world.cards.page(HERE, FIRST_MARK, 2)
    while cards:
        told += [card.contact_id for card in cards]
        assert len(cards) <= 2
        cards, mark = world.cards.page(HERE, mark, 2)
    assert told == [*ids, ids[0]]
    assert world.cards.page(HERE, mark, 2) == ([], mark)
    store(world, contact(provider_id="CA5"))
    assert len(world.cards.page(HERE, mark, 50)[0]) == 1
    assert world.cards.page(THERE, FIRST_MARK, 50) == ([], FIRST_MARK)


@pytest.mark.parametrize("contact_id", ["", "nobody", "01990000-0000-7000-8000-000000000000", "%"])
def test_a_contact_that_is_not_there_is_not_found(world: World, contact_id: str) -> None:
    with pytest.raises(NotFound):
        world.cards.one(HERE, contact_id)


def test_who_listens_is_told_what_came_between_two_calls(world: World) -> None:
    assert list(world.cards.listen(HERE, 0.01)) == []
    contact_id = store(world, contact())
    store(world, contact(provider_id="CA2"), landlord=THERE)
    assert list(world.cards.listen(HERE, 5)) == [contact_id]
    assert list(world.cards.listen(HERE, 0.01)) == []


def test_another_landlord_sees_no_card_of_it(world: World) -> None:
    contact_id = store(world, contact())
    assert world.cards.latest(THERE) == []
    assert world.cards.since(THERE, 0) == []
    with pytest.raises(NotFound):
        world.cards.one(THERE, contact_id)
