"""What the provider of calls promises, kept by the fakes and by Twilio's adapters before an exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from contact_gateway.adapters.twilio.live_calls import TwilioLiveCalls
from contact_gateway.adapters.twilio.numbers import TwilioNumbers
from contact_gateway.adapters.twilio.recordings import TwilioRecordings
from contact_gateway.application.errors import NotDone
from contact_gateway.application.ports_of_calls import LiveCalls, Numbers, RecordingStore
from contact_gateway.application.records_of_calls import CallState, Leg, Number, Occasion, ProviderCall
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.records import Recording
from ivr.phone_simulator.rest_face import rest_app
from ivr.phone_simulator.timeline import Timeline
from tests.builders import MONDAY
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.numbers import FakeNumbers
from tests.fakes.recording_store import FakeRecordingStore
from tests.fakes.twilio_rest import ACCOUNT_SID, LANDLORD, account
from tests.integration.doors.gateway import listening

LINE, DESK = "+441632960200", "+441632960111"
RECORDING, UNKNOWN = f"RE{'a' * 32}", "f" * 32
BEFORE = "https://demo.example.net/welcome"
LEG = Leg(
    id="leg-1",
    contact_id="contact-1",
    call_id=f"CA{'a' * 32}",
    turn=1,
    room="r",
    to="desk",
    line=DESK,
    placed_at=MONDAY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider with one number and one recording."""

    numbers: Numbers
    store: RecordingStore
    calls: LiveCalls


class Silence:
    """Answers every form with an empty document."""

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        return "<Response/>"


def in_memory() -> Provider:
    store = FakeRecordingStore()
    store.sounds[RECORDING] = b"\xff\xe3" + bytes(70)
    number = Number(id=f"PN{'a' * 32}", number=LINE, addresses={Occasion.CALL: BEFORE})
    return Provider(numbers=FakeNumbers({LANDLORD: [number]}), store=store, calls=FakeLiveCalls())


@contextmanager
def at_an_exchange() -> Iterator[Provider]:
    exchange = Exchange(Timeline(MONDAY), Silence(), lambda _: Planned())
    exchange.add_number(ACCOUNT_SID, LINE, voice_url=BEFORE)
    exchange.recordings[RECORDING] = Recording(
        sid=RECORDING, account=ACCOUNT_SID, call=LEG.call_id, source="RecordVerb", seconds=5, made_at=MONDAY
    )
    with listening(rest_app(exchange, {ACCOUNT_SID: frozenset({"the-token"})})) as url:
        own = {LANDLORD: account(url)}
        yield Provider(numbers=TwilioNumbers(own), store=TwilioRecordings(own), calls=TwilioLiveCalls(own))


@pytest.fixture(params=["memory", "exchange"])
def provider(request: pytest.FixtureRequest) -> Iterator[Provider]:
    if request.param == "memory":
        yield in_memory()
        return
    with at_an_exchange() as provider:
        yield provider


def test_a_number_keeps_what_it_was_told_and_what_was_not_named(provider: Provider) -> None:
    [number] = provider.numbers.all(LANDLORD)
    assert (number.number, number.addresses, number.elsewhere) == (LINE, {Occasion.CALL: BEFORE}, "")
    provider.numbers.connect(LANDLORD, number.id, {Occasion.TEXT: "https://contact.example.org/texts"})
    [told] = provider.numbers.all(LANDLORD)
    assert told.addresses == {Occasion.CALL: BEFORE, Occasion.TEXT: "https://contact.example.org/texts"}


def test_a_number_that_is_not_there_cannot_be_told_anything(provider: Provider) -> None:
    with pytest.raises(NotDone):
        provider.numbers.connect(LANDLORD, f"PN{UNKNOWN}", {Occasion.TEXT: BEFORE})


def test_a_recording_is_fetched_until_it_is_deleted(provider: Provider) -> None:
    sound = provider.store.fetch(LANDLORD, RECORDING, 1_000_000)
    assert sound.startswith(b"\xff\xe3")
    with pytest.raises(NotDone):
        provider.store.fetch(LANDLORD, RECORDING, len(sound) - 1)
    provider.store.delete(LANDLORD, RECORDING)
    provider.store.delete(LANDLORD, RECORDING)
    with pytest.raises(NotDone):
        provider.store.fetch(LANDLORD, RECORDING, 1_000_000)


def test_a_call_that_is_placed_is_known_and_another_is_gone(provider: Provider) -> None:
    leg_id = provider.calls.ring(LANDLORD, LEG, 25, LINE)
    assert provider.calls.look_up(LANDLORD, leg_id) == ProviderCall(state=CallState.RINGING)
    assert provider.calls.look_up(LANDLORD, f"CA{UNKNOWN}") == ProviderCall(state=CallState.GONE)


def test_ending_what_nobody_knows_is_done(provider: Provider) -> None:
    provider.calls.end_call(LANDLORD, f"CA{UNKNOWN}")
    provider.calls.end_room(LANDLORD, LEG)
    assert provider.calls.look_up(LANDLORD, f"CA{UNKNOWN}").state is CallState.GONE
