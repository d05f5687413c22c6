"""The voice webhooks below `/webhooks/<landlord>/twilio/voice`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from contact_gateway.application.errors import Unavailable, told_for_the_log
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.services import Services
from ivr.addresses import Route
from ivr.answering import Answering
from ivr.flows import Flows
from ivr.known_policies import KnownPolicies

log = logging.getLogger(__name__)


class Door(Protocol):
    """Verifies what the provider posts before anything else sees it."""

    def view(self, answer: Callable[[str, PostedForm], ResponseReturnValue]) -> Callable[[str], ResponseReturnValue]:
        """Return a view that answers a landlord's verified form, and refuses every other request itself."""


def voice_routes(services: Services, door: Door) -> Blueprint:
    """Build the routes. Those beside incoming, status and fallback are where our own documents lead."""
    known = KnownPolicies(services.policies)
    answering = Answering(services, known)
    flows = Flows(services, known, answering)
    routes = Blueprint("voice", __name__, url_prefix="/webhooks/<landlord>/twilio/voice")

    def fallback(landlord: str, _form: PostedForm) -> ResponseReturnValue:
        return _spoken(answering.safe(landlord))

    def status(landlord: str, form: PostedForm) -> ResponseReturnValue:
        try:
            flows.status(landlord, form)
        except Unavailable:
            return Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return Response(status=HTTPStatus.NO_CONTENT)

    def broken(fault: Exception) -> ResponseReturnValue:
        """Answer a call in spite of our own fault: a person and the emergency choice, never silence."""
        if isinstance(fault, HTTPException):
            return fault
        log.error("A call was answered with the safe document: %s", told_for_the_log(fault))
        return _spoken(answering.safe(str((request.view_args or {}).get("landlord", ""))))

    for name, step in {
        Route.INCOMING: flows.incoming,
        Route.KEY: flows.key,
        Route.REFERENCE: flows.reference,
        Route.DIALLED: flows.dialled,
        Route.UNANSWERED: flows.unanswered,
        Route.EMERGENCY_DIALLED: flows.emergency_dialled,
        Route.MESSAGE: flows.message,
    }.items():
        routes.add_url_rule(f"/{name}", name, door.view(_speaking(step)), methods=["POST"])
    routes.add_url_rule(f"/{Route.FALLBACK}", Route.FALLBACK, door.view(fallback), methods=["POST"])
    routes.add_url_rule(f"/{Route.STATUS}", Route.STATUS, door.view(status), methods=["POST"])
    routes.register_error_handler(Exception, broken)
    return routes


def _speaking(step: Callable[[str, PostedForm], str]) -> Callable[[str, PostedForm], ResponseReturnValue]:
    def answer(landlord: str, form: PostedForm) -> ResponseReturnValue:
        return _spoken(step(landlord, form))

    return answer


def _spoken(document: str) -> Response:
    return Response(document, mimetype="text/xml")
