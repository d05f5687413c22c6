"""Whoever watches is told why we are not ready, and the log is told once a minute."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from contact_gateway.application.errors import NotFound, Unusable
from contact_gateway.web.health import health_routes
from tests.builders import MONDAY
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.fakes.readiness import MemoryReadiness

LACKS = Unusable("The database lacks migration 0010_words; run `contact-gateway db upgrade`.", "shape")


class Watched:
    """A service that is asked whether it is ready, at seconds that the test names."""

    def __init__(self) -> None:
        memory = Memory()
        MemoryPolicies(memory).import_pack("harbour", "Harbour Homes", MONDAY)
        self.readiness = MemoryReadiness(memory)
        self.seconds = 5.0
        app = Flask(__name__)
        app.register_blueprint(health_routes(self.readiness, lambda: self.seconds))
        self._client = app.test_client()

    def ask(self, path: str = "/readyz") -> tuple[int, str]:
        answer = self._client.get(path)
        return answer.status_code, answer.text


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_service_that_can_work_says_for_how_many_landlords(watched: Watched) -> None:
    assert watched.ask() == (200, "ready, 1 landlords\n")


def test_a_service_that_cannot_work_says_why_and_still_lives(watched: Watched) -> None:
    watched.readiness.fault = LACKS
    assert watched.ask() == (503, f"{LACKS}\n")
    assert watched.ask("/livez") == (200, "alive\n")


def test_the_log_hears_why_once_a_minute(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    watched.readiness.fault = LACKS
    for watched.seconds in (5.0, 6.0, 64.9):
        watched.ask()
    assert caplog.messages == [f"Not ready (shape): {LACKS}"]
    assert caplog.records[0].levelno == logging.WARNING
    watched.seconds = 65.0
    watched.readiness.fault = NotFound("Something else is missing.")
    watched.ask()
    assert caplog.messages[1:] == ["Not ready (NotFound): Something else is missing."]
