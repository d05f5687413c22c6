"""Where our documents lead: the voice routes, and what an address says of the call.

Addresses are those of the neighbouring routes, so that a document works wherever the landlord's public address is.
Nothing personal stands in one: a turn, a language, ids that are random. Recorded audio alone is named in full, for the
provider promises to read an address against the document's own of documents only.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from urllib.parse import urlencode


class Route(StrEnum):
    """The routes below `/webhooks/<landlord>/twilio/voice/`."""

    INCOMING = "incoming"
    STATUS = "status"
    FALLBACK = "fallback"
    KEY = "key"
    REFERENCE = "reference"
    CONNECT = "connect"
    DIALLED = "dialled"
    LEFT = "left"
    UNANSWERED = "unanswered"
    EMERGENCY_DIALLED = "emergency-dialled"
    WHISPER = "whisper"
    ACCEPTED = "accepted"
    WAIT = "wait"
    LEG = "leg"
    LEG_STATUS = "leg-status"
    ROOM = "room"
    ANNOUNCEMENT = "announcement"
    CLOSING = "closing"
    MESSAGE = "message"
    RECORDING = "recording"


TOLD_AGAIN = "#rc=5&rp=ct,rt,5xx"
"""Ends the address of a report. It is for the provider alone, which tells again what we could not store."""


PublicUrl = Callable[[str], str]
"""Returns where a landlord's gateway is reached from outside."""


def beside_the_documents(public_url: str, landlord: str) -> str:
    """Return how the full address of anything beside the voice routes begins."""
    return f"{public_url}/webhooks/{landlord}/twilio/voice/"


def address(route: Route, **asked: str | int) -> str:
    """Return the address of a route as a document gives it: `reference?turn=2`."""
    return f"{route}?{urlencode(asked)}" if asked else route.value


def report(route: Route, **asked: str) -> str:
    """Return the address to which something is told that must not be lost."""
    return address(route, **asked) + TOLD_AGAIN
