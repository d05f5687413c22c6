"""The pieces of the OpenAPI document that are written once."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from contact_gateway.web.api.problems import MEDIA_TYPE

Json = dict[str, Any]

ABOUT = (
    "What a telephone system, a customer database or a contractor's system asks of the contact gateway. "
    "Every answer that is not a success is a problem (RFC 9457) with a `code` that stays. 422 means that a body does "
    "not have its shape; 409 that it has, and that what it asks for is at odds with what this landlord has decided. "
    "No query and no path holds anything personal: what is looked for stands in a body. Where the answer is 5xx or "
    "none, connect a caller who waits: an outage never declines anybody."
)
ABOUT_TOKENS = "A landlord's token, made by `contact-gateway token add`. It chooses the landlord and has scopes."
ABOUT_KEYS = "Chosen by the caller, unique for each request; the same request sent again gets the same answer."
ABOUT_IF_MATCH = "The ETag that was read; 412 where it was changed since, 428 where none is sent."

_TEXT: Json = {"type": "string"}
FILE: Json = {"type": "string", "format": "binary"}
_SECONDS: Json = {"type": "integer", "minimum": 1}

HEADERS: Mapping[str, Json] = {
    "ETag": {"description": "Stands for what is answered; send it as If-Match.", "schema": _TEXT, "required": True},
    "Location": {"description": "Where it is from now on.", "schema": _TEXT, "required": True},
    "Retry-After": {"description": "Seconds to wait.", "schema": _SECONDS},
    "WWW-Authenticate": {"description": "What is missing (RFC 6750).", "schema": _TEXT, "required": True},
}

_SENT_WITH: Mapping[HTTPStatus, str] = {
    HTTPStatus.UNAUTHORIZED: "WWW-Authenticate",
    HTTPStatus.FORBIDDEN: "WWW-Authenticate",
    HTTPStatus.CONFLICT: "Retry-After",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
    HTTPStatus.SERVICE_UNAVAILABLE: "Retry-After",
}


def problem(status: HTTPStatus, schema: Json) -> Json:
    """Return the description of a problem."""
    header = _SENT_WITH.get(status)
    described: Json = {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
    return {**described, "headers": {header: HEADERS[header]}} if header else described


def plain(schema: Any) -> Any:  # noqa: ANN401 a JSON schema, or any piece of one
    """Return a schema without titles, and without what is written about enumerations for those who read the code."""
    match schema:
        case dict():
            left_out = {"title", "description"} if "enum" in schema else {"title"}
            return {
                name: _member(name, part) for name, part in schema.items() if name not in left_out or _is_name(part)
            }
        case list():
            return [plain(part) for part in schema]
        case _:
            return schema


def inlined(schema: Json, definitions: Json) -> Json:
    """Return the schema of a query parameter with its references replaced, and never null: a query has no null."""
    if "$ref" in schema:
        schema = {**definitions[schema["$ref"].rpartition("/")[2]], **{k: v for k, v in schema.items() if k != "$ref"}}
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        kept = {name: part for name, part in schema.items() if name not in {"anyOf", "default"}}
        return inlined({**kept, **choices[0]}, definitions)
    found: Json = plain(schema)
    return found


def _member(name: str, part: Any) -> Any:  # noqa: ANN401 as above
    return {key: plain(value) for key, value in part.items()} if name == "properties" else plain(part)


def _is_name(part: object) -> bool:
    """Whether what looks like a title is a property of that name."""
    return isinstance(part, dict)
