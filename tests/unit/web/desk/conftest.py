"""The desk, new for every test."""

from __future__ import annotations

import pytest

from tests.unit.web.desk.desk_app import Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()
