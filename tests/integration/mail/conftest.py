"""A mail server, and a gateway on a real database whose mail goes there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_gateway.bootstrap.gateway import Gateway, open_gateway
from contact_gateway.bootstrap.ground import Outside
from tests.builders import MONDAY
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION
from tests.integration.mail.post_office import PostOffice, open_post_office


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[PostOffice]:
    with open_post_office(tmp_path) as office:
        yield office


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


@pytest.fixture
def gateway(database_url: str, post_office: PostOffice, clock: FakeClock) -> Iterator[Gateway]:
    opened = open_gateway(database_url, ENCRYPTION, clock=clock, outside=Outside(smtp_url=post_office.url))
    yield opened
    opened.database.close()
