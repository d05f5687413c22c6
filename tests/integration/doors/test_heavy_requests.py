"""Bodies without end or measure: refused soon, and hardly read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from werkzeug.test import TestResponse

from contact_gateway.web.webhooks.sendgrid_mail import MOST_BYTES as LARGEST_MAIL
from contact_gateway.web.webhooks.twilio_door import MOST_BYTES as LARGEST_FORM
from tests.fakes.sendgrid import BOUNDARY, multipart, parsed
from tests.integration.doors.house import BASE_URL, CALL_SID, FORM, HERE, House, path_of, sign, usual_fields

VOICE = path_of("voice/incoming")
MAIL = f"/webhooks/{HERE}/sendgrid/inbound"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
PIECE = 64 * 1024


class Endless:
    """A body that is sent in chunks and never ends; it counts what was taken."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int) -> bytes:
        assert 0 < size <= PIECE, "a body of any length is read at once"
        self.taken += size
        return b"a" * size


def send(house: House, path: str, body: Endless, kind: str, headers: Mapping[str, str]) -> TestResponse:
    chunked = {"wsgi.input": body, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    said = {**headers, "Content-Type": kind}
    return house.client.post(path, headers=said, environ_overrides=chunked)


def signed_by_nobody(house: House) -> dict[str, str]:
    now = str(int(house.clock.now().timestamp()))
    made_up = {"X-Twilio-Email-Event-Webhook-Signature": "MEUCIQ=="}
    return {**made_up, "X-Twilio-Email-Event-Webhook-Timestamp": now, "X-Twilio-Signature": "x"}


@pytest.mark.parametrize(("path", "kind", "most"), [(VOICE, FORM, LARGEST_FORM), (MAIL, MULTIPART, LARGEST_MAIL)])
def test_a_body_without_end_is_read_no_further_than_the_largest_that_is_taken(
    house: House, path: str, kind: str, most: int
) -> None:
    body = Endless()
    answer = send(house, path, body, kind, signed_by_nobody(house))
    assert answer.status_code == 413
    assert most < body.taken <= most + 2 * PIECE


@pytest.mark.parametrize(
    ("path", "kind", "headers"),
    [
        (VOICE, "application/json", {}),
        (VOICE, FORM, {"X-Twilio-Signature": ""}),
        (VOICE, FORM, {"Content-Encoding": "gzip"}),
        (MAIL, MULTIPART, {}),
        (MAIL, MULTIPART, {"X-Twilio-Email-Event-Webhook-Timestamp": "1"}),
    ],
)
def test_where_no_signature_can_be_good_nothing_is_read(
    house: House, path: str, kind: str, headers: dict[str, str]
) -> None:
    body = Endless()
    answer = send(house, path, body, kind, {**signed_by_nobody(house), **headers} if path == VOICE else headers)
    assert (answer.status_code, body.taken) == (403, 0)


def test_a_million_fields_are_not_counted_one_by_one(house: House) -> None:
    signature = signed_by_nobody(house)
    for route in ("voice/incoming", "voice/key", "voice/status", "sms/incoming", "sms/status"):
        for field in (b"a=1&", b"a&", b"&", b"=&", b"Digits=1&", b"%00=%00&"):
            assert house.send(path_of(route), field * 1_000_000, signature).status_code == 413, (route, field)
            most = LARGEST_FORM // len(field)
            assert house.send(path_of(route), field * most, signature).status_code == 400, (route, field)


def test_more_fields_than_anybody_sends_are_refused_though_they_are_signed(house: House) -> None:
    fields = {**usual_fields(), "CallSid": CALL_SID}
    pairs = (*fields.items(), *((f"SipHeader_X-{number}", "") for number in range(300)))
    assert house.post_pairs("voice/incoming", pairs).status_code == 400
    assert house.post_pairs("voice/incoming", pairs[:290]).status_code == 200


def test_a_page_counts_the_fields_of_a_form_before_it_looks_at_them(house: House) -> None:
    answer = house.client.post("/desk/sign-in", data=b"a&" * 1_001, content_type=FORM, base_url=BASE_URL)
    assert answer.status_code == 413
    fewer = house.client.post("/desk/sign-in", data=b"a&" * 999, content_type=FORM, base_url=BASE_URL)
    assert fewer.status_code == 400  # for want of the page's token


def deep(levels: int) -> bytes:
    """Return a mail with so many multiparts, each within the last."""
    heads = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level) for level in range(levels)
    )
    return b"From: Sam <sam@example.org>\r\nTo: hello@tuntum.example.org\r\n" + heads + b"\r\nhello\r\n"


@pytest.mark.parametrize("levels", [100, 5_000, 20_000])
def test_a_mail_of_parts_within_parts_is_kept_whole(house: House, levels: int) -> None:
    answer = house.mail(multipart(parsed(email=deep(levels), headers="", text="")))
    assert (answer.status_code, answer.text) == (200, "Stored.\n")
    [card] = house.services.cards.latest(HERE)
    assert card.sender == "sam@example.org"


@pytest.mark.parametrize(
    "body",
    [
        multipart({f"field{number}": b"" for number in range(1_500)}),
        multipart(parsed(), [(b"x.txt".decode(), b"") for _ in range(1_500)]),
        multipart(parsed())[:-20],
        b"--" * 500_000,
        f"--{BOUNDARY}\r\n".encode() * 50_000,
    ],
    ids=["fields", "files", "cut off", "dashes", "boundaries"],
)
def test_a_signed_form_that_is_none_is_refused_and_leaves_nothing(house: House, body: bytes) -> None:
    before = house.state()
    assert house.mail(body).status_code in {400, 413}
    assert house.state() == before


def test_a_form_within_a_form_is_no_form(house: House) -> None:
    fields = {**usual_fields(), "CallSid": CALL_SID}
    nested = multipart({"outer": multipart({name: value.encode() for name, value in fields.items()})})
    assert house.send(VOICE, nested, sign(VOICE, fields.items()), MULTIPART).status_code == 403
