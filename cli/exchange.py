"""`contact-gateway exchange`: a demo's telephone exchange, with a page on which one can be everybody on the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
from flask import Flask
from werkzeug.serving import make_server

from cli.demo.population import people
from cli.installation import database, opened, read_settings
from cli.simulate.rest_server import Quiet
from cli.simulate.twilio_line import TIMEOUT_SECONDS, TwilioLine, TwilioNetwork
from contact_gateway.adapters.landlord_keys import LandlordKeys
from contact_gateway.application.end_call import Ending
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.keys import landlord_keys
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.standing import Role
from contact_gateway.settings import Settings
from contact_gateway.web import security_headers
from ivr.payloads import PROVIDER
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.real_time import RealTime
from ivr.phone_simulator.rest_face import rest_routes
from ivr.phone_simulator.telephone.parties import Caller, Landlord
from ivr.phone_simulator.telephone.playing import playing_routes
from ivr.phone_simulator.telephone.routes import telephone_routes
from ivr.phone_simulator.timeline import Timeline

_STATIC = Path(security_headers.__file__).parent / "static"
_AGENT = "lee"
_STRANGERS = (
    Caller("Somebody unknown", "+447700900199"),
    Caller("Somebody who withholds the number", "anonymous"),
)


@click.command(hidden=True)
@click.argument("port", type=click.IntRange(1, 65535))
def exchange(port: int) -> None:
    """Carry the demo landlords' calls on this port of this machine: for the gateway a REST API, for people a page."""
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        services, keys = gateway.services, landlord_keys(settings)
        carried = Exchange(Timeline(services.clock.now()), _network(settings, keys, client), lambda _line: ByHand())
        landlords = [_connect(carried, services, settings, own) for own in keys.values() if own.twilio]
        app = _app(carried, keys, landlords, services)
        server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
        passing = RealTime(carried.timeline, services.clock.now)
        passing.start()
        try:
            server.serve_forever()
        finally:
            passing.stop()
            server.server_close()


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """What staff see of a call and can do, through the use cases."""

    services: Services

    def banner(self, landlord: str, call: str) -> Sequence[str]:
        """Return what is shown of a call, line by line; nothing where it is not known."""
        try:
            banner = self.services.calls.read.so_far(landlord, ContactKey(PROVIDER, call)).decision.banner
        except GatewayError:
            return ()
        return tuple(line for line in (banner.who, *banner.lines, *banner.allowances) if line)

    def warn(self, landlord: str, call: str, *, final: bool) -> str:
        """Play a warning to both, and say what came of it."""
        warning = Announcement.FINAL_WARNING if final else Announcement.FIRST_WARNING
        try:
            played = self.services.calls.play_warning(landlord, self._contact(landlord, call), warning, _AGENT)
        except GatewayError as fault:
            return str(fault)
        return played.why if played.state is AnnouncementState.FAILED else "The warning is being played."

    def end(self, landlord: str, call: str) -> str:
        """End the call with its closing words, and say what came of it."""
        ending = Ending(officer=_AGENT, reason=EndReason.ABUSE)
        try:
            self.services.calls.end_call(landlord, self._contact(landlord, call), ending)
        except GatewayError as fault:
            return str(fault)
        return "The call ends after its closing words; an incident is drafted."

    def _contact(self, landlord: str, call: str) -> str:
        return self.services.calls.read.so_far(landlord, ContactKey(PROVIDER, call)).contact_id


def _network(settings: Settings, keys: Mapping[str, LandlordKeys], client: httpx.Client) -> TwilioNetwork:
    lines = {
        own.twilio.account_sid: TwilioLine(
            public_url=own.public_base_url or settings.public_base_url,
            url=f"http://{settings.host}:{settings.port}",
            auth_token=own.twilio.auth_tokens[0],
            client=client,
        )
        for own in keys.values()
        if own.twilio
    }
    return TwilioNetwork(lines)


def _connect(carried: Exchange, services: Services, settings: Settings, own: LandlordKeys) -> Landlord:
    """Give a landlord its numbers, and return it as it can be called."""
    policy, account = services.policies.current(own.landlord), own.twilio.account_sid if own.twilio else ""
    base = f"{own.public_base_url or settings.public_base_url}/webhooks/{own.landlord}/twilio"
    numbers = [number for line in policy.lines if (number := _number(services, line.address))]
    for number in numbers:
        carried.add_number(
            account,
            number,
            voice_url=f"{base}/voice/incoming",
            voice_fallback_url=f"{base}/voice/fallback",
            status_callback=f"{base}/voice/status",
            sms_url=f"{base}/sms/incoming",
        )
    lines = {number: one.label for one in policy.destinations.values() if (number := _number(services, one.phone))}
    for person in people():
        lines |= {point.value: person.name for point in person.contact_points if point.kind is PointKind.PHONE}
    return Landlord(slug=own.landlord, name=policy.name, account=account, number=numbers[0], lines=lines)


def _number(services: Services, text: str) -> str:
    point = services.phone_numbers.read(text) if text and "@" not in text else None
    return point.value if point and point.kind is PointKind.PHONE else ""


def _app(
    carried: Exchange, keys: Mapping[str, LandlordKeys], landlords: Sequence[Landlord], services: Services
) -> Flask:
    app = Flask("exchange", static_folder=str(_STATIC))
    secrets = {own.twilio.account_sid: frozenset(own.twilio.auth_tokens) for own in keys.values() if own.twilio}
    guests = Guests(carried)
    app.register_blueprint(rest_routes(guests, secrets))
    app.register_blueprint(playing_routes(guests, landlords))
    app.register_blueprint(telephone_routes(carried, landlords, _callers(), DemoStaff(services)))
    security_headers.set_security_headers(app, secure=False)
    return app


def _callers() -> list[Caller]:
    known = [
        Caller(person.name, point.value)
        for person in people()
        if person.role is not Role.OFFICER
        for point in person.contact_points
        if point.kind is PointKind.PHONE
    ]
    return [*known, *_STRANGERS]
