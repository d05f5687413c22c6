"""Where Twilio is told to turn with a landlord's calls and texts, and what it makes of an address."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from contact_gateway.application.records_of_calls import Occasion

ANSWERED = "#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000"
"""Somebody waits on the line: a second try after 2 s without a connection or 6 s without an answer, within the 15 s
after which Twilio turns to the fallback."""

TOLD = "#rc=5&rp=ct,rt,5xx"
"""Nobody waits, and what is told is not told again: as many tries as there are."""


def wanted_addresses(landlord: str, public_url: str, fallback: str = "") -> Mapping[Occasion, str]:
    """Return the addresses of a landlord's numbers, below its public one and with Twilio's settings for retries.

    `fallback` is where a document is kept for when we cannot be reached; it is ours unless given.
    """
    below = f"{public_url}/webhooks/{landlord}/twilio"
    return {
        Occasion.CALL: f"{below}/voice/incoming{ANSWERED}",
        Occasion.CALL_FALLBACK: fallback or f"{below}/voice/fallback{ANSWERED}",
        Occasion.CALL_STATUS: f"{below}/voice/status{TOLD}",
        Occasion.TEXT: f"{below}/sms/incoming{ANSWERED}",
    }


def faults_of(url: str) -> tuple[str, ...]:
    """Return what keeps Twilio from using an address, a sentence each."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    found = (
        (parts.scheme != "https", "is not https; what Twilio posts names callers, and must not travel in the open."),
        ("_" in host, "has an underscore in its host, which Twilio refuses."),
        (_is_at_home(host), "is known to this network alone; Twilio has to reach it from outside."),
        ("@" in parts.netloc, "holds a password; Twilio would show it to everybody who sees the account."),
    )
    return tuple(f"{url} {why}" for holds, why in found if holds)


def no_address(url: str) -> tuple[str, ...]:
    """Return what keeps anything at all from being found at an address, a sentence each."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return ()
    return (f"{url} is no address of http or https.",)


def _is_at_home(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host
