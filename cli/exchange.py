"""`contact-gateway exchange`: a demo's telephone exchange, with a page on which one can be everybody on the line."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import httpx
from flask import Flask
from werkzeug.serving import make_server

from cli.installation import database, opened, read_settings
from cli.simulate.rest_server import Quiet
from cli.simulate.twilio_line import TIMEOUT_SECONDS, TwilioLine, TwilioNetwork
from cli.telephone.parties import callers, lines_of, number_of
from cli.telephone.rehearsals import Rehearsals, by_the_clock_of_a_call
from cli.telephone.staff import DemoStaff
from contact_gateway.adapters.landlord_keys import LandlordKeys
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.keys import landlord_keys
from contact_gateway.settings import Settings
from contact_gateway.web import security_headers
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.real_time import passing
from ivr.phone_simulator.rest_face import rest_routes
from ivr.phone_simulator.telephone.parties import Landlord, Place
from ivr.phone_simulator.telephone.playing import Beside, playing_routes
from ivr.phone_simulator.telephone.routes import telephone_routes
from ivr.phone_simulator.timeline import Timeline

_STATIC = Path(security_headers.__file__).parent / "static"


@click.command(hidden=True)
@click.argument("port", type=click.IntRange(1, 65535))
def exchange(port: int) -> None:
    """Carry the demo landlords' calls on this port of this machine: for the gateway a REST API, for people a page."""
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        services, keys = gateway.services, landlord_keys(settings)
        carried = Exchange(Timeline(services.clock.now()), _network(settings, keys, client), lambda _line: ByHand())
        landlords = [_connect(carried, services, settings, own) for own in keys.values() if own.twilio]
        own = Place(carried, landlords, DemoStaff(services))
        with Rehearsals(url) as rehearsals, passing(carried.timeline, services.clock.now):
            app = _app(own, keys, rehearsals, by_the_clock_of_a_call(settings, url))
            server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
            try:
                server.serve_forever()
            finally:
                server.server_close()


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
    numbers = [number for line in policy.lines if (number := number_of(services, line.address))]
    for number in numbers:
        carried.add_number(
            account,
            number,
            voice_url=f"{base}/voice/incoming",
            voice_fallback_url=f"{base}/voice/fallback",
            status_callback=f"{base}/voice/status",
            sms_url=f"{base}/sms/incoming",
        )
    return Landlord(
        slug=own.landlord,
        name=policy.name,
        account=account,
        number=numbers[0],
        lines=lines_of(services, policy),
        zone=policy.zone,
    )


def _app(own: Place, keys: Mapping[str, LandlordKeys], rehearsals: Rehearsals, beside: Beside) -> Flask:
    app = Flask("exchange", static_folder=str(_STATIC))
    secrets = {one.twilio.account_sid: frozenset(one.twilio.auth_tokens) for one in keys.values() if one.twilio}
    guests = Guests(own.exchange)
    app.register_blueprint(rest_routes(guests, secrets))
    app.register_blueprint(playing_routes(guests, own.landlords, beside))
    app.register_blueprint(telephone_routes(own, callers(), rehearsals.at))
    security_headers.set_security_headers(app, secure=False)
    return app
