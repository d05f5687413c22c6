"""The API, new for every test."""

from __future__ import annotations

import pytest

from tests.unit.web.api.api_app import Api


@pytest.fixture
def api() -> Api:
    return Api()
