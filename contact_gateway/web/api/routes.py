"""The JSON API below `/api`: the tables of its operations, and where its document stands."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from contact_gateway.application.services import Services
from contact_gateway.web.api import (
    banners,
    calls,
    case_appeals,
    cases,
    contacts,
    counters,
    customers,
    forgetting,
    household,
    incidents,
    items,
    letters,
    lives,
    officers,
    proposals,
    records,
    reports,
    representatives,
    restrictions,
    scripts,
    subject_access,
    tasks,
    weighing,
)
from contact_gateway.web.api.door import ApiDoor, answer_problem
from contact_gateway.web.api.openapi import PREFIX, document
from contact_gateway.web.api.operations import MEDIA_TYPE
from contact_gateway.web.api.shapes.base import ID
from contact_gateway.web.authentication import public

OPERATIONS = (
    *contacts.OPERATIONS,
    *calls.OPERATIONS,
    *banners.OPERATIONS,
    *customers.OPERATIONS,
    *representatives.OPERATIONS,
    *household.OPERATIONS,
    *officers.OPERATIONS,
    *counters.OPERATIONS,
    *restrictions.OPERATIONS,
    *reports.OPERATIONS,
    *scripts.OPERATIONS,
    *incidents.OPERATIONS,
    *items.OPERATIONS,
    *records.OPERATIONS,
    *proposals.OPERATIONS,
    *weighing.OPERATIONS,
    *lives.OPERATIONS,
    *cases.OPERATIONS,
    *case_appeals.OPERATIONS,
    *letters.OPERATIONS,
    *tasks.OPERATIONS,
    *subject_access.OPERATIONS,
    *forgetting.OPERATIONS,
)

_ROOT = "/api/"


class IdConverter(BaseConverter):
    """An id in a path; the words that stand in the place of one are none."""

    regex = rf"(?!(?:search|import)$){ID[1:-1]}"


def api_routes(services: Services) -> Blueprint:
    """Build the routes; each method that is not documented is refused, OPTIONS too."""
    routes, door = Blueprint("api", __name__), ApiDoor(services)
    described = _described()

    @public
    def openapi() -> ResponseReturnValue:
        return Response(described, content_type=MEDIA_TYPE)

    @routes.record_once
    def know_ids(state: BlueprintSetupState) -> None:
        state.app.url_map.converters["id"] = IdConverter

    for operation in OPERATIONS:
        routes.add_url_rule(
            PREFIX + operation.path,
            operation.name,
            door.view(operation),
            methods=[operation.method],
            provide_automatic_options=False,
            strict_slashes=True,  # an id that a caller left empty must not lead to the list
        )
    routes.add_url_rule("/api/openapi.json", "openapi", openapi, provide_automatic_options=False)
    routes.register_error_handler(Exception, answer_problem)
    for status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        routes.app_errorhandler(status)(_answer_unrouted)
    return routes


@cache
def _described() -> str:
    return json.dumps(document(OPERATIONS))


def _answer_unrouted(fault: HTTPException) -> ResponseReturnValue:
    """Answer what leads nowhere: below the API as a problem, elsewhere as it is."""
    return answer_problem(fault) if request.path.startswith(_ROOT) else fault
