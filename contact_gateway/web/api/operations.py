"""One thing that another system can ask for: all that the door, the route and the OpenAPI document know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar

from flask import Response, request
from pydantic import BaseModel

from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_api import ApiScope, ApiToken
from contact_gateway.application.services import Services
from contact_gateway.web.api.problems import Problem

MEDIA_TYPE = "application/json"

Model = TypeVar("Model", bound=BaseModel)
Held = TypeVar("Held")


class Keyed(Enum):
    """Whether a request carries an Idempotency-Key."""

    NEVER = auto()
    OPTIONAL = auto()
    REQUIRED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that came through the door: whose it is, and what it says, checked.

    `made_id` is the id of what it makes: the same whenever it is sent again with its key.
    """

    services: Services
    token: ApiToken
    ids: Mapping[str, str] = field(default_factory=dict)
    body: BaseModel | None = None
    query: BaseModel | None = None
    key: str = ""
    made_id: str = field(default_factory=new_id)

    @property
    def landlord(self) -> str:
        """The landlord of the token; no route takes one from anywhere else."""
        return self.token.landlord

    @property
    def api(self) -> ApiServices:
        """The API's own use cases."""
        return self.services.api

    @property
    def by(self) -> str:
        """Who changes something, as the audit trail names it."""
        return f"token:{self.token.id}"

    def body_as(self, shape: type[Model]) -> Model:
        """Return the body as the operation declares it."""
        return _as(shape, self.body)

    def query_as(self, shape: type[Model]) -> Model:
        """Return the query as the operation declares it."""
        return _as(shape, self.query)

    def made_before(self, find: Callable[[str], Held]) -> Held | None:
        """Return what this very request made when it was sent before, and its answer was lost before it was kept."""
        try:
            return find(self.made_id) if self.key else None
        except NotFound:
            return None

    def must_match(self, seen: BaseModel) -> None:
        """Go on only where the caller knows what stands now (If-Match, RFC 9110). Raises `Problem`."""
        if "If-Match" not in request.headers:
            raise Problem(
                HTTPStatus.PRECONDITION_REQUIRED, "if_match_missing", "Send If-Match with the ETag that you read."
            )
        if not request.if_match.contains(etag(seen)):
            raise Problem(
                HTTPStatus.PRECONDITION_FAILED, "changed_meanwhile", "It was changed since you read it; read it again."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReply:
    """A file that is answered in the place of JSON."""

    name: str
    media_type: str
    content: bytes

    def response(self) -> Response:
        """Return it as something to keep, which no cache on the way keeps too."""
        response = Response(self.content, mimetype=self.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{self.name}"'
        response.headers["Cache-Control"] = "no-store"
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered. `tagged` is what the ETag stands for."""

    body: BaseModel | None
    status: HTTPStatus = HTTPStatus.OK
    tagged: BaseModel | None = None
    location: str = ""

    def response(self) -> Response:
        """Return it as JSON."""
        text = self.body.model_dump_json(by_alias=True) if self.body else ""
        response = Response(text, status=self.status, content_type=MEDIA_TYPE if self.body else None)
        if not self.body:
            del response.headers["Content-Type"]
        if self.tagged:
            response.set_etag(etag(self.tagged))
        if self.location:
            response.headers["Location"] = self.location
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method on a path. `refusals` are the codes of what fits its shape and still cannot be done (409).

    `files` are the media types of what it may answer in the place of JSON.
    """

    method: str
    path: str
    name: str
    summary: str
    scope: ApiScope
    view: Callable[[Call], Reply | FileReply]
    answer: type[BaseModel] | None
    status: HTTPStatus = HTTPStatus.OK
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    keyed: Keyed = Keyed.NEVER
    guarded: bool = False
    tagged: bool = False
    located: bool = False
    may_miss: bool = False
    refusals: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def etag(seen: BaseModel) -> str:
    """Return a strong validator: equal for equal content, whoever changed it and however."""
    return sha256(seen.model_dump_json(by_alias=True).encode()).hexdigest()[:32]


def _as(shape: type[Model], given: BaseModel | None) -> Model:
    if not isinstance(given, shape):
        raise TypeError(f"The operation declares no {shape.__name__}.")
    return given
