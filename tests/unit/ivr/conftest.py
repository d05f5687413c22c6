"""An installation, new for every test."""

from __future__ import annotations

import pytest

from tests.fakes.twilio_rooms import TwilioRooms


@pytest.fixture
def twilio() -> TwilioRooms:
    return TwilioRooms()
