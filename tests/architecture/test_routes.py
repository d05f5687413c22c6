"""Every route of the application as it is really put together says who may use it, and holds to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from contact_gateway.web.authentication import Way, authentication_of, public, refuse_undeclared_routes
from tests.fakes.encryption import ENCRYPTION

NOWHERE = "postgresql+psycopg://nobody@/nothing?host=/nowhere"
PLACEHOLDER = re.compile(r"<(?:\w+(?:\(.*?\))?:)?\w+>")


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    settings = Settings.from_environ({"SECRET_KEY": "x" * 32, "DATA_DIR": str(tmp_path)})
    return build_app(open_gateway(NOWHERE, ENCRYPTION).services, settings)


def routes(app: Flask, way: Way) -> list[Rule]:
    declared = {name: authentication_of(view) for name, view in app.view_functions.items()}
    return [rule for rule in app.url_map.iter_rules() if (said := declared[rule.endpoint]) and said.way is way]


def answers(client: FlaskClient, rule: Rule) -> list[int]:
    path = PLACEHOLDER.sub("1", rule.rule)
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return [client.open(path, method=method).status_code for method in methods]


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    views = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")}
    assert views
    assert [name for name in sorted(views) if authentication_of(app.view_functions[name]) is None] == []


def test_nobody_gets_past_a_signed_route_without_a_signature(app: Flask) -> None:
    signed = routes(app, Way.SIGNED)
    assert len(signed) >= 5
    assert {status for rule in signed for status in answers(app.test_client(), rule)} <= {400, 403, 404}


def test_nobody_gets_past_the_api_without_a_token(app: Flask) -> None:
    api = routes(app, Way.BEARER)
    assert len(api) >= 20
    assert {status for rule in api for status in answers(app.test_client(), rule)} == {401}


def test_nobody_gets_past_the_desk_without_signing_in(app: Flask) -> None:
    desk = routes(app, Way.SIGNED_IN)
    assert len(desk) >= 5
    assert {status for rule in desk for status in answers(app.test_client(), rule)} <= {303, 400, 401}


def test_a_route_that_says_nothing_stops_the_start() -> None:
    app = Flask("careless", static_folder=None)
    careless = Blueprint("careless", __name__)
    careless.add_url_rule("/open", view_func=public(lambda: "open"))
    careless.add_url_rule("/silent", endpoint="silent", view_func=lambda: "silent")
    app.register_blueprint(careless)
    with pytest.raises(RuntimeError, match="/silent"):
        refuse_undeclared_routes(app)
