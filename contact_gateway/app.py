"""The web application, put together from blueprints that were built elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from flask import Blueprint, Flask

from contact_gateway.application.services import Services
from contact_gateway.web.addresses import refuse_impossible_addresses
from contact_gateway.web.authentication import refuse_undeclared_routes
from contact_gateway.web.client_address import trust_proxies
from contact_gateway.web.csrf import protect_from_forgery
from contact_gateway.web.fault_log import DiscreetFlask
from contact_gateway.web.form_limits import BoundedRequest
from contact_gateway.web.hosts import answer_only_to
from contact_gateway.web.security_headers import set_security_headers
from contact_gateway.web.sessions import set_up_sessions

LARGEST_FORM = 1024 * 1024
"""Bytes that a request may have where its view does not say otherwise."""


def create_app(
    services: Services,
    *,
    pages: Iterable[Blueprint],
    doors: Iterable[Blueprint],
    secret_key: str,
    secure: bool,
    trusted_proxies: int = 0,
    hosts: Collection[str] = (),
) -> Flask:
    """Return the application.

    `pages` are for people in a browser and protected from forgery; `doors` are for machines, which sign what they send,
    bring a token or ask for nothing but our health. `secure` says that the world reaches us by https, `trusted_proxies`
    through how many proxies of our own, `hosts` under which names (any, unless said). Raises RuntimeError where a
    route does not say who may use it.
    """
    app = DiscreetFlask("contact_gateway", static_folder=None)
    app.request_class = BoundedRequest
    app.config.update(SECRET_KEY=secret_key, MAX_CONTENT_LENGTH=LARGEST_FORM)
    # A redirect would turn a provider's POST into a GET and lose what it says.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    trust_proxies(app, trusted_proxies)
    machines = tuple(doors)
    if hosts:
        answer_only_to(app, hosts, machines=machines)
    refuse_impossible_addresses(app)
    set_security_headers(app, secure=secure)
    set_up_sessions(app, services.users, services.clock, secure=secure)
    for blueprint in (*pages, *machines):
        app.register_blueprint(blueprint)
    protect_from_forgery(app, exempt=machines)
    refuse_undeclared_routes(app)
    return app
