"""The OpenAPI 3.1 document, made from the very operations and shapes that answer requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from contact_gateway.web.api import openapi_parts as parts
from contact_gateway.web.api.operations import MEDIA_TYPE, Keyed, Operation
from contact_gateway.web.api.problems import ProblemDetails
from contact_gateway.web.api.reading import KEY
from contact_gateway.web.api.shapes.base import ID

PREFIX = "/api/v1"
_PLACEHOLDER = re.compile(r"<id:(\w+)>")
_TOKEN = "token"  # noqa: S105 the name of a scheme in the document, no secret
_REF = "#/components/schemas/{model}"

Json = dict[str, Any]


def document(operations: Sequence[Operation]) -> Json:
    """Return the whole document as plain data."""
    shapes, schemas = _schemas(operations)
    paths: dict[str, Json] = {}
    for operation in operations:
        path = PREFIX + _PLACEHOLDER.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _described(operation, shapes)
    scheme = {"type": "http", "scheme": "bearer", "description": parts.ABOUT_TOKENS}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Contact gateway", "version": "1.0.0", "description": parts.ABOUT},
        "servers": [{"url": "/"}],
        "security": [{_TOKEN: []}],
        "paths": paths,
        "components": {"securitySchemes": {_TOKEN: scheme}, "schemas": schemas},
    }


def _schemas(operations: Iterable[Operation]) -> tuple[Mapping[type[BaseModel], Json], Json]:
    """Return a reference for each shape, and the schemas that they refer to, without titles that say nothing new."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ProblemDetails, "serialization"): None}
    for operation in operations:
        if operation.body:
            wanted[operation.body, "validation"] = None
        if operation.answer:
            wanted[operation.answer, "validation" if operation.answer is operation.body else "serialization"] = None
    references, definitions = models_json_schema(list(wanted), ref_template=_REF, by_alias=True)
    schemas = {name: parts.plain(schema) for name, schema in definitions["$defs"].items()}
    return {shape: references[shape, mode] for shape, mode in wanted}, schemas


def _described(operation: Operation, shapes: Mapping[type[BaseModel], Json]) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Needs the scope `{operation.scope}`.{_about(operation)}",
        "tags": [operation.path.split("/")[1]],
        "security": [{_TOKEN: [operation.scope.value]}],
        "parameters": list(_parameters(operation)),
        "responses": dict(_responses(operation, shapes)),
    }
    if operation.body:
        described["requestBody"] = {"required": True, "content": {MEDIA_TYPE: {"schema": shapes[operation.body]}}}
    return described


def _about(operation: Operation) -> str:
    codes = ", ".join(f"`{code}`" for code in operation.refusals)
    return f" Refused (409) with one of the codes: {codes}." if codes else ""


def _parameters(operation: Operation) -> Iterator[Json]:
    for name in _PLACEHOLDER.findall(operation.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": ID}}
    if operation.query:
        yield from _query_parameters(operation.query)
    if operation.keyed is not Keyed.NEVER:
        schema = {"type": "string", "pattern": "^[!-~]{1,200}$"}
        needed = operation.keyed is Keyed.REQUIRED
        yield {"name": KEY, "in": "header", "required": needed, "schema": schema, "description": parts.ABOUT_KEYS}
    if operation.guarded:
        schema = {"type": "string"}
        yield {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "schema": schema,
            "description": parts.ABOUT_IF_MATCH,
        }


def _query_parameters(query: type[BaseModel]) -> Iterator[Json]:
    schema = query.model_json_schema(by_alias=True)
    needed = schema.get("required", [])
    for name, said in schema["properties"].items():
        own = parts.inlined(said, schema.get("$defs", {}))
        about = own.pop("description", "")
        yield {"name": name, "in": "query", "required": name in needed, "schema": own, "description": about}


def _responses(operation: Operation, shapes: Mapping[type[BaseModel], Json]) -> Iterator[tuple[str, Json]]:
    headers = {
        name: parts.HEADERS[name]
        for name, is_sent in {"ETag": operation.tagged, "Location": operation.located}.items()
        if is_sent
    }
    success: Json = {"description": operation.status.phrase, "headers": headers}
    content = {MEDIA_TYPE: {"schema": shapes[operation.answer]}} if operation.answer else {}
    content |= {media_type: {"schema": parts.FILE} for media_type in operation.files}
    if content:
        success["content"] = content
    yield str(operation.status.value), success
    for status in sorted(_problems(operation)):
        yield str(status.value), parts.problem(status, shapes[ProblemDetails])


def _problems(operation: Operation) -> set[HTTPStatus]:
    found = {
        *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_ACCEPTABLE),
        *(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
    }
    if operation.may_miss or "<" in operation.path:
        found.add(HTTPStatus.NOT_FOUND)
    if operation.body:
        found |= {
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        }
    if operation.refusals or operation.keyed is not Keyed.NEVER:
        found.add(HTTPStatus.CONFLICT)
    if operation.guarded:
        found |= {HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED}
    return found
