from __future__ import annotations

from datetime import timedelta

from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import OpenCall
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Event, Happening
from tests.builders import MONDAY, contact
from tests.contracts.contacts import store, tell
from tests.contracts.worlds import HERE, THERE, World

HOUR = timedelta(hours=1)


def without_end(world: World, hours: int, landlord: str = HERE) -> list[str]:
    return [call.key.provider_id for call in world.open_calls.without_end(landlord, MONDAY + hours * HOUR)]


def test_a_call_is_without_an_end_until_its_end_is_told(world: World) -> None:
    call = contact()
    contact_id = store(world, call)
    found = OpenCall(contact_id=contact_id, key=ContactKey("twilio", "CA1"), received_at=MONDAY)
    assert world.open_calls.without_end(HERE, MONDAY + HOUR) == [found]
    tell(world, call, Event(happening=Happening.ANSWERED, at=MONDAY))
    assert world.open_calls.without_end(HERE, MONDAY + HOUR) == [found]
    tell(world, call, Event(happening=Happening.ENDED, at=MONDAY))
    assert world.open_calls.without_end(HERE, MONDAY + HOUR) == []


def test_calls_come_oldest_first_those_of_the_last_two_days(world: World) -> None:
    for name, hours in (("CA2", 2), ("CA0", 0), ("CA1", 1)):
        store(world, contact(provider_id=name, received_at=MONDAY + hours * HOUR))
    assert without_end(world, 0) == []
    assert without_end(world, 2) == ["CA0", "CA1"]
    assert without_end(world, 48) == ["CA0", "CA1", "CA2"]
    assert without_end(world, 49) == ["CA1", "CA2"]
    assert without_end(world, 2, THERE) == []
    assert len(world.open_calls.without_end(HERE, MONDAY + 2 * HOUR, limit=1)) == 1


def test_neither_what_was_written_nor_what_another_system_tells_of_is_among_them(world: World) -> None:
    store(world, contact(Channel.EMAIL, provider_id="mail"))
    store(world, contact(Channel.SMS, provider_id="SM1"))
    store(world, contact(provider="api:crm", provider_id="their call"))
    assert without_end(world, 1) == []
