"""An installation, new for every test."""

from __future__ import annotations

import pytest

from tests.fakes.twilio import Twilio


@pytest.fixture
def twilio() -> Twilio:
    return Twilio()
