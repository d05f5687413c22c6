"""The API against its own document, by somebody else's tool: everything it can check, on the real application."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
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
"""Of each operation; three times as many sequences of operations that hand ids on."""

SIZE = 8
"""So many operations at once; each takes the tool a hundred megabytes, which it gives back only in the end."""

MAKERS: Mapping[str, str] = {"customer_id": "createCustomer", "contact_id": "receiveContact"}
"""The operations that make what a path names; the one restriction is there from the start."""

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


def groups() -> Iterator[list[str]]:
    """Give the ids of all operations, some at a time, each time with those that make what their paths name."""
    for first in range(0, len(OPERATIONS), SIZE):
        some = OPERATIONS[first : first + SIZE]
        makers = {maker for named, maker in MAKERS.items() if any(named in one.path for one in some)}
        yield sorted({one.name for one in some} | makers)


def tool(api: ListeningApi, folder: Path, *options: str) -> str:
    """Let the tool try the API with all it knows to check, and return what it prints. It finds no fault."""
    known = [
        *("run", f"{api.url}/api/openapi.json", "--header", f"Authorization: Bearer {api.token}"),
        *("--checks", "all", "--mode", "all", "--generation-database", "none", "--seed", "1"),
        *("--continue-on-failure", "--suppress-health-check", "all", "--no-color"),
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION), *known, *options],
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS)},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.timeout(LONGEST_SECONDS)
@pytest.mark.parametrize("group", list(groups()), ids=lambda group: group[0])
def test_the_api_keeps_every_promise_of_its_document(api: ListeningApi, tmp_path: Path, group: list[str]) -> None:
    names = [part for name in group for part in ("--include-operation-id", name)]
    phases = ("--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES))
    assert f"Tested: {len(group)}" in tool(api, tmp_path, *phases, *names)


@pytest.mark.timeout(LONGEST_SECONDS)
def test_the_api_keeps_them_in_any_sequence_that_hands_ids_on(api: ListeningApi, tmp_path: Path) -> None:
    printed = tool(api, tmp_path, "--phases", "stateful", "--max-examples", str(EXAMPLES * 3))
    assert re.search(r"API Links: +[1-9][0-9]* covered", printed), printed


def test_no_operation_is_left_out() -> None:
    assert len(set(chain.from_iterable(groups()))) == len(OPERATIONS)
