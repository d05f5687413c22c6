"""Each way to get past a signature: refused in one shape, with nothing changed and nothing repeated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from tests.fakes.sendgrid import multipart, parsed
from tests.integration.doors.house import (
    BASE_URL,
    CALL_SID,
    FORM,
    HERE,
    MESSAGE_SID,
    SAM,
    THERE,
    TOKENS,
    House,
    path_of,
    sign,
    usual_fields,
)

ROUTES = (
    "voice/incoming", "voice/key", "voice/reference", "voice/dialled", "voice/emergency-dialled", "voice/message",
    "voice/status", "voice/fallback", "sms/incoming", "sms/status",
)  # fmt: skip
SECRET_WORDS = "zebra-crossing"
FIELDS = {
    **usual_fields(),
    "CallSid": CALL_SID,
    "MessageSid": MESSAGE_SID,
    "Body": SECRET_WORDS,
    "Digits": "1",
    "CallStatus": "completed",
    "DialCallStatus": "completed",
}
BODY = urlencode(FIELDS).encode()
NEVER_REPEATED = (SAM, SAM[3:], "0" + SAM[3:], SECRET_WORDS, TOKENS[HERE], "Sam", "not-a-signature")

Forge = Callable[[House, str], TestResponse]


def unsigned(house: House, path: str) -> TestResponse:
    return house.send(path, BODY, {})


def headers(house: House, path: str, **said: str) -> TestResponse:
    return house.send(path, BODY, {name.replace("_", "-"): value for name, value in said.items()})


def as_json(house: House, path: str, query: str = "") -> TestResponse:
    """A body that no form parser sees, below the signature of the address alone."""
    body = b'{"From": "+447700900123", "Body": "zebra-crossing"}'
    query = query.replace("HASH", sha256(body).hexdigest())
    return house.send(f"{path}{query}", body, sign(f"{path}{query}", ()), "application/json")


def with_settings(house: House, path: str, settings: str) -> TestResponse:
    said = {**sign(path, FIELDS.items()), "X-Twilio-Webhooks-Signature-Settings": settings}
    return house.send(path, BODY, said)


def by_another_token(house: House, path: str) -> TestResponse:
    signature = str(RequestValidator("another").compute_signature(f"{BASE_URL}{path}", FIELDS))
    return house.send(path, BODY, {"X-Twilio-Signature": signature})


def for_another_host(house: House, path: str) -> TestResponse:
    signature = str(RequestValidator(TOKENS[HERE]).compute_signature(f"https://evil.example.org{path}", FIELDS))
    said = {"X-Twilio-Signature": signature, "X-Forwarded-Host": "evil.example.org"}
    return house.send(path, BODY, said, host="evil.example.org")


def of_another_kind(house: House, path: str, kind: str, **more: str) -> TestResponse:
    said = {**sign(path, FIELDS.items()), **{name.replace("_", "-"): value for name, value in more.items()}}
    return house.send(path, BODY, said, kind)


def moved_into_the_query(house: House, path: str) -> TestResponse:
    rest = {name: value for name, value in FIELDS.items() if name != "From"}
    asked = f"{path}?{urlencode({'From': FIELDS['From']})}"
    return house.send(asked, urlencode(rest).encode(), sign(path, FIELDS.items()))


def another_account(house: House, path: str) -> TestResponse:
    fields = {**FIELDS, "AccountSid": f"AC{'9' * 32}"}
    return house.send(path, urlencode(fields).encode(), sign(path, fields.items()))


def two_accounts(house: House, path: str) -> TestResponse:
    pairs = (*FIELDS.items(), ("AccountSid", f"AC{'9' * 32}"))
    return house.send(path, urlencode(pairs).encode(), sign(path, pairs))


def not_text(house: House, path: str) -> TestResponse:
    return house.send(path, BODY + b"&Body=\xff\xfe%00%ED%A0%80&\x00=%", sign(path, FIELDS.items()))


def trimmed(house: House, path: str) -> TestResponse:
    """Signed with the blanks that a careless proxy took away."""
    signed = {**FIELDS, "Body": f" {SECRET_WORDS} "}
    return house.send(path, BODY, sign(path, signed.items()))


FORGERIES: Mapping[str, Forge] = {
    "an empty signature": lambda house, path: headers(house, path, X_Twilio_Signature=""),
    "a signature that is none": lambda house, path: headers(house, path, X_Twilio_Signature="not-a-signature"),
    "a signature that is no text": lambda house, path: headers(house, path, X_Twilio_Signature="\u00e9\u00ff"),
    "an endless signature": lambda house, path: headers(house, path, X_Twilio_Signature="A" * 60_000),
    "a signature by another token": by_another_token,
    "a signature for another host": for_another_host,
    "a host with letters for a port": lambda house, path: house.send(path, BODY, {}, host="contact.example.org:abc"),
    "a host with an impossible port": lambda house, path: house.send(path, BODY, {}, host="contact.example.org:99999"),
    "a host that is no host": lambda house, path: house.send(path, BODY, {}, host="[::1:bad/\\"),
    "an idempotency token alone": lambda house, path: headers(house, path, I_Twilio_Idempotency_Token="1"),
    "JSON below a signed address": as_json,
    "JSON with its hash": lambda house, path: as_json(house, path, "?bodySHA256=HASH"),
    "JSON with two hashes": lambda house, path: as_json(house, path, "?bodySHA256=HASH&bodySHA256=0"),
    "JSON with another's hash": lambda house, path: as_json(house, path, f"?bodySHA256={'0' * 64}"),
    "nothing below a signed address": lambda house, path: house.send(path, b"", sign(path, ())),
    "the fields as multipart": lambda house, path: of_another_kind(house, path, "multipart/form-data; boundary=x"),
    "the fields as plain text": lambda house, path: of_another_kind(house, path, "text/plain"),
    "the fields as nothing said": lambda house, path: of_another_kind(house, path, ""),
    "the fields compressed": lambda house, path: of_another_kind(house, path, FORM, Content_Encoding="gzip"),
    "an unknown shared key": lambda house, path: with_settings(house, path, "key=AK1,algorithm=HMAC_SHA256"),
    "a weaker algorithm": lambda house, path: with_settings(house, path, "key=AK1,algorithm=HMAC_SHA1"),
    "settings that are none": lambda house, path: with_settings(house, path, "x" * 5_000),
    "a field moved into the query": moved_into_the_query,
    "another account": another_account,
    "two accounts": two_accounts,
    "bytes that are no text": not_text,
    "blanks that were taken away": trimmed,
}


def shape(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.get_data(), sorted(answer.headers)


def repeated(log: pytest.LogCaptureFixture, answers: list[TestResponse]) -> list[str]:
    """Return what of a person's, or of a key, stands in the log or in an answer."""
    said = [record.getMessage() for record in log.records] + [log.text]
    said += [f"{answer.headers}{answer.text}" for answer in answers]
    return [word for word in NEVER_REPEATED if any(word in text for text in said)]


def test_every_forgery_is_refused_in_one_shape_at_every_route_and_leaves_no_trace(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    refusals = {route: shape(unsigned(house, path_of(route))) for route in ROUTES}
    before = house.state()
    answers = {(name, route): forge(house, path_of(route)) for name, forge in FORGERIES.items() for route in ROUTES}
    assert {status for status, _, _ in refusals.values()} == {403}
    assert [of for of, answer in answers.items() if shape(answer) != refusals[of[1]]] == []
    assert house.state() == before
    assert repeated(caplog, list(answers.values())) == []


def test_one_landlords_good_signature_opens_no_other_landlords_door(house: House) -> None:
    before = house.state()
    for route in ROUTES:
        path = path_of(route, THERE)
        for by_here in (sign(path_of(route), FIELDS.items()), sign(path, FIELDS.items())):
            assert shape(house.send(path, BODY, by_here)) == shape(unsigned(house, path))
    assert house.state() == before
    assert house.post("voice/incoming", {"CallSid": CALL_SID}, THERE).status_code == 200


def test_one_landlords_mail_signature_opens_no_other_landlords_door(house: House) -> None:
    before = house.state()
    refused = house.mail(multipart(parsed()), landlord=THERE, signer=HERE)
    assert (refused.status_code, shape(refused)) == (403, shape(house.send_mail(b"", "", "", THERE)))
    assert house.state() == before


def test_whatever_is_no_mail_signature_is_refused_in_one_shape(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body, now = multipart(parsed(text=SECRET_WORDS)), str(int(house.clock.now().timestamp()))
    good = house.mail_signature(body, now)
    tries = [(now, signature) for signature in ("", "!", "MEUCIQ==", "A" * 60_000, "\u00fc")]
    tries += [(timestamp, good) for timestamp in ("", "-1", "9" * 400, "soon", "\u0663", str(int(now) - 74 * 3600))]
    before = house.state()
    answers = [house.send_mail(body, timestamp, signature) for timestamp, signature in tries]
    refusal = shape(house.send_mail(b"", "", ""))
    assert refusal[0] == 403
    assert [attempt for attempt, answer in zip(tries, answers, strict=True) if shape(answer) != refusal] == []
    assert house.state() == before
    assert repeated(caplog, answers) == []
    assert house.send_mail(body, now, good).status_code == 200


def test_a_query_beside_a_signed_form_says_nothing(house: House) -> None:
    path = f"{path_of('sms/incoming')}?From=%2B447700900999&MessageSid=SM{'c' * 32}"
    assert house.send(path, BODY, sign(path, FIELDS.items())).status_code == 200
    [card] = house.services.cards.latest(HERE)
    assert card.sender == SAM


SPOOFS = (
    {"X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "http", "X-Forwarded-Port": "1"},
    {"X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1;host=evil.example.org;proto=http"},
    {"X-Forwarded-Prefix": "/elsewhere", "X-Original-URL": "/livez", "X-Rewrite-URL": "/livez"},
    {"X-HTTP-Method-Override": "GET", "X-Host": "evil.example.org"},
)
HOSTS = ("", "evil.example.org", "contact.example.org:99999", "10.0.0.1:8080")


def test_what_a_stranger_says_of_the_address_changes_nothing(house: House) -> None:
    path = path_of("sms/incoming")
    plain, refused = house.send(path, BODY, sign(path, FIELDS.items())), unsigned(house, path)
    assert (plain.status_code, refused.status_code) == (200, 403)
    for host in HOSTS:
        for said in SPOOFS:
            spoofed = house.send(path, BODY, {**sign(path, FIELDS.items()), **said}, host=host)
            assert shape(spoofed) == shape(plain), (host, said)
            assert shape(house.send(path, BODY, said, host=host)) == shape(refused), (host, said)
    assert len(house.services.cards.latest(HERE)) == 1


def test_a_fault_of_our_own_is_logged_without_what_was_sent(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house.execute("ALTER TABLE contacts ADD CONSTRAINT none_at_all CHECK (sender IS NULL)")
    call = house.post("voice/incoming", {"CallSid": CALL_SID})
    text = house.post("sms/incoming", {"MessageSid": MESSAGE_SID, "Body": SECRET_WORDS})
    mail = house.mail(multipart(parsed(text=SECRET_WORDS)))
    assert (call.status_code, call.mimetype) == (200, "text/xml")
    assert (text.status_code, mail.status_code) == (500, 500)
    assert len(caplog.records) >= 3
    assert repeated(caplog, [text, mail]) == []
