"""Numbers and mail as strangers write them: whatever they hold, reading ends well and tells the same twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.mail_parsing.addresses import is_address
from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.domain.contact_points import PointKind
from tests.fuzz.damage import ODD, damaged

NUMBERS = st.text("0123456789+ ()-.;=xext#*abc\u0663\u202e\uff10", max_size=24) | st.sampled_from(ODD) | st.text()
PREFIXES = st.sampled_from(["", "whatsapp:", "tel:", "sip:", "sips:", "client:", "+18001", "18001", "00", "+44(0)"])
PLAIN = """\
From: Sam Example <sam@example.org>
To: hello@tuntum.example.org
Subject: =?utf-8?q?Repair?=
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Any news?
"""
IN_PARTS = """\
From: sam@example.org
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<p>Any =C2=A3<br>news</p>
--b
Content-Type: message/rfc822

From: x@example.org

inner
--b--
"""
MAILS = (PLAIN, PLAIN.replace("\n", "\r\n"), IN_PARTS)


@given(prefix=PREFIXES, text=NUMBERS)
def test_any_number_is_read_and_what_was_read_is_read_the_same_again(prefix: str, text: str) -> None:
    point = LibPhoneNumbers().read(prefix + text)
    if point and point.kind is PointKind.PHONE:
        assert point.value[0] == "+"
        assert point.value.partition(";")[0][1:].isascii()
        assert LibPhoneNumbers().read(point.value) == point
    else:
        assert point is None or point.value


@given(mail=damaged(MAILS, most=8), kind=st.sampled_from(["utf-8", "utf-16", "utf-7"]))
def test_any_damaged_mail_is_read_and_read_the_same_again(mail: str, kind: str) -> None:
    raw = mail.encode(kind, "replace")
    read = MimeReader().read(raw)
    assert MimeReader().read(raw) == read
    assert read.sender == "" or is_address(read.sender)
    assert not set(read.subject) & {"\r", "\n", "\x00"}
