from __future__ import annotations

from collections.abc import Iterator

import pytest

from contact_gateway.adapters.twilio.addresses import faults_of, wanted_addresses
from contact_gateway.adapters.twilio.numbers import TwilioNumbers
from contact_gateway.application.errors import NotDone
from contact_gateway.application.ports_of_calls import Numbers
from contact_gateway.application.records_of_calls import Number, Occasion
from tests.fakes.scripted_server import Scripted, says, scripted
from tests.fakes.twilio_rest import API_PATH, LANDLORD, Slept, account

NUMBER = f"PN{'a' * 32}"
FRESH = {
    "sid": NUMBER,
    "phone_number": "+441632960200",
    "voice_url": "https://demo.twilio.com/welcome/voice/",
    "voice_method": "POST",
    "voice_fallback_url": "",
    "voice_fallback_method": "POST",
    "status_callback": "",
    "status_callback_method": "POST",
    "sms_url": "https://demo.twilio.com/welcome/sms/reply",
    "sms_method": "GET",
    "voice_application_sid": "",
    "sms_application_sid": "",
    "trunk_sid": None,
}


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


@pytest.fixture
def numbers(server: Scripted) -> Numbers:
    return TwilioNumbers({LANDLORD: account(server.url)}, Slept().patience())


def test_the_numbers_of_an_account_are_read_with_where_their_calls_go(server: Scripted, numbers: Numbers) -> None:
    taken = {**FRESH, "voice_application_sid": f"AP{'b' * 32}", "trunk_sid": f"TK{'c' * 32}"}
    second = f"{API_PATH}/IncomingPhoneNumbers.json?Page=1"
    server.will(
        says(incoming_phone_numbers=[FRESH], next_page_uri=second),
        says(incoming_phone_numbers=[taken], next_page_uri=None),
    )
    fresh, other = numbers.all(LANDLORD)
    assert fresh == Number(
        id=NUMBER,
        number="+441632960200",
        addresses={
            Occasion.CALL: "https://demo.twilio.com/welcome/voice/",
            Occasion.TEXT: "GET https://demo.twilio.com/welcome/sms/reply",
        },
    )
    assert other.elsewhere == f"application AP{'b' * 32}, trunk TK{'c' * 32}"
    assert [one.path for one in server.asked] == [f"{API_PATH}/IncomingPhoneNumbers.json"] * 2


def test_a_number_is_told_where_to_post(server: Scripted, numbers: Numbers) -> None:
    server.will(says(500), says(**FRESH))
    numbers.connect(LANDLORD, NUMBER, wanted_addresses("example", "https://contact.example.org"))
    asked = server.asked[-1]
    assert (asked.method, asked.path) == ("POST", f"{API_PATH}/IncomingPhoneNumbers/{NUMBER}.json")
    below = "https://contact.example.org/webhooks/example/twilio"
    assert asked.form == {
        "VoiceUrl": [f"{below}/voice/incoming#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000"],
        "VoiceMethod": ["POST"],
        "VoiceFallbackUrl": [f"{below}/voice/fallback#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000"],
        "VoiceFallbackMethod": ["POST"],
        "StatusCallback": [f"{below}/voice/status#rc=5&rp=ct,rt,5xx"],
        "StatusCallbackMethod": ["POST"],
        "SmsUrl": [f"{below}/sms/incoming#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000"],
        "SmsMethod": ["POST"],
    }


def test_an_occasion_that_is_not_named_stays_as_it_is(server: Scripted, numbers: Numbers) -> None:
    server.will(says(**FRESH))
    numbers.connect(LANDLORD, NUMBER, {Occasion.TEXT: "https://contact.example.org/texts"})
    assert server.asked[-1].form == {"SmsUrl": ["https://contact.example.org/texts"], "SmsMethod": ["POST"]}


def test_a_strange_id_is_asked_of_nobody(server: Scripted, numbers: Numbers) -> None:
    with pytest.raises(NotDone):
        numbers.connect(LANDLORD, "PN1/../../Calls", {Occasion.TEXT: "https://contact.example.org/texts"})
    assert server.asked == []


def test_the_fallback_may_be_kept_elsewhere() -> None:
    wanted = wanted_addresses("example", "https://contact.example.org", "https://handler.example.net/safe")
    assert wanted[Occasion.CALL_FALLBACK] == "https://handler.example.net/safe"
    assert wanted[Occasion.CALL].startswith("https://contact.example.org/webhooks/example/twilio/voice/incoming#")


def test_the_tries_of_a_call_end_before_twilio_turns_to_the_fallback() -> None:
    settings = dict(
        pair.split("=")
        for pair in wanted_addresses("example", "https://contact.example.org")[Occasion.CALL].split("#")[1].split("&")
    )
    tries = int(settings["rc"]) + 1
    assert tries * int(settings["rt"]) <= 15_000
    assert int(settings["rt"]) > 5_000, "We answer within five seconds also when the database is slow."


@pytest.mark.parametrize("url", ["https://contact.example.org", "https://contact.example.org/gateway"])
def test_an_address_that_the_world_reaches_has_no_faults(url: str) -> None:
    assert faults_of(url) == ()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://contact.example.org", "is not https"),
        ("https://contact_gateway.example.org", "underscore"),
        ("https://gateway", "this network alone"),
        ("https://localhost", "this network alone"),
        ("https://127.0.0.1:8080", "this network alone"),
        ("https://10.0.0.7", "this network alone"),
        ("https://[::1]", "this network alone"),
        ("https://me:secret@contact.example.org", "holds a password"),
    ],
)
def test_an_address_that_twilio_cannot_use_says_why(url: str, why: str) -> None:
    [fault] = faults_of(url)
    assert why in fault
