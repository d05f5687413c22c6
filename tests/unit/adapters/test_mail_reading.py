"""Mail that was made to trip its reader."""

from __future__ import annotations

import time

import pytest

from contact_gateway.adapters.mail_parsing.addresses import addresses, author, is_address
from contact_gateway.adapters.mail_parsing.bodies import text_of_html
from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.application.mail import ReadMail, TakenApart

SAM = b"From: sam@example.org\r\nSubject: Hello\r\n"


def read(raw: bytes) -> ReadMail:
    return MimeReader().read(raw)


def page(content: bytes) -> bytes:
    return SAM + b"Content-Type: text/html\r\n\r\n" + content


MULTIPART = SAM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
CRAFTED = {
    "five thousand nested parts": SAM
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5000)),
    "five thousand mails in mails": SAM + b"Content-Type: message/rfc822\r\n\r\n" * 5000,
    "ten thousand headers": SAM + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\nHello",
    "ten megabytes": SAM + b"\r\n" + b"Hello there\r\n" * 800_000,
    "ten megabytes on a line": SAM + b"\r\n" + b"H" * 10_000_000,
    "a subject of a million words": b"From: sam@example.org\r\nSubject: Hello "
    + b"=?utf-8?q?a?= " * 1_000_000
    + b"\r\n\r\n",
    "a hundred thousand recipients": SAM + b"To: " + b"a@b.example.org, " * 100_000 + b"\r\n\r\n",
    "a recipient of a million letters": SAM + b"To: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "comments in comments": SAM + b"To: " + b"(" * 1_000_000 + b"\r\n\r\n",
    "escaped quotes": SAM + b"To: " + b'"\\"' * 300_000 + b"\r\n\r\n",
    "fifty thousand parts": MULTIPART + b"--b\r\n\r\nx\r\n" * 50_000,
    "endless parameters": SAM + b"Content-Type: multipart/mixed" + b';"' * 500_000 + b"\r\n\r\nHello",
    "endless parameters in parts": MULTIPART
    + (b"--b\r\nContent-Type: multipart/mixed" + b';"' * 5_000 + b"\r\n\r\n") * 200,
    "unfinished tags": page(b"<a " * 1_000_000),
    "unfinished comments": page(b"<!--" * 1_000_000),
    "short lines": SAM + b"\r\n" + b"\r" * 5_000_000,
    "short base64 lines": SAM + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUJD\r\n" * 1_000_000,
}


@pytest.mark.parametrize("raw", CRAFTED.values(), ids=CRAFTED.keys())
def test_no_crafted_mail_takes_long_or_is_lost(raw: bytes) -> None:
    began = time.process_time()
    mail = read(raw)
    assert time.process_time() - began < 10
    assert mail.sender == "sam@example.org"
    assert mail.subject.startswith("Hello")


def test_words_of_a_mail_that_cannot_be_parsed_are_still_found() -> None:
    raw = CRAFTED["five thousand nested parts"].replace(
        b"Subject: Hello\r\n", b"Subject: Hello\r\nX-Said: gas leak\r\n"
    )
    assert "gas leak" in read(raw).text


@pytest.mark.parametrize(
    ("charset", "sent"),
    [
        ("utf-8", "Café".encode()),
        ("iso-8859-1", "Café".encode("latin-1")),
        ("no-such-charset", "Café".encode()),
        ("no-such-charset", "Café".encode("cp1252")),
        ("punycode", "Café".encode()),
        ("", "Café".encode()),
        ("utf-16", "Café".encode("utf-16")),
    ],
)
def test_a_body_is_read_in_whatever_charset_it_claims(charset: str, sent: bytes) -> None:
    raw = SAM + f'Content-Type: text/plain; charset="{charset}"\r\n\r\n'.encode() + sent
    assert read(raw).text == "Café"


def test_control_characters_are_left_out() -> None:
    mail = read(b"From: sam@example.org\r\nSubject: A\x00B\x1b[31m\xe2\x80\xa8C\r\n\r\nOne\x00\x0b two\r\nthree\x1b")
    assert mail.subject == "AB[31m C"
    assert mail.text == "One two\nthree"


def test_raw_bytes_in_a_header_are_read() -> None:
    assert read(b"From: sam@example.org\r\nSubject: caf\xe9\r\n\r\n").subject == "café"
    assert read("From: sam@example.org\r\nSubject: café\r\n\r\n".encode()).subject == "café"


def test_broken_encoded_words_stay_as_they_are() -> None:
    assert read(b"From: s@example.org\r\nSubject: =?utf-8?b?x?= =?zz?q?caf=E9?=\r\n\r\n").subject


def test_plain_text_goes_before_the_page_and_files_are_no_text() -> None:
    mail = read(
        MULTIPART + b"--b\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nfile\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nimage\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner\r\n--b--"
    )
    assert (mail.text, mail.attachments) == ("plain", 3)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>gas <i>leak</i></p>", "gas leak"),
        ("a<br>b", "a\nb"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("2 < 3", "2 < 3"),
        ("<script>if (a<b) x()</script>seen<style>p{}</style>", "seen"),
        ("<SCRIPT>hidden</SCRIPT >seen", "seen"),
        ("", ""),
    ],
)
def test_a_page_is_read_without_its_markup(html: str, text: str) -> None:
    assert text_of_html(html) == text


@pytest.mark.parametrize(
    "address",
    ["sam@example.org", "sam.o'neil+x@sub.example.org", "sam@localhost", "zoë@example.org", "sam@exämple.org"],
)
def test_plain_addresses_are_addresses(address: str) -> None:
    assert is_address(address)
    assert author([f"Sam <{address}>"]).address == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sam",
        "@example.org",
        "sam@",
        "sam@@example.org",
        "sam@example..org",
        "sam@-example.org",
        "sam@example.org\n",
        "sam@example.org\r\nBcc: x@example.org",
        "sam smith@example.org",
        "sam@exam ple.org",
        "<sam@example.org>",
        f"{'s' * 65}@example.org",
        f"sam@{'e' * 64}.org",
        f"sam@{'example.' * 40}org",
        "sam\x00@example.org",
        '"sam"@example.org',
    ],
)
def test_anything_else_is_no_address(address: str) -> None:
    assert not is_address(address)


def test_recipients_are_counted_once_each_and_never_in_names() -> None:
    said = ['"lee@example.org" <kim@example.org>, KIM@example.org', "Team: lou@example.org;, (max@example.org) broken@"]
    assert addresses(said) == ("kim@example.org", "lou@example.org")


def test_a_mail_taken_apart_keeps_its_own_headers_and_nobody_elses() -> None:
    apart = TakenApart(
        fields={
            "headers": b"From: sam@example.org\nSubject: One\n two\nContent-Type: text/html;\n boundary=x\n"
            b"MIME-Version: 1.0\nDKIM-Signature: v=1; d=example.org\nnot a header\n\nReply-To: x@example.org\n",
            "from": b"kim@example.org",
            "to": b"hello@landlord.example.org\r\nBcc: all@example.org",
            "text": b"Hello",
        }
    )
    raw = MimeReader().assemble(apart)
    head = raw.split(b"\r\n\r\n", 1)[0]
    mail = read(raw)
    assert (mail.sender, mail.subject, mail.text.strip()) == ("sam@example.org", "One two", "Hello")
    assert mail.signed_by == ("example.org",)
    assert head.count(b"From:") == 1
    assert head.lower().count(b"content-type:") == 1
    assert b"\r\nBcc:" not in head
    assert b"not a header" not in raw
