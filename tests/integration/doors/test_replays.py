"""What was signed once stays signed for ever: sent again, hours or weeks later, it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from tests.builders import MONDAY, restriction
from tests.fakes.sendgrid import multipart, parsed
from tests.integration.doors.house import CALL_SID, HERE, MESSAGE_SID, House, path_of, sign, usual_fields

LATER = (timedelta(hours=3), timedelta(days=2), timedelta(days=9), timedelta(days=40))

Capture = Callable[[House], Callable[[], TestResponse]]


def captured(route: str, **fields: str) -> Capture:
    """Return what somebody does who has seen a request with its signature: send those very bytes."""
    said = {**usual_fields(), **fields}

    def replay(house: House) -> Callable[[], TestResponse]:
        path, body = path_of(route), urlencode(said).encode()
        return lambda: house.send(path, body, sign(path, said.items()))

    return replay


def captured_mail(house: House) -> Callable[[], TestResponse]:
    body, timestamp = multipart(parsed()), str(int(house.clock.now().timestamp()))
    signature = house.mail_signature(body, timestamp)
    return lambda: house.send_mail(body, timestamp, signature)


REQUESTS = {
    "a call": captured("voice/incoming", CallSid=CALL_SID),
    "a text": captured("sms/incoming", MessageSid=MESSAGE_SID, Body="Any news?", NumMedia="0"),
    "a mail": captured_mail,
}


@pytest.mark.parametrize("what", REQUESTS)
def test_a_request_that_is_sent_again_later_is_no_second_contact_and_gets_no_second_reply(
    house: House, what: str
) -> None:
    house.decide(restriction(Kind.CHANNEL_BAN, channels=[Channel.VOICE, Channel.SMS, Channel.EMAIL]))
    send = REQUESTS[what](house)
    first, kept = send(), house.state()
    assert first.status_code == 200
    for later in LATER:
        house.clock.advance(MONDAY + later - house.clock.now())
        again = send()
        assert again.text == first.text or again.status_code == 403, later
        assert house.state() == kept, later
    assert len(house.services.cards.latest(HERE)) == 1


def test_an_outcome_that_is_told_again_later_is_counted_once(house: House) -> None:
    house.post("voice/incoming", {"CallSid": CALL_SID})
    told = captured("voice/dialled", CallSid=CALL_SID, DialCallStatus="completed", DialCallDuration="370")(house)
    assert told().status_code == 200
    kept = house.state()
    for later in LATER:
        house.clock.advance(MONDAY + later - house.clock.now())
        assert told().status_code == 200
        assert house.state() == kept, later
    counts = house.services.counters.of_customer(HERE, "sam", MONDAY, MONDAY + timedelta(hours=1))
    assert (counts.accepted, counts.talk_seconds) == (1, 370)


def test_a_mail_is_not_taken_any_more_when_its_signature_is_older_than_any_retry(house: House) -> None:
    send = captured_mail(house)
    assert send().status_code == 200
    house.clock.advance(timedelta(hours=74))
    assert send().status_code == 403


def test_a_fresh_idempotency_token_makes_no_new_contact_of_an_old_request(house: House) -> None:
    path, fields = path_of("sms/incoming"), {**usual_fields(), "MessageSid": MESSAGE_SID, "Body": "Any news?"}
    signed = sign(path, fields.items())
    answers = [
        house.send(path, urlencode(fields).encode(), {**signed, "I-Twilio-Idempotency-Token": token}).text
        for token in ("one", "two", "")
    ]
    assert answers == answers[:1] * 3
    assert len(house.services.cards.latest(HERE)) == 1


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ("voice/incoming", {"CallSid": CALL_SID}),
        ("voice/key", {"CallSid": CALL_SID, "Digits": "3"}),
        ("sms/incoming", {"MessageSid": MESSAGE_SID, "Body": "Any news?", "NumMedia": "0"}),
    ],
)
@pytest.mark.parametrize("sender", ["+447700900999", "anonymous"])
def test_an_id_that_is_somebody_s_contact_answers_nobody_else(
    house: House, route: str, said: dict[str, str], sender: str
) -> None:
    first = route.replace("key", "incoming")
    assert house.post(first, said).status_code == 200
    kept = house.state()
    assert house.post(route, {**said, "From": sender}).status_code == 400
    assert house.state() == kept
    assert house.post(route, said).status_code == 200


def test_a_call_goes_on_however_its_numbers_are_spelt_at_a_later_step(house: House) -> None:
    first = house.post("voice/incoming", {"CallSid": CALL_SID})
    spelt = {"CallSid": CALL_SID, "From": "07700 900123", "To": "sip:line@landlord.example.org"}
    assert house.post("voice/incoming", spelt).text == first.text
    assert house.post("voice/key", {**spelt, "Digits": "1"}).status_code == 200
    [card] = house.services.cards.latest(HERE)
    assert card.decision.outcome is Outcome.EMERGENCY
