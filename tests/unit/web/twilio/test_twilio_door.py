"""Whatever a stranger sends to a webhook, the answer is short, always alike, and never an error of ours."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from contact_gateway.domain.contact import Channel
from tests.fakes.twilio import (
    ACCOUNT_SID,
    BASE_URL,
    CALL_SID,
    LANDLORD,
    MESSAGE_SID,
    SAFE_FIELDS,
    SAM,
    TOKEN,
    Twilio,
)

VOICE = f"/webhooks/{LANDLORD}/twilio/voice/incoming"
CALL = {**SAFE_FIELDS, "CallSid": CALL_SID}
ROUTES = (
    "voice/incoming", "voice/key", "voice/reference", "voice/dialled", "voice/emergency-dialled", "voice/message",
    "voice/status", "voice/fallback", "sms/incoming", "sms/status",
)  # fmt: skip


def signature(path: str, fields: dict[str, str]) -> dict[str, str]:
    return {"X-Twilio-Signature": str(RequestValidator(TOKEN).compute_signature(f"{BASE_URL}{path}", fields))}


def nothing_is_stored(twilio: Twilio) -> bool:
    return not twilio.memory.of(LANDLORD).contacts


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "\u00e9\u00e9="}])
def test_without_a_good_signature_every_route_is_closed(twilio: Twilio, route: str, headers: dict[str, str]) -> None:
    answer = twilio.send(f"/webhooks/{LANDLORD}/twilio/{route}", urlencode(CALL).encode(), headers)
    assert answer.status_code == 403
    assert answer.text == "This request is not signed by the landlord's account.\n"
    assert nothing_is_stored(twilio)


@pytest.mark.parametrize("route", ROUTES)
def test_a_landlord_nobody_knows_is_not_found(twilio: Twilio, route: str) -> None:
    assert twilio.post(route, {"CallSid": CALL_SID}, landlord="nobody").status_code == 404


@pytest.mark.parametrize("route", ROUTES)
def test_a_webhook_is_posted_and_never_redirected(twilio: Twilio, route: str) -> None:
    client = twilio.app.test_client()
    assert client.get(f"/webhooks/{LANDLORD}/twilio/{route}").status_code == 405
    assert client.post(f"/webhooks/{LANDLORD}/twilio/{route}/").status_code == 403
    assert client.post(f"//webhooks/{LANDLORD}//twilio/{route}").status_code == 404


def test_the_signature_is_for_our_public_address_whatever_host_was_asked(twilio: Twilio) -> None:
    body = urlencode(CALL).encode()
    for host in ("evil.example.org", "contact.example.org:abc"):
        headers = {**signature(VOICE, CALL), "X-Forwarded-Host": host, "X-Forwarded-Proto": "http"}
        assert twilio.send(VOICE, body, headers).status_code == 200


def test_the_query_is_signed_too(twilio: Twilio) -> None:
    body = urlencode(CALL).encode()
    assert twilio.send(f"{VOICE}?a=1", body, signature(f"{VOICE}?a=1", CALL)).status_code == 200
    assert twilio.send(f"{VOICE}?a=2", body, signature(f"{VOICE}?a=1", CALL)).status_code == 403


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-url", ""],
)
def test_only_forms_are_taken_so_that_no_field_escapes_the_signature(twilio: Twilio, content_type: str) -> None:
    body = b'{"CallSid": "forged"}'
    path = f"{VOICE}?bodySHA256={sha256(body).hexdigest()}"
    answer = twilio.send(path, body, signature(path, {}), content_type=content_type)
    assert answer.status_code == 403
    assert nothing_is_stored(twilio)


def test_a_signed_address_alone_opens_nothing(twilio: Twilio) -> None:
    assert twilio.send(VOICE, b"", signature(VOICE, {})).status_code == 403


def test_a_compressed_form_is_refused(twilio: Twilio) -> None:
    headers = {**signature(VOICE, CALL), "Content-Encoding": "gzip"}
    assert twilio.send(VOICE, urlencode(CALL).encode(), headers).status_code == 403


def test_a_form_that_is_too_large_or_has_too_many_fields_is_refused(twilio: Twilio) -> None:
    by_nobody = {"X-Twilio-Signature": "x"}
    assert twilio.send(VOICE, b"a" * 64 * 1024, by_nobody).status_code == 403
    assert twilio.send(VOICE, b"a" * (64 * 1024 + 1), by_nobody).status_code == 413
    assert twilio.send(VOICE, b"a=1&" * 300 + b"a=1", by_nobody).status_code == 400


@pytest.mark.parametrize("repeated", ["CallSid", "From", "To"])
def test_a_used_name_may_stand_there_once(twilio: Twilio, repeated: str) -> None:
    answer = twilio.post_pairs("voice/incoming", (*CALL.items(), (repeated, "anything")))
    assert answer.status_code == 400
    assert answer.text == f"The form has {repeated} more than once; once is allowed.\n"
    assert nothing_is_stored(twilio)


def test_a_key_that_was_pressed_twice_in_one_form_is_refused_either_way(twilio: Twilio) -> None:
    for digits in (("1", "2"), ("2", "1")):
        pairs = (*CALL.items(), *(("Digits", digit) for digit in digits))
        assert twilio.post_pairs("voice/key", pairs).status_code == 400


def test_names_that_nobody_uses_may_stand_there_as_often_as_they_like(twilio: Twilio) -> None:
    extra = (("SipHeader_X-Anything", "<a>"), ("SipHeader_X-Anything", "<b>"), ("FromCity", ""))
    assert twilio.post_pairs("voice/incoming", (*CALL.items(), *extra)).status_code == 200


@pytest.mark.parametrize(
    ("route", "fields", "sentence"),
    [
        ("voice/incoming", {"CallSid": "CA1"}, "CallSid is not CA and 32 digits or letters a to f."),
        ("voice/incoming", {"CallSid": CALL_SID.upper()}, "CallSid is not CA and 32 digits or letters a to f."),
        ("voice/incoming", {"CallSid": f"{CALL_SID}\n"}, "CallSid is not CA and 32 digits or letters a to f."),
        ("voice/incoming", {}, "The form lacks CallSid."),
        ("voice/key", {"CallSid": CALL_SID}, "The form lacks Digits."),
        ("voice/key", {"CallSid": CALL_SID, "Digits": "one"}, "Digits is not 1 to 32 keys of a telephone."),
        ("voice/reference", {"CallSid": CALL_SID, "Digits": "1" * 33}, "Digits is not 1 to 32 keys of a telephone."),
        ("voice/dialled", {"CallSid": CALL_SID}, "The form lacks DialCallStatus."),
        (
            "voice/dialled",
            {"CallSid": CALL_SID, "DialCallStatus": "completed", "DialCallDuration": "-1"},
            "DialCallDuration is not a whole number from 0 to 999999.",
        ),
        (
            "voice/status",
            {"CallSid": CALL_SID, "CallStatus": "exploded"},
            "CallStatus is not a status that Twilio gives a call.",
        ),
        ("sms/incoming", {"MessageSid": "SM1"}, "MessageSid is not SM or MM and 32 digits or letters a to f."),
        (
            "sms/incoming",
            {"MessageSid": MESSAGE_SID, "NumMedia": "²"},
            "NumMedia is not a whole number from 0 to 999999.",
        ),
    ],
)
def test_a_malformed_form_is_told_what_is_wrong(
    twilio: Twilio, route: str, fields: dict[str, str], sentence: str
) -> None:
    answer = twilio.post(route, fields)
    assert (answer.status_code, answer.text) == (400, f"{sentence}\n")
    assert nothing_is_stored(twilio)


@pytest.mark.parametrize("missing", ["From", "To"])
@pytest.mark.parametrize("route", ["voice/incoming", "sms/incoming"])
def test_a_contact_says_from_where_and_to_whom(twilio: Twilio, route: str, missing: str) -> None:
    fields = {**CALL, "MessageSid": MESSAGE_SID}
    del fields[missing]
    assert twilio.post_pairs(route, tuple(fields.items())).text == f"The form lacks {missing}.\n"


def test_fields_that_were_split_anew_under_the_same_signature_are_refused(twilio: Twilio) -> None:
    split = {name: value for name, value in CALL.items() if name != "From"} | {"Fro": f"m{SAM}"}
    answer = twilio.send(VOICE, urlencode(split).encode(), signature(VOICE, CALL))
    assert answer.status_code == 400
    assert nothing_is_stored(twilio)


def test_another_account_with_a_good_signature_is_not_this_landlords(twilio: Twilio) -> None:
    answer = twilio.post("voice/incoming", {"CallSid": CALL_SID, "AccountSid": f"AC{'9' * 32}"})
    assert answer.status_code == 403


def test_no_refusal_repeats_what_was_sent(twilio: Twilio) -> None:
    answer = twilio.post("voice/incoming", {"CallSid": "<script>alert(1)</script>"})
    assert answer.mimetype == "text/plain"
    assert "script" not in answer.text


def test_the_replay_of_a_good_request_changes_nothing(twilio: Twilio) -> None:
    first, again = twilio.text(), twilio.text()
    assert first.text == again.text
    [row] = twilio.memory.of(LANDLORD).contacts.values()
    assert row.last
    assert row.last.contact.channel is Channel.SMS
    assert ACCOUNT_SID not in str(row.last)
