from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_registers import HourOfCounts
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from tests.builders import MONDAY, contact, new_officer, new_person, restriction
from tests.contracts.test_restrictions import DECIDED
from tests.contracts.worlds import HERE, THERE, World

CAP = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE])


def with_sam(world: World) -> ReceiveContact:
    world.people.add(HERE, new_person())
    world.casework.take_over(HERE, CAP, DECIDED)
    return ReceiveContact(log=world.log, policies=world.policies, clock=world.clock)


def trying(world: World) -> TryDecision:
    return TryDecision(lookup=world.contact_lookup, policies=world.policies)


def test_a_dry_run_decides_what_the_funnel_would_and_uses_nothing(world: World) -> None:
    receive = with_sam(world)
    tried = [trying(world)(HERE, contact()).decision for _ in range(3)]
    assert {decision.outcome for decision in tried} == {Outcome.CONNECT}
    assert receive(HERE, contact()).decision == tried[0]
    assert world.cards.latest(HERE)[1:] == []
    again = contact(provider_id="CA2")
    asked = trying(world)(HERE, again).decision
    assert asked.outcome is Outcome.DECLINE
    assert receive(HERE, again).decision == asked


def test_a_dry_run_at_another_time_is_decided_by_what_is_in_force_then(world: World) -> None:
    with_sam(world)(HERE, contact())
    times = {0: Outcome.DECLINE, 7: Outcome.CONNECT, -2: Outcome.CONNECT}
    asked = {
        days: trying(world)(HERE, contact(provider_id="x", received_at=MONDAY + timedelta(days=days))) for days in times
    }
    assert {days: tried.decision.outcome for days, tried in asked.items()} == times


def test_a_customer_is_named_by_id_as_well_as_by_a_number(world: World) -> None:
    with_sam(world)
    world.people.add(HERE, new_person(id="alex", name="Alex Example", reference=""))
    named = [trying(world)(HERE, contact(sender=None), customer_id).decision for customer_id in ("sam", "alex")]
    assert [decision.counted_for for decision in named] == ["sam", "alex"]
    assert [decision.banner.who for decision in named] == ["Sam Example", "Alex Example"]


@pytest.mark.parametrize("customer_id", ["", "nobody", "lee"])
def test_only_a_customer_is_named_by_id(world: World, customer_id: str) -> None:
    world.people.add(HERE, new_officer())
    assert world.contact_lookup.look(HERE, contact(sender=None), MONDAY, customer_id).by_reference is None


def test_a_landlord_nobody_knows_has_no_facts(world: World) -> None:
    with pytest.raises(NotFound):
        world.contact_lookup.look("nowhere", contact(), MONDAY)


def test_a_recorded_contact_is_found_by_its_id_with_its_last_step(world: World) -> None:
    receive = with_sam(world)
    contact_id = receive(HERE, contact()).contact_id
    keyed = replace(contact(), step=Step.KEY, pressed="review")
    receive(HERE, keyed)
    recorded = world.contact_lookup.recorded(HERE, contact_id)
    assert (recorded.contact_id, recorded.contact) == (contact_id, keyed)


@pytest.mark.parametrize("contact_id", ["", "nothing", "00000000-0000-7000-8000-000000000000"])
def test_a_contact_that_never_was_is_not_found(world: World, contact_id: str) -> None:
    with pytest.raises(NotFound):
        world.contact_lookup.recorded(HERE, contact_id)


def test_a_contact_of_another_landlord_is_not_found(world: World) -> None:
    contact_id = with_sam(world)(HERE, contact()).contact_id
    with pytest.raises(NotFound):
        world.contact_lookup.recorded(THERE, contact_id)


def test_counters_come_hour_by_hour_and_channel_by_channel(world: World) -> None:
    receive = with_sam(world)
    for number, minutes in enumerate((0, 59, 60)):
        receive(HERE, contact(provider_id=f"CA{number}", received_at=MONDAY + timedelta(minutes=minutes)))
    receive(HERE, contact(Channel.SMS, provider_id="SM1", received_at=MONDAY))
    rows = world.counter_rows.of_customer(HERE, "sam", MONDAY, MONDAY + timedelta(hours=1))
    assert [(row.channel, row.hour, row.counts.attempts) for row in rows] == [
        (Channel.SMS, MONDAY, 1),
        (Channel.VOICE, MONDAY, 2),
    ]
    whole = world.counter_rows.of_customer(HERE, "sam", MONDAY, MONDAY + timedelta(hours=2))
    assert whole[2] == HourOfCounts(
        channel=Channel.VOICE, hour=datetime(2026, 3, 2, 11, tzinfo=UTC), counts=Counts(attempts=1, declined=1)
    )
    assert world.counter_rows.of_customer(THERE, "sam", MONDAY, MONDAY + timedelta(hours=2)) == []
