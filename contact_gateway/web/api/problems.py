"""What goes wrong, as RFC 9457 says it: a code that stays, a sentence that may change, never what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from pydantic import BaseModel, ConfigDict
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from contact_gateway.application.errors import GatewayError, InProgress, NotFound, Refused, Stale, Unavailable

MEDIA_TYPE = "application/problem+json"
_KIND = "urn:contact-gateway:problem:"
_LATER = "5"
"""Seconds after which it makes sense to ask again."""

_OWN_STATUS: Mapping[str, HTTPStatus] = {"idempotency_key_reused": HTTPStatus.UNPROCESSABLE_ENTITY}
"""Refusals that no change of the landlord's affairs would make good."""


class Fault(BaseModel):
    """One thing that is wrong with what was sent, and where it stands in it."""

    model_config = ConfigDict(extra="forbid")

    where: str
    what: str


class ProblemDetails(BaseModel):
    """The body of every answer that is not a success."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Fault]


class Problem(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        faults: list[Fault] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what will be answered."""
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = faults or []
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """Return the answer."""
        details = ProblemDetails(
            type=f"{_KIND}{self.code}",
            title=self.status.phrase,
            status=self.status,
            detail=self.detail,
            code=self.code,
            errors=self.faults,
        )
        return Response(details.model_dump_json(), status=self.status, headers=self.headers, content_type=MEDIA_TYPE)


def problem_of(error: GatewayError) -> Problem:
    """Return what a use case's refusal is to another system."""
    match error:
        case NotFound():
            return Problem(HTTPStatus.NOT_FOUND, "not_found", str(error))
        case Stale():
            return Problem(HTTPStatus.PRECONDITION_FAILED, "changed_meanwhile", str(error))
        case InProgress():
            again = {"Retry-After": str(error.retry_in_seconds)}
            return Problem(HTTPStatus.CONFLICT, error.code, str(error), headers=again)
        case Refused():
            return Problem(_OWN_STATUS.get(error.code, HTTPStatus.CONFLICT), error.code, str(error))
        case Unavailable():
            return unavailable(str(error))
        case _:
            return unavailable("This cannot be done now.")


def unavailable(detail: str) -> Problem:
    """Return the problem of a service that cannot look things up; whoever has a caller connects that caller."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", detail, headers={"Retry-After": _LATER})


def problem_of_http(error: HTTPException) -> Problem:
    """Return what Flask itself refuses: an unknown path, a method, a body that is too large."""
    status = HTTPStatus(error.code or HTTPStatus.BAD_REQUEST)
    known = {
        HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address."),
        HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This address does not take that method."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "A body has at most one mebibyte."),
    }
    if isinstance(error, ServiceUnavailable):
        return unavailable("Too many requests of this address are on their way; their bodies do not come.")
    code, detail = known.get(status, ("bad_request", "The request cannot be read."))
    allowed = dict(error.get_headers()).get("Allow", "")
    return Problem(status, code, detail, headers={"Allow": allowed} if allowed else None)
