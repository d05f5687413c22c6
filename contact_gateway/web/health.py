"""Whether the process lives, whether it can do its work, and where people start."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import GatewayError, Unavailable
from contact_gateway.application.ports_of_health import Readiness
from contact_gateway.web.authentication import public

QUIET_SECONDS = 60
"""Between two lines in the log about not being ready: whoever watches asks every few seconds."""

log = logging.getLogger(__name__)


def health_routes(readiness: Readiness, seconds: Callable[[], float] = time.monotonic) -> Blueprint:
    """Build `/livez`, `/readyz` and `/`; `seconds` tells how long one line in the log is ago."""
    routes = Blueprint("health", __name__)
    complaint = _Complaint(seconds)

    @public
    def alive() -> ResponseReturnValue:
        return _plain("alive")

    @public
    def ready() -> ResponseReturnValue:
        try:
            landlords = readiness.landlords()
        except GatewayError as fault:
            complaint.log(fault)
            return _plain(str(fault), HTTPStatus.SERVICE_UNAVAILABLE)
        return _plain(f"ready, {len(landlords)} landlords")

    @public
    def start() -> ResponseReturnValue:
        return redirect("/desk/")

    routes.add_url_rule("/livez", "alive", alive)
    routes.add_url_rule("/readyz", "ready", ready)
    routes.add_url_rule("/", "start", start)
    return routes


class _Complaint:
    """Says in the log why we are not ready, and not again within a minute."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._said_at: float | None = None

    def log(self, fault: GatewayError) -> None:
        now = self._seconds()
        if self._said_at is not None and now - self._said_at < QUIET_SECONDS:
            return
        self._said_at = now
        kind = fault.kind if isinstance(fault, Unavailable) else type(fault).__name__
        log.warning("Not ready (%s): %s", kind, fault)


def _plain(text: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(f"{text}\n", status=status, mimetype="text/plain")
