"""Whether the process lives, whether it can do its work, and where people start."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import GatewayError
from contact_gateway.application.services import Services
from contact_gateway.web.authentication import public


def health_routes(services: Services) -> Blueprint:
    """Build `/livez`, `/readyz` and `/`."""
    routes = Blueprint("health", __name__)

    @public
    def alive() -> ResponseReturnValue:
        return _plain("alive")

    @public
    def ready() -> ResponseReturnValue:
        try:
            landlords = services.policies.landlords()
        except GatewayError:
            return _plain("The database does not answer.", HTTPStatus.SERVICE_UNAVAILABLE)
        return _plain(f"ready, {len(landlords)} landlords")

    @public
    def start() -> ResponseReturnValue:
        return redirect("/desk/")

    routes.add_url_rule("/livez", "alive", alive)
    routes.add_url_rule("/readyz", "ready", ready)
    routes.add_url_rule("/", "start", start)
    return routes


def _plain(text: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(f"{text}\n", status=status, mimetype="text/plain")
