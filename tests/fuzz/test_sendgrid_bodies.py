"""Mail that SendGrid would never send, though it signed it: stored or refused, and nothing in between."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.sendgrid import BOUNDARY, multipart, parsed
from tests.fuzz.damage import ODD
from tests.integration.doors.house import House

ODD_BYTES = tuple(odd.encode() for odd in ODD)
NAMES = ("headers", "from", "to", "cc", "subject", "text", "html", "envelope", "charsets", "dkim", "SPF", "email")
PIECES = st.sampled_from(
    [
        *ODD_BYTES,
        *(
            b"\r\n",
            b"\r\n\r\n",
            b"From: ",
            b"To: ",
            b"Subject: =?utf-8?b?/w==?=",
            b"Content-Type: multipart/mixed; boundary=",
        ),
        *(b"\xff\xfe", b"\xc3\x28", b"<sam@example.org>", b"@", b"<>", b"Auto-Submitted: auto-replied", b"\x1b[31m"),
        *(f"--{BOUNDARY}".encode(), b"Content-Disposition: form-data; name=", b'filename="../../x"', b"base64"),
    ]
)
CONTENT = st.lists(PIECES | st.binary(max_size=12), max_size=12).map(b"".join)
ENVELOPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["to", "from", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
).map(lambda value: json.dumps(value).encode())
FIELDS = st.dictionaries(st.sampled_from(NAMES), CONTENT, max_size=6)
JSON_FIELDS = st.dictionaries(st.sampled_from(["envelope", "charsets"]), ENVELOPES, max_size=2)
FILES = st.lists(st.tuples(st.text("abc./\\;\x0b\u00e9", max_size=20), CONTENT), max_size=3)
CUTS = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20))


def answered(house: House, body: bytes) -> bool:
    answer = house.mail(body)
    return (answer.status_code, answer.text) == (200, "Stored.\n") or answer.status_code in {400, 413}


@given(fields=FIELDS, told=JSON_FIELDS, files=FILES)
def test_any_fields_and_files_are_stored_or_refused(
    house: House, fields: dict[str, bytes], told: dict[str, bytes], files: list[tuple[str, bytes]]
) -> None:
    assert answered(house, multipart({**parsed(), **fields, **told}, files))


@given(damage=st.lists(CUTS, min_size=1, max_size=4))
def test_a_damaged_form_is_stored_or_refused(house: House, damage: list[tuple[float, int, bytes]]) -> None:
    body = multipart(parsed(), [("letter.pdf", b"%PDF-1.7")])
    for place, length, instead in damage:
        at = int(place * len(body))
        body = body[:at] + instead + body[at + length :]
    assert answered(house, body or b"-")


@given(mail=CONTENT)
def test_any_raw_mail_is_stored_or_refused(house: House, mail: bytes) -> None:
    raw = b"From: Sam <sam@example.org>\r\nTo: hello@tuntum.example.org\r\n" + mail
    assert answered(house, multipart(parsed(email=raw, headers="", text="")))
