"""Staff who are threatened leave a call at once; its caller alone hears how it ends."""

from __future__ import annotations

import pytest

from contact_gateway.application.end_call import GOES_ON, Ending
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.fakes.twilio import LANDLORD, verbs, words
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


def test_the_caller_of_an_emergency_that_was_ended_while_it_rang_is_put_through_to_the_emergency_line(
    twilio: TwilioRooms,
) -> None:
    twilio.decide(restriction(Kind.TIME_CAP, {"each": 10}, channels=[Channel.VOICE]))
    twilio.put_through(twilio.call())
    calls = twilio.services.calls
    (leg,) = twilio.memory.of(LANDLORD).legs.values()
    calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    ended = calls.end_call(LANDLORD, leg.contact_id, Ending(officer="lee", reason=EndReason.THREATENED))
    assert ended.why == GOES_ON
    heard = twilio.call("unanswered?turn=1")
    assert (verbs(heard)[-1], "".join(heard[-1].itertext())) == ("Dial", "+441632960102")
