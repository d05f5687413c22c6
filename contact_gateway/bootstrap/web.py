"""The web application of an installation, with every door it has."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask

from contact_gateway.adapters.landlord_keys import LandlordKeys
from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.adapters.sendgrid_signature import SendgridSignatures
from contact_gateway.adapters.twilio.signature import TwilioSignatures
from contact_gateway.app import create_app
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.keys import landlord_keys, twilio_accounts
from contact_gateway.settings import Settings
from contact_gateway.web.api.routes import api_routes
from contact_gateway.web.desk.blueprint import desk_blueprint
from contact_gateway.web.health import health_routes
from contact_gateway.web.webhooks.recorded_words import recorded_words_routes
from contact_gateway.web.webhooks.sendgrid_mail import mail_routes
from contact_gateway.web.webhooks.twilio_door import TwilioDoor
from contact_gateway.web.webhooks.twilio_messages import message_routes
from ivr.known_policies import LastRead
from ivr.routes import voice_routes


def build_app(services: Services, settings: Settings, last_read: LastRead = lambda _: None) -> Flask:
    """Build the web application; `last_read` gives calls the copies of policies that are kept without the database.

    Raises `LandlordKeysError` where the keys file cannot be used.
    """
    keys = landlord_keys(settings)
    door = TwilioDoor(TwilioSignatures(twilio_accounts(keys, settings.public_base_url)))

    def public_url(landlord: str) -> str:
        own = keys.get(landlord)
        return (own.public_base_url if own else None) or settings.public_base_url

    mail_keys = {slug: own.sendgrid.public_key for slug, own in keys.items() if own.sendgrid}
    return create_app(
        services,
        pages=[desk_blueprint(services, feeds=settings.event_streams)],
        doors=[
            health_routes(services.readiness),
            voice_routes(services, door, public_url, last_read),
            recorded_words_routes(services.scripts.read),
            message_routes(services, door),
            mail_routes(services, SendgridSignatures(mail_keys), MimeReader()),
            api_routes(services),
        ],
        secret_key=settings.secret_key,
        secure=settings.public_base_url.startswith("https:"),
        trusted_proxies=settings.trusted_proxies,
        hosts=_host_names(settings, keys.values()),
    )


def _host_names(settings: Settings, keys: Iterable[LandlordKeys]) -> frozenset[str]:
    """Return the names under which the world reaches this installation."""
    addresses = (settings.public_base_url, *(own.public_base_url for own in keys))
    return frozenset(name for address in addresses if address and (name := urlsplit(address).hostname))
