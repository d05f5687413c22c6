"""What is said of our own routes beyond this folder, which knows nothing of it: both sides say the same."""

from __future__ import annotations

from contact_gateway.adapters.twilio.addresses import TOLD
from contact_gateway.application.closing import CLOSING
from contact_gateway.application.leg_changed import UNANSWERED
from ivr.addresses import TOLD_AGAIN, Route, address


def test_wherever_a_live_call_is_sent_on_to_there_is_a_document() -> None:
    assert address(Route.CLOSING) == CLOSING
    assert address(Route.UNANSWERED, turn=2) == UNANSWERED.format(turn=2)


def test_every_report_is_told_again_alike() -> None:
    assert TOLD_AGAIN == TOLD
