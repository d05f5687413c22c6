"""The voice webhooks below `/webhooks/<landlord>/twilio/voice`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Protocol

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from contact_gateway.application.errors import GatewayError, NotFound, Refused, Unavailable, told_for_the_log
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.services import Services
from ivr import ending, rooms, whispers
from ivr.addresses import PublicUrl, Route
from ivr.answering import Answering
from ivr.flows import Flows
from ivr.known_policies import KnownPolicies, LastRead
from ivr.room_flows import RoomFlows

_SAFE_FOR_OTHERS: Mapping[str, Callable[[], str]] = {
    Route.WAIT: rooms.wait_anyhow,
    Route.LEG: ending.hang_up,
    Route.ACCEPTED: ending.hang_up,
    Route.WHISPER: whispers.nothing,
    Route.CLOSING: ending.hang_up,
}
"""What is answered in spite of our own fault where it is not the caller who listens, or only waits."""

log = logging.getLogger(__name__)


Step = Callable[[str, PostedForm], str]
"""A landlord and its verified form in, a document out."""

View = Callable[[str, PostedForm], ResponseReturnValue]
"""The same, as an answer."""


class Door(Protocol):
    """Verifies what the provider posts before anything else sees it."""

    def view(self, answer: View) -> Callable[[str], ResponseReturnValue]:
        """Return a view that answers a landlord's verified form, and refuses every other request itself."""


def voice_routes(
    services: Services, door: Door, public_url: PublicUrl, last_read: LastRead = lambda _: None
) -> Blueprint:
    """Build the routes. Those beside incoming, status and fallback are where our own documents lead.

    `last_read` gives the copies of policies that are kept on this machine; without it there is what calls have seen.
    """
    known = KnownPolicies(services.policies, last_read)
    answering = Answering(services, known, public_url)
    flows = Flows(services, known, answering)
    in_room = RoomFlows(services, answering, flows)
    routes = Blueprint("voice", __name__, url_prefix="/webhooks/<landlord>/twilio/voice")

    def broken(fault: Exception) -> ResponseReturnValue:
        """Answer a call in spite of our own fault: a caller gets a person and the emergency choice, never silence."""
        if isinstance(fault, HTTPException):
            return fault
        log.error("A call was answered with the safe document: %s", told_for_the_log(fault))
        route = str(request.endpoint).rpartition(".")[2]
        if route in reports:
            return Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        safe = _SAFE_FOR_OTHERS.get(route)
        return _spoken(safe() if safe else answering.safe(str((request.view_args or {}).get("landlord", ""))))

    reports = _reports(flows, in_room)
    documents = {name: _speaking(step) for name, step in _documents(flows, in_room).items()}
    for name, view in {**documents, **reports}.items():
        routes.add_url_rule(f"/{name}", name, door.view(view), methods=["POST"])
    routes.register_error_handler(Exception, broken)
    return routes


def _documents(flows: Flows, in_room: RoomFlows) -> Mapping[Route, Step]:
    return {
        Route.INCOMING: flows.incoming,
        Route.KEY: flows.key,
        Route.REFERENCE: flows.reference,
        Route.DIALLED: flows.dialled,
        Route.UNANSWERED: flows.unanswered,
        Route.EMERGENCY_DIALLED: flows.emergency_dialled,
        Route.MESSAGE: flows.message,
        Route.FALLBACK: flows.fallback,
        Route.CONNECT: in_room.connect,
        Route.LEFT: in_room.left,
        Route.WAIT: in_room.wait,
        Route.LEG: in_room.leg,
        Route.ACCEPTED: in_room.accepted,
        Route.WHISPER: in_room.whisper,
        Route.CLOSING: in_room.closing,
    }


def _reports(flows: Flows, in_room: RoomFlows) -> Mapping[Route, View]:
    return {
        Route.STATUS: _listening(flows.status),
        Route.LEG_STATUS: _listening(in_room.leg_status),
        Route.ROOM: _listening(in_room.room),
        Route.RECORDING: _listening(in_room.recording),
        Route.ANNOUNCEMENT: _announcing(in_room.announcement),
    }


def _speaking(step: Step) -> View:
    def answer(landlord: str, form: PostedForm) -> ResponseReturnValue:
        return _spoken(step(landlord, form))

    return answer


def _listening(told: Callable[[str, PostedForm], None]) -> View:
    """Take a report; the provider may tell again what could not be stored, and not what is about nothing of ours."""

    def answer(landlord: str, form: PostedForm) -> ResponseReturnValue:
        try:
            told(landlord, form)
        except Unavailable:
            return Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        except NotFound:
            return Response(status=HTTPStatus.NOT_FOUND)
        return Response(status=HTTPStatus.NO_CONTENT)

    return answer


def _announcing(step: Step) -> View:
    """Give the words of an announcement, or an error by which the provider knows that nothing was heard."""

    def answer(landlord: str, form: PostedForm) -> ResponseReturnValue:
        try:
            return _spoken(step(landlord, form))
        except Refused:
            raise
        except GatewayError as fault:
            log.warning("An announcement of %s had no words: %s", landlord, type(fault).__name__)
            return Response(status=HTTPStatus.SERVICE_UNAVAILABLE)

    return answer


def _spoken(document: str) -> Response:
    return Response(document, mimetype="text/xml")
