"""Every outcome for everybody who may call, while the offices are open and while they are closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from typing import TypeVar
from xml.etree.ElementTree import Element

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.restrictions import Restriction
from tests.builders import MONDAY, new_officer, new_person, phone, restriction
from tests.fakes.twilio import LANDLORD
from tests.fakes.twilio_rooms import TwilioRooms
from tests.journeys.calls.heard import tree

SAM, SHARED = "+447700900123", "+447700900777"
QUEUE, EMERGENCY, LEE = "+441632960100", "+441632960102", "+441632960001"
SAMS_REFERENCE, KIMS_REFERENCE = "1001", "2002"

Test = TypeVar("Test", bound=Callable[..., None])
Steps = Sequence[tuple[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Caller:
    """Who calls, how the network names them, and what they do until it is known who they are.

    `finds` is whose arrangement then counts; `greeted` says that they have been greeted by then.
    """

    number: Mapping[str, str]
    steps: Steps = ()
    finds: str = "sam"
    greeted: bool = False
    also: tuple[Restriction, ...] = field(default=())


def reference(digits: str) -> tuple[str, Mapping[str, str]]:
    return "reference?turn=1&go=1", {"Digits": digits}


def no_calls(of: str) -> Restriction:
    return restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE], customer_id=of, id=f"ban-{of}")


def sent_to_lee(of: str) -> Restriction:
    terms = {"officer": "lee"}
    return restriction(Kind.SINGLE_POINT_OF_CONTACT, terms, [Channel.VOICE], customer_id=of, id=f"lee-{of}")


NAMED = (reference(SAMS_REFERENCE),)
CALLERS = {
    "known": Caller({"From": SAM}),
    "relay": Caller({"From": "18001 07700 900123"}),
    "withheld": Caller({"From": "anonymous"}, NAMED, greeted=True),
    "unknown": Caller({"From": "+447700900999"}, NAMED, greeted=True),
    "shared": Caller({"From": SHARED}, NAMED, greeted=True),
    "somebody else": Caller(
        {"From": SAM},
        (("key?turn=1", {"Digits": "2"}), ("reference?turn=2&go=1", {"Digits": KIMS_REFERENCE})),
        finds="kim",
        greeted=True,
        also=(no_calls("sam"),),
    ),
}
OPEN, CLOSED = MONDAY, MONDAY + timedelta(hours=12)
MESSAGE = ["Say Leave a message.", "Record, then message", "Say Goodbye.", "Hang up"]
UNTIL_TOMORROW = "Closed until Tuesday from 9 am."
SECOND_CHANCE = "Ask for key: Emergency choice."
CHOICES = (
    "Ask for key: Emergency choice. Decline. You can also reach us by text message, e-mail, letter or web form. "
    "{else_}Review choice."
)


def house(caller: Caller, *restrictions: Restriction) -> TwilioRooms:
    """Build the landlord with Sam, Kim who shares a number with him, and Lee who works in office hours."""
    twilio = TwilioRooms()
    people = twilio.services.people
    people.add(LANDLORD, new_person(reference=SAMS_REFERENCE, contact_points=(phone(SAM), phone(SHARED))))
    kim = new_person(id="kim", name="Kim Example", reference=KIMS_REFERENCE, contact_points=(phone(SHARED),))
    people.add(LANDLORD, kim)
    people.add(LANDLORD, new_officer(hours=("mon-fri 09:00-17:00",)))
    for one in (*caller.also, *restrictions):
        twilio.decide(one)
    return twilio


def identified(twilio: TwilioRooms, caller: Caller) -> Element:
    """Play a call until it is known who it is, and return what is heard then."""
    heard = twilio.call(**caller.number)
    for step, fields in caller.steps:
        heard = twilio.call(step, **caller.number, **fields)
    return heard


def call(twilio: TwilioRooms, caller: Caller) -> list[str]:
    return tree(identified(twilio, caller))


def greeting(caller: Caller) -> list[str]:
    return [] if caller.greeted else ["Say Greeting."]


def message(caller: Caller, closed: str) -> list[str]:
    greeted = "" if caller.greeted else "Greeting. "
    return [f"Ask for key: {greeted}{closed} Emergency choice.", SECOND_CHANCE, *MESSAGE]


everybody = pytest.mark.parametrize("caller", CALLERS.values(), ids=list(CALLERS))
at_any_time = pytest.mark.parametrize("now", [OPEN, CLOSED], ids=["open", "closed"])

JOURNEYS: dict[tuple[Outcome, datetime], str] = {}
"""The test of each outcome while the offices are open, and while they are closed."""

NEVER_ON_A_CALL = {Outcome.HOLD: "writing is held; a call is declined in words"}


def journey(outcome: Outcome, *at: datetime) -> Callable[[Test], Test]:
    """Say which outcome a test is about, and when: it is then made by everybody who may call."""

    def noted(test: Test) -> Test:
        JOURNEYS.update({(outcome, now): test.__name__ for now in at})
        made: Test = everybody(test)
        return made

    return noted


def outcome_of(twilio: TwilioRooms) -> Outcome:
    (made,) = twilio.memory.of(LANDLORD).contacts.values()
    assert made.last is not None
    return made.last.decision.outcome


def test_each_outcome_has_a_journey_of_everybody_while_open_and_while_closed() -> None:
    assert CALLERS.keys() == {"known", "withheld", "shared", "relay", "unknown", "somebody else"}
    wanted = product(set(Outcome) - NEVER_ON_A_CALL.keys(), (OPEN, CLOSED))
    assert JOURNEYS.keys() == set(wanted)
    assert all(name in globals() and name.startswith("test_") for name in JOURNEYS.values())


@at_any_time
@everybody
def test_a_call_is_never_held_whatever_would_hold_a_message(caller: Caller, now: datetime) -> None:
    stopped = restriction(Kind.NO_CONTACT, customer_id=caller.finds, id="stopped")
    collected = restriction(Kind.CONSOLIDATED_REPLY, {"per": "week"}, customer_id=caller.finds, id="collected")
    twilio = house(caller, stopped, collected)
    twilio.clock.stand_at(now)
    assert call(twilio, caller)[-1] == "Hang up"
    assert outcome_of(twilio) is Outcome.DECLINE


@journey(Outcome.CONNECT, OPEN)
def test_somebody_without_an_arrangement_is_connected_while_the_offices_are_open(caller: Caller) -> None:
    twilio = house(caller)
    assert call(twilio, caller) == [*greeting(caller), "Say Connecting.", f"Dial {QUEUE}, then dialled"]
    assert outcome_of(twilio) is Outcome.CONNECT


@journey(Outcome.CONNECT, CLOSED)
def test_somebody_without_an_arrangement_may_leave_a_message_while_the_offices_are_closed(caller: Caller) -> None:
    twilio = house(caller)
    twilio.clock.stand_at(CLOSED)
    assert call(twilio, caller) == message(caller, UNTIL_TOMORROW)
    assert outcome_of(twilio) is Outcome.CONNECT


@journey(Outcome.ROUTE, OPEN)
def test_somebody_with_a_point_of_contact_is_routed_there_through_a_room(caller: Caller) -> None:
    twilio = house(caller, sent_to_lee(caller.finds))
    heard = identified(twilio, caller)
    assert tree(heard) == [*greeting(caller), "Say Connecting.", "Go to connect"]
    assert tree(twilio.put_through(heard, **caller.number)) == ["Dial a room, then left"]
    assert [line for line, *_ in twilio.live.asked_to("ring")] == [LEE]
    assert outcome_of(twilio) is Outcome.ROUTE


@journey(Outcome.ROUTE, CLOSED)
def test_a_point_of_contact_who_has_gone_home_gets_a_message(caller: Caller) -> None:
    twilio = house(caller, sent_to_lee(caller.finds))
    twilio.clock.stand_at(CLOSED)
    assert call(twilio, caller) == message(caller, "Closed now.")
    assert outcome_of(twilio) is Outcome.ROUTE


@at_any_time
@journey(Outcome.DECLINE, OPEN, CLOSED)
def test_somebody_whose_calls_are_stopped_is_declined_in_words_with_every_choice_twice(
    caller: Caller, now: datetime
) -> None:
    twilio = house(caller, no_calls(caller.finds))
    twilio.clock.stand_at(now)
    proved = any(step.startswith("reference") for step, _ in caller.steps)
    choices = CHOICES.format(else_="" if proved else "Somebody else choice. ")
    assert call(twilio, caller) == [choices, choices, "Say Goodbye.", "Hang up"]
    assert outcome_of(twilio) is Outcome.DECLINE


@at_any_time
@journey(Outcome.EMERGENCY, OPEN, CLOSED)
def test_the_emergency_key_leads_to_the_emergency_line_from_wherever_somebody_is(caller: Caller, now: datetime) -> None:
    twilio = house(caller, no_calls(caller.finds))
    twilio.clock.stand_at(now)
    emergency = ["Say Connecting emergency.", f"Dial {EMERGENCY}, then emergency-dialled"]
    twilio.call(**caller.number)
    assert tree(twilio.call("key?turn=1", **caller.number, Digits="1")) == emergency
    for step, fields in caller.steps:
        twilio.call(step, **caller.number, **fields)
    assert tree(twilio.call("key?turn=4", **caller.number, SpeechResult="An emergency.")) == emergency
    assert outcome_of(twilio) is Outcome.EMERGENCY


@pytest.mark.parametrize("who", ["withheld", "unknown", "shared"])
@pytest.mark.clause("DER-11.3..11.4")
@pytest.mark.clause("TUN-1.2")
def test_whoever_is_not_known_and_keys_nothing_is_put_through_never_declined(who: str) -> None:
    caller = CALLERS[who]
    twilio = house(caller, no_calls("sam"))
    assert tree(twilio.call(**caller.number)) == [
        "Ask for key: Greeting. Emergency choice.",
        "Ask for reference: Ask reference.",
        "Ask for reference: Ask reference.",
        SECOND_CHANCE,
        "Say Connecting.",
        f"Dial {QUEUE}, then dialled",
    ]


@pytest.mark.parametrize("who", ["withheld", "unknown", "shared"])
def test_whoever_is_not_known_may_leave_a_message_while_the_offices_are_closed(who: str) -> None:
    caller = CALLERS[who]
    twilio = house(caller, no_calls("sam"))
    twilio.clock.stand_at(CLOSED)
    assert tree(twilio.call(**caller.number)) == [
        "Ask for key: Greeting. Emergency choice.",
        "Ask for reference: Ask reference.",
        "Ask for reference: Ask reference.",
        SECOND_CHANCE,
        f"Say {UNTIL_TOMORROW}",
        *MESSAGE,
    ]


@at_any_time
def test_somebody_else_is_asked_once_a_week_and_then_hears_the_choice_no_more(now: datetime) -> None:
    caller = CALLERS["somebody else"]
    twilio = house(caller)
    twilio.clock.stand_at(now)
    twilio.call(**caller.number)
    asked = tree(twilio.call("key?turn=1", **caller.number, Digits="2"))
    assert "Ask for reference: Ask reference." in asked
    second = {**caller.number, "CallSid": f"CA{'c' * 32}"}
    choices = CHOICES.format(else_="")
    assert tree(twilio.call(**second)) == [choices, choices, "Say Goodbye.", "Hang up"]


def test_a_call_through_a_relay_is_not_declined_where_nothing_else_is_open_to_the_caller() -> None:
    caller = CALLERS["relay"]
    ways = [Channel.SMS, Channel.EMAIL, Channel.WEB_FORM, Channel.WHATSAPP, Channel.SOCIAL]
    closed = restriction(Kind.CHANNEL_BAN, channels=ways, id="ban-writing")
    twilio = house(caller, no_calls("sam"), closed)
    assert call(twilio, caller) == ["Say Greeting.", "Say Connecting.", "Go to connect"]
    assert "Decline." in call(house(CALLERS["known"], no_calls("sam"), closed), CALLERS["known"])[0]
