"""Who is let in by the mail door, and what the others are told."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from tests.builders import MONDAY
from tests.fakes.sendgrid import BOUNDARY, LANDLORD, Sendgrid, multipart, parsed, raw

NOW = str(int(MONDAY.timestamp()))


@pytest.fixture
def sendgrid() -> Sendgrid:
    return Sendgrid()


def test_a_signed_mail_is_stored(sendgrid: Sendgrid) -> None:
    answer = sendgrid.deliver(parsed())
    assert (answer.status_code, answer.text) == (200, "Stored.\n")
    assert len(sendgrid.stored) == 1


def test_a_mail_of_a_landlord_that_nobody_knows_is_not_found(sendgrid: Sendgrid) -> None:
    assert sendgrid.deliver(parsed(), landlord="nobody").status_code == 404


def test_a_key_of_somebody_else_opens_nothing(sendgrid: Sendgrid) -> None:
    body, strange = multipart(parsed()), generate_private_key(SECP256R1())
    signature = base64.b64encode(strange.sign(NOW.encode() + body, ECDSA(SHA256()))).decode()
    assert sendgrid.send(body, NOW, signature).status_code == 403
    assert not sendgrid.stored


def test_a_changed_body_is_refused(sendgrid: Sendgrid) -> None:
    body = multipart(parsed())
    signature = base64.b64encode(sendgrid.key.sign(NOW.encode() + body, ECDSA(SHA256()))).decode()
    assert sendgrid.send(body.replace(b"repair?", b"refund?"), NOW, signature).status_code == 403
    assert sendgrid.send(body, NOW, signature).status_code == 200


@pytest.mark.parametrize("signature", ["", "!", "MEUCIQ==", "A" * 10_000, "Zm9v\r", "ü"])
@pytest.mark.parametrize("timestamp", ["", NOW, "-1", "1e9", "9" * 400, "soon", "٣"])
def test_whatever_is_no_signature_is_refused_in_the_same_words(
    sendgrid: Sendgrid, signature: str, timestamp: str
) -> None:
    answer = sendgrid.send(multipart(parsed()), timestamp, signature.replace("\r", ""))
    assert (answer.status_code, answer.text) == (403, "This request is not signed by the landlord's account.\n")
    assert not sendgrid.stored


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(), 200),
        (timedelta(hours=72), 200),  # SendGrid's last try
        (timedelta(hours=74), 403),
        (timedelta(minutes=-9), 200),
        (timedelta(minutes=-11), 403),
    ],
)
def test_a_signature_holds_as_long_as_sendgrid_tries_again(sendgrid: Sendgrid, age: timedelta, status: int) -> None:
    timestamp = str(int((MONDAY - age).timestamp()))
    assert sendgrid.deliver(parsed(), timestamp=timestamp).status_code == status


def test_a_replay_days_later_changes_nothing(sendgrid: Sendgrid) -> None:
    body = multipart(parsed())
    assert sendgrid.post(body, timestamp=NOW).status_code == 200
    sendgrid.clock.advance(timedelta(days=2))
    assert sendgrid.post(body, timestamp=NOW).status_code == 200
    assert len(sendgrid.stored) == 1
    assert len(sendgrid.waiting) == 1


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'b' * 300}",
        "multipart/form-data; boundary=other",
        f"multipart/mixed; boundary={BOUNDARY}",
    ],
)
def test_only_a_multipart_form_is_read(sendgrid: Sendgrid, content_type: str) -> None:
    answer = sendgrid.post(multipart(parsed()), content_type=content_type)
    assert answer.status_code == 400
    assert not sendgrid.stored


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (parsed(envelope=""), "The form lacks envelope."),
        (parsed(envelope="{"), "envelope is not JSON."),
        (parsed(envelope="[" * 100_000), "envelope is not JSON."),
        (parsed(envelope="[]"), "envelope is not a JSON object."),
        (parsed(envelope='{"to": [], "from": ""}'), "envelope is not JSON such as"),
        (parsed(envelope='{"to": ["a@b.example.org\\r\\nBcc: x"], "from": ""}'), "envelope is not JSON such as"),
        (parsed(envelope='{"to": ["\\ud800@b.example.org"], "from": ""}'), "envelope is not JSON such as"),
        (parsed(charsets="nonsense"), "charsets is not JSON."),
        (parsed(headers="", **{"from": ""}), "The form lacks both email and headers."),
        (parsed(headers="From: nobody at all\n"), "From is not an e-mail address."),
        (parsed(headers="From: Sam <sam@>\n"), "From is not an e-mail address."),
        (raw(b"Subject: no author\r\n\r\nHello"), "From is not an e-mail address."),
    ],
)
def test_a_form_that_lacks_something_is_told_what(sendgrid: Sendgrid, fields: dict[str, bytes], sentence: str) -> None:
    answer = sendgrid.deliver(fields)
    assert answer.status_code == 400
    assert answer.text.startswith(sentence)
    assert not sendgrid.stored


def test_a_field_that_stands_there_twice_is_refused(sendgrid: Sendgrid) -> None:
    body = multipart(parsed())
    twice = body.replace(b"--xYzZY--\r\n", multipart({"from": b"kim@example.org"}))
    assert sendgrid.post(twice).status_code == 400


def test_a_form_of_more_parts_than_any_mail_has_is_refused(sendgrid: Sendgrid) -> None:
    many = multipart({f"field{number}": b"" for number in range(20_000)})
    assert sendgrid.post(many).status_code == 400


def test_a_body_that_ends_early_is_refused(sendgrid: Sendgrid) -> None:
    assert sendgrid.post(multipart(parsed())[:-30]).status_code == 400
    assert sendgrid.post(b"--").status_code == 400


def test_more_than_sendgrid_ever_sends_is_refused_before_it_is_read(sendgrid: Sendgrid) -> None:
    answer = sendgrid.deliver(raw(b"x" * 43 * 1024 * 1024))
    assert answer.status_code == 413


def test_without_the_database_sendgrid_is_asked_to_come_again(sendgrid: Sendgrid) -> None:
    sendgrid.log.down = True
    assert sendgrid.deliver(parsed()).status_code == 503
    sendgrid.log.down = False
    assert sendgrid.deliver(parsed()).status_code == 200
    assert len(sendgrid.stored) == 1


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_the_door_takes_nothing_but_posts(sendgrid: Sendgrid, method: str) -> None:
    answer = sendgrid.app.test_client().open(f"/webhooks/{LANDLORD}/sendgrid/inbound", method=method.upper())
    assert answer.status_code == 405
