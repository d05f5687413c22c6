from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.casework.evidence import Compared, Measured
from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY, contact, new_officer, new_person, restriction
from tests.contracts.contacts import CONNECTED, DECLINED, key, store
from tests.contracts.worlds import HERE, THERE, World
from tests.integration.the_other_landlord import DECIDED

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALL = contact()
MAIL = contact(Channel.EMAIL, provider_id="M1", text="The gas smells.", subject="Gas")


def compared(world: World, customer: str = "sam", landlord: str = HERE) -> Compared:
    return world.evidence.compared(landlord, customer, MONDAY - DAY, MONDAY + DAY)


def calls_of(world: World, customer: str, times: int, role: Role = Role.CUSTOMER) -> None:
    world.people.add(HERE, new_person(id=customer, reference=f"T-{customer}", contact_points=(), role=role))
    for number in range(times):
        store(world, contact(provider_id=f"{customer} {number}"), replace(CONNECTED, counted_for=customer))


def talked(world: World, call: Contact, seconds: int) -> Event:
    event = Event(happening=Happening.ANSWERED, at=MONDAY + HOUR, talk_seconds=seconds)
    RecordOutcome(log=world.log)(HERE, key(call), event)
    return event


@pytest.mark.parametrize(("others", "median"), [((1, 3), 3), ((1,), 2.5), ((), 4), ((9, 9, 9), 9)])
def test_the_median_customer_is_the_one_in_the_middle(world: World, others: tuple[int, ...], median: float) -> None:
    calls_of(world, "sam", 4)
    for number, times in enumerate(others):
        calls_of(world, f"other {number}", times)
    found = compared(world)
    assert (found.own.totals[Measured.CONTACTS], found.median.totals[Measured.CONTACTS]) == (4, median)
    assert found.customers == len(others) + 1


def test_whoever_made_no_contact_by_a_channel_counts_with_nought_and_whoever_made_none_at_all_not(world: World) -> None:
    calls_of(world, "sam", 2)
    calls_of(world, "alex", 0)
    world.people.add(HERE, new_person(id="kim", reference="T-kim", contact_points=()))
    store(world, MAIL, replace(CONNECTED, counted_for="kim"))
    found = compared(world)
    assert found.customers == 2
    assert (found.median.by_channel[Channel.VOICE], found.median.by_channel[Channel.EMAIL]) == (1, 0.5)
    assert found.own.by_channel[Channel.EMAIL] == 0


def test_representatives_are_nobodys_measure(world: World) -> None:
    calls_of(world, "sam", 2)
    calls_of(world, "solicitor", 20, Role.REPRESENTATIVE)
    assert compared(world).median.totals[Measured.CONTACTS] == 2


def test_what_was_said_and_refused_is_summed_over_the_channels(world: World) -> None:
    calls_of(world, "sam", 1)
    store(world, CALL, CONNECTED)
    talked(world, CALL, 370)
    store(world, contact(provider_id="CA2"), DECLINED)
    own = compared(world).own.totals
    wanted = (Measured.TALK_SECONDS, Measured.DECLINED, Measured.BREACHES, Measured.CONTACTS)
    assert [own[what] for what in wanted] == [370, 1, 1, 3]


def test_somebody_without_any_contact_has_nothing_and_so_has_a_landlord(world: World) -> None:
    calls_of(world, "sam", 2)
    nobody, elsewhere = compared(world, "alex"), compared(world, landlord=THERE)
    assert set(nobody.own.totals.values()) == {0.0}
    assert (elsewhere.customers, set(elsewhere.median.totals.values())) == (0, {0.0})


@pytest.mark.parametrize(("at", "counts"), [(-DAY, 1), (-DAY - HOUR, 0), (DAY - HOUR, 1), (DAY, 0)])
def test_hours_that_begin_in_the_time_are_counted(world: World, at: timedelta, counts: int) -> None:
    world.people.add(HERE, new_person())
    store(world, contact(received_at=MONDAY + at))
    assert compared(world).own.totals[Measured.CONTACTS] == counts


def test_a_past_contact_is_given_as_it_was(world: World) -> None:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer(id="their-lee"))
    bound = restriction(Kind.VOICEMAIL_ONLY, starts_at=MONDAY - HOUR, planned_end=MONDAY + HOUR)
    world.casework.take_over(HERE, bound, DECIDED)
    world.people.add_outage(HERE, Channel.SMS, MONDAY - HOUR, MONDAY + HOUR)
    contact_id = store(world, CALL, CONNECTED)
    event = talked(world, CALL, 90)
    (past,) = world.evidence.past_contacts(HERE, "sam", MONDAY, MONDAY + HOUR)
    assert (past.id, past.contact, past.decision, past.events) == (contact_id, CALL, CONNECTED, (event,))
    assert [one.id for one in past.restrictions] == [bound.id]
    assert past.down == {Channel.SMS}


def test_the_words_of_a_past_message_are_read(world: World) -> None:
    store(world, MAIL)
    (past,) = world.evidence.past_contacts(HERE, "sam", MONDAY, MONDAY + HOUR)
    assert past.contact == MAIL


def test_the_last_step_of_a_past_contact_stands(world: World) -> None:
    store(world, CALL)
    pressed = replace(CALL, step=Step.KEY, pressed="emergency")
    store(world, pressed, Decision(outcome=Outcome.EMERGENCY, counted_for="sam"))
    (past,) = world.evidence.past_contacts(HERE, "sam", MONDAY, MONDAY + HOUR)
    assert (past.contact, past.decision.outcome) == (pressed, Outcome.EMERGENCY)


@pytest.mark.parametrize(("minutes", "there"), [(-1, 0), (0, 1), (30, 1), (59, 1), (60, 0)])
def test_past_contacts_are_those_that_began_in_the_time(world: World, minutes: int, there: int) -> None:
    began = MONDAY + timedelta(minutes=15)
    store(world, contact(received_at=began + timedelta(minutes=minutes)))
    assert len(world.evidence.past_contacts(HERE, "sam", began, began + HOUR)) == there


def test_contacts_of_others_at_the_same_hour_are_not_given(world: World) -> None:
    store(world, CALL)
    store(world, contact(provider_id="CA2"), replace(CONNECTED, counted_for="alex"))
    store(world, contact(provider_id="CA3"), replace(CONNECTED, counted_for=""))
    store(world, contact(provider_id="CA4"), landlord=THERE)
    assert [past.contact for past in world.evidence.past_contacts(HERE, "sam", MONDAY, MONDAY + HOUR)] == [CALL]


def test_past_contacts_come_oldest_first(world: World) -> None:
    times = [MONDAY + timedelta(minutes=minutes) for minutes in (50, 5, 130, 20)]
    for number, at in enumerate(times):
        store(world, contact(provider_id=f"CA{number}", received_at=at))
    found = world.evidence.past_contacts(HERE, "sam", MONDAY, MONDAY + DAY)
    assert [past.contact.received_at for past in found] == sorted(times)


def test_contacts_that_staff_ended_are_given_with_what_they_wrote(world: World) -> None:
    contact_id = store(world, CALL)
    ended = EndedBy(
        contact_id=contact_id, officer="lee", reason=EndReason.ABUSE, at=MONDAY, warnings_heard=2, note="He swore."
    )
    with world.call_book.open(HERE, contact_id) as book:
        book.put_ended(ended)
    assert list(world.evidence.ended_contacts(HERE, "sam", MONDAY, MONDAY + HOUR)) == [ended]
    assert list(world.evidence.ended_contacts(HERE, "sam", MONDAY + HOUR, MONDAY + DAY)) == []
    assert list(world.evidence.ended_contacts(HERE, "alex", MONDAY, MONDAY + HOUR)) == []


def test_breaches_are_given_one_by_one(world: World) -> None:
    store(world, CALL)
    broken = store(world, contact(provider_id="CA2", received_at=MONDAY + HOUR), DECLINED)

    def at(start: datetime) -> list[tuple[str, str, datetime, Outcome]]:
        found = world.evidence.breaches(HERE, "sam", start, MONDAY + DAY)
        return [(one.contact_id, one.restriction_id, one.at, one.outcome) for one in found]

    assert at(MONDAY) == [(broken, "restriction-1", MONDAY + HOUR, Outcome.DECLINE)]
    assert at(MONDAY + HOUR + timedelta(seconds=1)) == []
