"""A fault that nobody foresaw is logged by its kind and its place; its words may be a person's."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.domain.contact_points import ContactPoint
from tests.fakes.twilio import SAM, Twilio, TwilioCalls, document


class Clumsy(LibPhoneNumbers):
    """Numbers that fail as careless code does: with what they were given in the message."""

    def read(self, text: str) -> ContactPoint | None:
        raise ValueError(f"cannot read {text!r}")


@pytest.fixture
def broken() -> TwilioCalls:
    return TwilioCalls(replace(Twilio().services, phone_numbers=Clumsy()))


def told(caplog: pytest.LogCaptureFixture) -> str:
    assert "ValueError" in caplog.text
    assert "in read" in caplog.text
    return caplog.text


def test_a_broken_call_is_answered_and_the_log_says_where_not_who(
    broken: TwilioCalls, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = broken.post("voice/incoming", {"CallSid": f"CA{'a' * 32}"})
    assert document(answer)[-1].tag == "Dial"
    assert SAM not in told(caplog)


def test_a_broken_text_is_asked_for_again_and_the_log_says_where_not_who(
    broken: TwilioCalls, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = broken.text(Body="zebra-crossing")
    assert answer.status_code == 500
    assert SAM not in told(caplog) + answer.text
