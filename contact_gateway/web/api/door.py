"""The door of the API: a request comes in with a token, within its pace and scope, in the shape that is documented."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from zlib import crc32

from flask import Request, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from contact_gateway.application.errors import GatewayError, Sealed, told_for_the_log
from contact_gateway.application.records_of_api import ApiToken
from contact_gateway.application.services import Services
from contact_gateway.web.api.idempotency import id_of_what_is_made, once
from contact_gateway.web.api.operations import Call, Operation
from contact_gateway.web.api.problems import Problem, problem_of, problem_of_http
from contact_gateway.web.api.reading import check_accepted, read_body, read_key, read_query
from contact_gateway.web.authentication import bearer

_LONGEST_TOKEN = 200
_STRANGERS = ""
"""The name, which no landlord has, under which requests without a good token are counted."""
_BUCKETS = 4096

log = logging.getLogger(__name__)


class ApiDoor:
    """Makes the Flask views of operations."""

    def __init__(self, services: Services) -> None:
        """Take the use cases."""
        self._services = services

    def view(self, operation: Operation) -> Callable[..., ResponseReturnValue]:
        """Return the view that lets an operation see what it declares, and answers everything else itself."""

        @bearer(operation.scope)
        def answered(**ids: str) -> ResponseReturnValue:
            token = self._whose(request)
            _check_scope(token, operation)
            check_accepted(request, operation)
            key = read_key(request, operation)
            call = Call(
                services=self._services,
                token=token,
                ids=ids,
                query=read_query(request, operation),
                key=key,
                body=read_body(request, operation),
                made_id=id_of_what_is_made(request, token, key),
            )
            return _done(call, operation)

        return answered

    def _whose(self, received: Request) -> ApiToken:
        """Return the token of a request within its pace. Raises `Problem`."""
        kind, _, sent = received.headers.get("Authorization", "").partition(" ")
        is_token = kind.lower() == "bearer" and len(sent) <= _LONGEST_TOKEN
        token = self._services.api.open_token(sent.strip()) if is_token else None
        if token is None:
            self._check_pace(_STRANGERS, _bucket(received.remote_addr or ""))
            asks = {"WWW-Authenticate": 'Bearer realm="contact-gateway"'}
            detail = "Send Authorization: Bearer with a token of this landlord that is in force."
            raise Problem(HTTPStatus.UNAUTHORIZED, "unauthorized", detail, headers=asks)
        self._check_pace(token.landlord, token.id)
        return token

    def _check_pace(self, landlord: str, client: str) -> None:
        pace = self._services.api.flood_guard.count(landlord, client)
        if not pace.allowed:
            later = {"Retry-After": str(pace.retry_in_seconds)}
            raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", "Too many requests; slow down.", headers=later)


def answer_problem(fault: Exception) -> Response:
    """Answer whatever is raised within the API; our own faults are logged without what was sent."""
    match fault:
        case Problem():
            return fault.response()
        case GatewayError():
            return problem_of(fault).response()
        case HTTPException():
            return problem_of_http(fault).response()
        case _:
            log.error("A request to the API failed at %s: %s", request.endpoint, told_for_the_log(fault))
            detail = "This is our fault; it was logged. Connect a caller who waits."
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail).response()


def _done(call: Call, operation: Operation) -> Response:
    """Do what is asked. What stays shut for want of a key is answered like an outage, so the log has to tell."""
    try:
        return once(request, call, lambda: operation.view(call).response())
    except Sealed as fault:
        log.error("What is sealed for %s stays shut: %s at %s", call.landlord, type(fault).__name__, request.endpoint)  # noqa: TRY400 - its lines tell nothing more
        raise


def _check_scope(token: ApiToken, operation: Operation) -> None:
    if operation.scope not in token.scopes:
        asks = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{operation.scope}"'}
        detail = f"The token lacks the scope {operation.scope}."
        raise Problem(HTTPStatus.FORBIDDEN, "insufficient_scope", detail, headers=asks)


def _bucket(address: str) -> str:
    """Return which count an address shares, so that strangers fill no memory.

    Who shares it loses nothing by it: a good token is counted by itself.
    """
    return str(crc32(address.encode()) % _BUCKETS)
