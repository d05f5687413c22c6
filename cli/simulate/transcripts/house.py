"""A gateway on a database of its own and on a clock that moves only when it is told, with an exchange beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask

from cli.simulate.application_line import ApplicationLine
from cli.simulate.rest_server import served
from contact_gateway.adapters.encryption import PassingEncryption
from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.signature import TwilioAccount, TwilioSignatures
from contact_gateway.app import create_app
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.ground import Outside
from contact_gateway.web.webhooks.twilio_door import TwilioDoor
from ivr.payloads import PROVIDER
from ivr.phone_simulator.calls import Call, Person
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.jobs import SECONDS_BETWEEN_NOTICES, every, later
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.phone import play
from ivr.phone_simulator.rest_face import rest_app
from ivr.phone_simulator.timeline import Timeline
from ivr.routes import voice_routes

ACCOUNT = f"AC{'0' * 32}"
TOKEN = "a token that signs nothing but rehearsals"  # noqa: S105 known to everybody
PUBLIC_URL = "https://contact.example.org"
SECONDS_BETWEEN_SWEEPS = 60

Between = Callable[[str], AbstractContextManager[str]]


@dataclass(slots=True, kw_only=True)
class House:
    """One landlord's gateway and the telephones around it; `people` answer by the line that is rung."""

    landlord: str
    services: Services
    exchange: Exchange
    people: dict[str, Person]
    lines: list[str] = field(default_factory=list)

    def call(self, caller: str, dialled: str, person: Person) -> Call:
        """Let somebody call; nothing is heard before the clock moves."""
        return call_in(self.exchange, caller, dialled, person)

    def play(self, call: Call) -> list[str]:
        """Play a call to its end and return a line for everything that happened."""
        self.lines = list(play(self.exchange, call))
        return self.lines

    def contact_of(self, call: Call) -> str:
        """Return the id of the contact that a call is."""
        return self.services.calls.read.so_far(self.landlord, ContactKey(PROVIDER, call.sid)).contact_id

    def later(self, seconds: float, action: Callable[[], object]) -> None:
        """Let somebody at the landlord's do something; the exchange goes on meanwhile."""
        later(self.exchange.timeline, seconds, action)

    def every(self, seconds: float, action: Callable[[], object]) -> None:
        """Let a job run again and again."""
        every(self.exchange.timeline, seconds, action)


@contextmanager
def open_house(
    database_url: str, landlord: str, start: datetime, people: dict[str, Person], between: Between = nullcontext
) -> Iterator[House]:
    """Open a house on an empty, migrated database; it has no policy and knows nobody yet.

    `between` gives the address by which the gateway reaches the exchange's own, where something stands between them.
    """
    timeline = Timeline(start)
    line = ApplicationLine(PUBLIC_URL, TOKEN)
    exchange = Exchange(timeline, line, lambda rung: people[rung])
    with served(rest_app(exchange, {ACCOUNT: frozenset({TOKEN})})) as url, between(url) as api_url:
        account = RestAccount(account_sid=ACCOUNT, public_url=PUBLIC_URL, user=ACCOUNT, password=TOKEN, api_url=api_url)
        outside = Outside(twilio={landlord: account})
        gateway = open_gateway(database_url, PassingEncryption(), clock=timeline, outside=outside)
        with closing(gateway.database):
            line.app = _application(gateway.services, landlord)
            house = House(landlord=landlord, services=gateway.services, exchange=exchange, people=people)
            calls = gateway.services.calls
            house.every(SECONDS_BETWEEN_NOTICES, lambda: calls.give_notices(landlord))
            house.every(SECONDS_BETWEEN_SWEEPS, lambda: calls.sweep_calls(landlord))
            yield house


def connect(house: House, number: str) -> None:
    """Tell the exchange where the landlord's gateway answers the calls of a number."""
    base = f"{PUBLIC_URL}/webhooks/{house.landlord}/twilio/voice"
    house.exchange.add_number(
        ACCOUNT,
        number,
        voice_url=f"{base}/incoming",
        voice_fallback_url=f"{base}/fallback",
        status_callback=f"{base}/status",
    )


def _application(services: Services, landlord: str) -> Flask:
    account = TwilioAccount(account_sid=ACCOUNT, base_url=PUBLIC_URL, auth_tokens=(TOKEN,))
    door = TwilioDoor(TwilioSignatures({landlord: account}))
    doors = (voice_routes(services, door, lambda _: PUBLIC_URL),)
    return create_app(services, pages=(), doors=doors, secret_key=TOKEN, secure=True)
