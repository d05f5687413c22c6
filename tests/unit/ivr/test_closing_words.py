"""Staff who are threatened leave a call at once; its caller alone hears how it ends."""

from __future__ import annotations

import pytest

from tests.fakes.twilio import verbs, words
from tests.fakes.twilio_rooms import TwilioRooms


@pytest.mark.clause("TUN-4.6a")
@pytest.mark.clause("DER-4.6")
def test_the_caller_hears_the_closing_words_and_the_call_is_over(twilio: TwilioRooms) -> None:
    twilio.call()
    heard = twilio.call("closing")
    assert verbs(heard) == ["Say", "Hangup"]
    assert words(heard) == ["Closing."]


def test_a_call_that_cannot_be_looked_up_ends_all_the_same(twilio: TwilioRooms) -> None:
    twilio.call()
    twilio.lose_the_database()
    assert verbs(twilio.call("closing"))[-1] == "Hangup"
