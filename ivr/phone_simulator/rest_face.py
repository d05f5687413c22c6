"""The exchange's REST API: the parts of Twilio's, version 2010-04-01, that a gateway for calls uses."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Blueprint, Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.forms import API_VERSION
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.rest_calls import Calls
from ivr.phone_simulator.rest_numbers import Numbers
from ivr.phone_simulator.rest_orders import Answer, RestFault
from ivr.phone_simulator.rest_recordings import Recordings
from ivr.phone_simulator.rest_rooms import Rooms

_NOT_THERE = 20404


def rest_app(exchange: Exchange, secrets: Mapping[str, frozenset[str]]) -> Flask:
    """Build the application; `secrets` are the passwords that each account's requests may carry."""
    app = Flask(__name__)
    app.register_blueprint(rest_routes(Guests(exchange), secrets))
    app.register_error_handler(HTTPException, _unknown)
    return app


def rest_routes(guests: Guests, secrets: Mapping[str, frozenset[str]]) -> Blueprint:
    """Build the routes of an exchange and its guests."""
    routes = Blueprint("rest", __name__, url_prefix=f"/{API_VERSION}/Accounts/<account>")
    for face in (Calls, Rooms, Recordings, Numbers):
        for method, path, answer in face(guests.host).routes():
            name = f"{face.__name__}_{answer.__name__}_{path.count('.wav')}"
            view = _checked(guests, secrets, face, answer.__name__)
            routes.add_url_rule(path, name, view, methods=[method])
    routes.register_error_handler(RestFault, _refused)
    return routes


def _checked(
    guests: Guests, secrets: Mapping[str, frozenset[str]], face: Callable[[Exchange], object], name: str
) -> Answer:
    """Let only the account itself in, and let nobody else change anything meanwhile."""

    def view(account: str, **path: str) -> ResponseReturnValue:
        password = (request.authorization.password if request.authorization else None) or ""
        if not any(hmac.compare_digest(password, known) for known in secrets.get(account, ())):
            raise RestFault(HTTPStatus.UNAUTHORIZED, 20003, "Authenticate")
        exchange = guests.asked(account, path.values())
        answer: Answer = getattr(face(exchange), name)
        with exchange.timeline.turn():
            return answer(account, **path)

    return view


def _refused(fault: Exception) -> ResponseReturnValue:
    if not isinstance(fault, RestFault):
        raise fault
    return _problem(fault.status, fault.code, fault.message)


def _unknown(fault: HTTPException) -> ResponseReturnValue:
    return _problem(HTTPStatus(fault.code or HTTPStatus.INTERNAL_SERVER_ERROR), _NOT_THERE, fault.description or "")


def _problem(status: HTTPStatus, code: int, message: str) -> ResponseReturnValue:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return jsonify(code=code, message=message, more_info=more, status=int(status)), status
