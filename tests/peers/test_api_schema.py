"""The API against its own document, by somebody else's tool: everything it can check, on the real application."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from contact_gateway.app import create_app
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.web.api.routes import OPERATIONS, api_routes
from tests.builders import restriction
from tests.fakes.api_services import FakeFloodGuard
from tests.integration.doors.gateway import listening
from tests.integration.doors.house import HERE, House

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
HOOKS = Path(__file__).with_name("schemathesis_hooks.py")
EXAMPLES = max((settings.default.max_examples if settings.default else 100) // 10, 10)
"""Of each operation, and as many again in sequences of operations that hand ids on."""

LONGEST_SECONDS = 3 * 60 * 60
QUICK_ENOUGH = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningApi:
    """An API that listens, and a token of its landlord with every scope."""

    url: str
    token: str


@pytest.fixture
def api(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[ListeningApi]:
    house = House(database_url, direct_url, tmp_path)
    house.decide(restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}))
    services = replace(house.services, api=replace(house.services.api, flood_guard=FakeFloodGuard(QUICK_ENOUGH)))
    token = services.api.make_token(HERE, "peer", frozenset(ApiScope), house.clock.now() + timedelta(days=1))
    app = create_app(services, pages=[], doors=[api_routes(services)], secret_key="k" * 40, secure=False)
    with listening(app) as url:
        yield ListeningApi(url=url, token=token)
    house.close()


@pytest.mark.timeout(LONGEST_SECONDS)
def test_the_api_keeps_every_promise_of_its_document(api: ListeningApi, tmp_path: Path) -> None:
    tool = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION)]
    options = [
        *("run", f"{api.url}/api/openapi.json", "--header", f"Authorization: Bearer {api.token}"),
        *("--checks", "all", "--mode", "all", "--generation-database", "none"),
        *("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(EXAMPLES), "--seed", "1"),
        *("--continue-on-failure", "--suppress-health-check", "all", "--no-color"),
    ]
    ran = subprocess.run(
        [*tool, *options],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS)},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"Tested: {len(OPERATIONS)}" in ran.stdout
