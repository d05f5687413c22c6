from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.outcome import Decision, Outcome
from tests.builders import MONDAY, contact
from tests.contracts.contacts import CONNECTED, DECLINED, store
from tests.contracts.worlds import HERE, THERE, World

HOUR = timedelta(hours=1)


def test_every_contact_of_a_customer_is_counted_by_channel(world: World) -> None:
    store(world, contact(), CONNECTED)
    store(world, contact(provider_id="CA2"), DECLINED)
    held = replace(DECLINED, outcome=Outcome.HOLD)
    store(world, contact(Channel.EMAIL, provider_id="M1", attachments=2, copied_to=3), held)
    calls = Counts(attempts=2, declined=1)
    mails = Counts(attempts=1, held=1, items=3, copied_in=3)
    assert world.counters.of_customer(HERE, "sam", MONDAY, MONDAY + HOUR, Channel.VOICE) == calls
    assert world.counters.of_customer(HERE, "sam", MONDAY, MONDAY + HOUR, Channel.EMAIL) == mails
    assert world.counters.of_customer(HERE, "sam", MONDAY, MONDAY + HOUR) == calls.plus(mails)


def test_a_contact_of_nobody_known_is_nobodys(world: World) -> None:
    store(world, contact(), Decision(outcome=Outcome.CONNECT))
    assert world.counters.of_customer(HERE, "", MONDAY, MONDAY + HOUR) == Counts()


@pytest.mark.parametrize(("minutes", "attempts"), [(-1, 0), (0, 1), (59, 1), (60, 0)])
def test_time_is_half_open_by_whole_hours(world: World, minutes: int, attempts: int) -> None:
    store(world, contact(received_at=MONDAY + timedelta(minutes=minutes)))
    assert world.counters.of_customer(HERE, "sam", MONDAY, MONDAY + HOUR).attempts == attempts


def test_another_customer_and_another_landlord_count_for_themselves(world: World) -> None:
    store(world, contact())
    assert world.counters.of_customer(HERE, "alex", MONDAY, MONDAY + HOUR) == Counts()
    assert world.counters.of_customer(THERE, "sam", MONDAY, MONDAY + HOUR) == Counts()
