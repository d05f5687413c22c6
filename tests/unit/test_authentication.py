"""No route is open by forgetting to say who may use it."""

from __future__ import annotations

import pytest
from flask import Flask

from contact_gateway.web.authentication import (
    Authentication,
    Way,
    authentication_of,
    public,
    refuse_undeclared_routes,
    signed,
    signed_in,
)
from tests.fakes.twilio import Twilio


def page() -> str:
    return "page"


def test_a_route_that_says_nothing_stops_the_start() -> None:
    app = Flask("under_test", static_folder=None)
    app.add_url_rule("/silent", "silent", page)
    with pytest.raises(RuntimeError, match="/silent"):
        refuse_undeclared_routes(app)


def test_each_way_is_read_back_as_it_was_declared() -> None:
    declared = [authentication_of(declare(page)) for declare in (public, signed, signed_in("manager"))]
    assert declared == [
        Authentication(Way.PUBLIC),
        Authentication(Way.SIGNED),
        Authentication(Way.SIGNED_IN, "manager"),
    ]


def test_every_webhook_of_twilio_is_signed_and_recorded_audio_alone_is_fetched_without() -> None:
    app = Twilio().app
    ways = {str(rule): authentication_of(app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()}
    recorded = ways.pop("/webhooks/<landlord>/twilio/voice/said/<name>")
    assert recorded == Authentication(Way.PUBLIC)
    assert len(ways) >= 10
    assert set(ways.values()) == {Authentication(Way.SIGNED)}
