"""When the address in From is proven."""

from __future__ import annotations

import pytest

from contact_gateway.web.webhooks.sender_proof import Proof, dkim_results


def proves(dkim: str = "none", spf: str = "none", handed_in_by: str = "", signed_by: tuple[str, ...] = ()) -> bool:
    results = dkim_results(dkim, signed_by)
    return Proof(dkim=results, spf=spf, envelope_sender=handed_in_by).proves("sam@mail.example.org")


@pytest.mark.parametrize(
    "dkim",
    [
        "{@mail.example.org : pass}",
        "{@example.org : pass}",
        "{@Example.ORG : Pass}",
        "{@other.example.net : fail, @example.org : pass}",
        "{@example.org : fail, @example.org : pass}",
        "{@example.org : pass, @example.org : fail}",
    ],
)
def test_a_signature_of_the_senders_domain_or_one_above_proves(dkim: str) -> None:
    assert proves(dkim)


@pytest.mark.parametrize(
    "dkim",
    [
        "",
        "none",
        "pass",
        "{@example.org : fail}",
        "{@evil.example.net : pass}",
        "{@notexample.org : pass}",
        "{@x.mail.example.org : pass}",
        "{@org : pass}",
        "{@ : pass}",
        "{@.org : pass}",
        "{@example.org : passed_over}",
    ],
)
def test_any_other_signature_proves_nothing(dkim: str) -> None:
    assert not proves(dkim)


def test_a_domain_that_writes_its_own_result_is_seen_through() -> None:
    forged = "example.org : pass, @evil.example.net"
    assert not proves(f"{{@{forged} : fail}}", signed_by=(forged,))
    assert proves("{@example.org : pass}", signed_by=("example.org",))


@pytest.mark.parametrize(
    ("spf", "handed_in_by", "proven"),
    [
        ("pass", "bounces@example.org", True),
        ("pass", "sam@mail.example.org", True),
        ("pass", "sam@evil.example.net", False),
        ("pass", "sam@sub.mail.example.org", False),
        ("pass", "", False),
        ("pass", "org", False),
        ("softfail", "sam@mail.example.org", False),
        ("fail", "sam@mail.example.org", False),
    ],
)
def test_a_server_proves_the_domain_that_it_hands_mail_in_for(spf: str, handed_in_by: str, *, proven: bool) -> None:
    assert proves(spf=spf, handed_in_by=handed_in_by) is proven
