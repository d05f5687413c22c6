"""Reads a request strictly by the shapes that the operation declares."""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from contact_gateway.web.api.json_names import RepeatedName, check_names
from contact_gateway.web.api.operations import MEDIA_TYPE, Keyed, Operation
from contact_gateway.web.api.problems import Fault, Problem

KEY = "Idempotency-Key"
_KEY_SHAPE = re.compile(r"[!-~]{1,200}")
_MOST_FAULTS = 20
_MEMBER = re.compile(r"<\w+\.\w+: ('[^']*')>")
"""How Python shows a word of an enumeration; whoever reads a fault needs the word."""


def read_query(received: Request, operation: Operation) -> BaseModel | None:
    """Return the query. Raises `Problem` for what is unknown, repeated or misshapen."""
    said = dict(received.args.lists())
    if repeated := sorted(name for name, values in said.items() if len(values) > 1):
        fault = Fault(where=_named(repeated[0]), what="Say it only once.")
        raise Problem(HTTPStatus.BAD_REQUEST, "invalid_query", "A parameter stands there twice.", faults=[fault])
    if operation.query is None:
        if said:
            raise _invalid_query([Fault(where=_named(name), what="There is no such parameter.") for name in said])
        return None
    try:
        return operation.query.model_validate_strings({name: values[0] for name, values in said.items()})
    except ValidationError as error:
        raise _invalid_query(_faults(error.errors(include_url=False, include_input=False))) from None


def read_body(received: Request, operation: Operation) -> BaseModel | None:
    """Return the body. Raises `Problem`, or what Flask raises for one that is too large."""
    if operation.body is None:
        return None
    is_json = received.mimetype == MEDIA_TYPE and received.mimetype_params.get("charset", "utf-8").lower() == "utf-8"
    if not is_json or "Content-Encoding" in received.headers:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", f"Send {MEDIA_TYPE} in UTF-8, not compressed.")
    try:
        body = operation.body.model_validate_json(received.get_data())
        check_names(received.get_data())
    except RepeatedName as repeated:
        fault = Fault(where=_named(repeated.name), what="Say it only once.")
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_body", str(repeated), faults=[fault]) from None
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        if errors[0]["type"] == "json_invalid":
            raise Problem(HTTPStatus.BAD_REQUEST, "malformed_json", "The body is not JSON.") from None
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "invalid_body",
            "The body does not have the shape that is documented.",
            faults=_faults(errors),
        ) from None
    return body


def read_key(received: Request, operation: Operation) -> str:
    """Return the Idempotency-Key, empty where none is needed. Raises `Problem`."""
    if operation.keyed is Keyed.NEVER or (operation.keyed is Keyed.OPTIONAL and KEY not in received.headers):
        return ""
    key = received.headers.get(KEY, "")
    if not _KEY_SHAPE.fullmatch(key):
        raise Problem(
            HTTPStatus.BAD_REQUEST, "idempotency_key_missing", f"Send {KEY}: 1 to 200 visible characters, yours alone."
        )
    return key


def check_accepted(received: Request, operation: Operation) -> None:
    """Raise `Problem` where the caller takes nothing of what there is."""
    there_is = (MEDIA_TYPE, *operation.files)
    if "Accept" in received.headers and not any(map(received.accept_mimetypes.quality, there_is)):
        detail = f"There is nothing here but {', '.join(there_is)}."
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, "not_acceptable", detail)


def _invalid_query(faults: list[Fault]) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "invalid_query", "The query cannot be used.", faults=faults)


def _faults(errors: list[ErrorDetails]) -> list[Fault]:
    return [
        Fault(where=_named(*error["loc"]), what=_MEMBER.sub(r"\1", error["msg"])) for error in errors[:_MOST_FAULTS]
    ]


def _named(*path: str | int) -> str:
    """Return where something stands; names that were sent are cut short and made visible."""
    return "/".join(ascii(part)[1:-1][:60] if isinstance(part, str) else str(part) for part in path)
