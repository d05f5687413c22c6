"""Calls and texts from the signed form to the row in PostgreSQL, and what a caller hears when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds, Restriction
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.contracts.worlds import HERE, World
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.memory import Memory
from tests.fakes.policies import plain_reader
from tests.fakes.twilio import CALL_SID, TwilioCalls, verbs, words
from tests.unit.web.desk.desk_app import memory_services

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


def services_on(world: World) -> Services:
    return replace(
        memory_services(Memory(world.clock)),
        receive_contact=ReceiveContact(log=world.log, policies=world.policies, clock=world.clock),
        record_outcome=RecordOutcome(log=world.log),
        cards=world.cards,
        counters=world.counters,
        people=world.people,
        policies=world.policies,
        restrictions=world.restrictions,
    )


@pytest.fixture
def twilio(world: World) -> TwilioCalls:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer())
    return TwilioCalls(services_on(world), HERE)


def decide(world: World, decided_on: Restriction) -> None:
    decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
    world.casework.take_over(HERE, decided_on, decided)


def counted(world: World) -> Counts:
    return world.counters.of_customer(HERE, "sam", MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))


PUT_THROUGH = "Redirect"
"""The last verb of what a restricted caller hears who gets through: it leads to the room."""


def once_a_week() -> Restriction:
    return restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, channels=[Channel.VOICE])


def sid(letter: str) -> str:
    return f"CA{letter * 32}"


def test_one_call_a_week_is_put_through_and_the_next_is_told_when(world: World, twilio: TwilioCalls) -> None:
    decide(world, once_a_week())
    assert verbs(twilio.call())[-1] == PUT_THROUGH
    twilio.call("dialled", DialCallStatus="completed", DialCallDuration="370")
    heard = twilio.call(CallSid=sid("b"))
    assert words(heard)[:2] == [
        "Emergency choice.",
        "Calls from this number can be taken again on Monday 9 March from 9 am.",
    ]
    assert (counted(world).accepted, counted(world).declined, counted(world).talk_seconds) == (1, 1, 370)


def test_a_missed_call_gives_its_allowance_back(world: World, twilio: TwilioCalls) -> None:
    decide(world, once_a_week())
    twilio.call()
    twilio.call("dialled", DialCallStatus="no-answer")
    assert verbs(twilio.call(CallSid=sid("b")))[-1] == PUT_THROUGH


def test_the_emergency_key_is_kept_as_an_emergency(world: World, twilio: TwilioCalls) -> None:
    decide(world, restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE]))
    twilio.call()
    assert verbs(twilio.call("key", Digits="1")) == ["Say", "Dial"]
    assert (counted(world).attempts, counted(world).emergencies, counted(world).declined) == (1, 1, 0)


def test_the_same_call_told_five_times_at_once_is_one_contact(world: World, twilio: TwilioCalls) -> None:
    decide(world, once_a_week())
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: words(twilio.call()), range(5)))
    assert answers == [answers[0]] * 5
    assert counted(world).attempts == 1


def test_two_calls_at_once_with_one_left_are_one_conversation_and_one_decline(
    world: World, twilio: TwilioCalls
) -> None:
    decide(world, once_a_week())
    with ThreadPoolExecutor(2) as pool:
        last = list(pool.map(lambda letter: verbs(twilio.call(CallSid=sid(letter)))[-1], "bc"))
    assert sorted(last) == ["Hangup", PUT_THROUGH]


def test_a_held_text_is_answered_once(world: World, twilio: TwilioCalls) -> None:
    decide(world, restriction(Kind.CHANNEL_BAN, channels=[Channel.SMS]))
    assert "Hold." in twilio.text().text
    assert "<Message>" not in twilio.text(MessageSid=f"SM{'c' * 32}").text


@pytest.fixture
def cut_off(world: World) -> Iterator[TwilioCalls]:
    """An installation whose database is not there."""
    database = Database(NOWHERE)
    log, policies = PostgresContactLog(database, ENCRYPTION), DatabasePolicies(database, plain_reader)
    services = replace(
        services_on(world),
        receive_contact=ReceiveContact(log=log, policies=policies, clock=world.clock),
        record_outcome=RecordOutcome(log=log),
        people=DatabasePeople(database, ENCRYPTION),
        policies=policies,
    )
    yield TwilioCalls(services, HERE)
    database.close()


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("incoming", {}),
        ("key", {"Digits": "1"}),
        ("reference", {"Digits": "1001"}),
        ("dialled", {"DialCallStatus": "busy"}),
        ("message", {"RecordingDuration": "5"}),
        ("fallback", {}),
    ],
)
def test_without_a_database_every_step_speaks_within_five_seconds(
    cut_off: TwilioCalls, step: str, fields: dict[str, str]
) -> None:
    started = monotonic()
    heard = cut_off.call(step, **fields)
    assert monotonic() - started < 5
    assert words(heard) or "Record" in verbs(heard)


def test_without_a_database_texts_and_ends_of_calls_are_asked_for_again(cut_off: TwilioCalls) -> None:
    assert cut_off.text().status_code == 503
    assert cut_off.post("voice/status", {"CallSid": CALL_SID, "CallStatus": "completed"}).status_code == 503
