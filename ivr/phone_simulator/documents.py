"""TwiML as a telephone network reads it: verbs in order, and an error for each that it does not know."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass


class BadDocument(Exception):
    """A document that would make the network fall back; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Words to be heard."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Silence, in seconds."""

    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Keys are awaited while the prompt is heard; `digits` how many, none where a key ends them."""

    action: str
    prompt: tuple[Say | Pause, ...]
    digits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Somebody is rung; the connection ends after `time_limit` seconds."""

    number: str
    action: str
    time_limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A message is taken."""

    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The call goes on with another document."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangup:
    """The call ends."""


Verb = Say | Pause | Gather | Dial | Record | Redirect | Hangup

_LONGEST_CALL = "14400"


def read_document(text: str) -> tuple[Verb, ...]:
    """Return the verbs of a document. Raises `BadDocument`."""
    try:
        root = ET.fromstring(text)  # noqa: S314 the answer of the gateway that we were told to try
    except ET.ParseError as fault:
        raise BadDocument(f"The answer is not XML: {fault}.") from fault
    if root.tag != "Response":
        raise BadDocument(f"The answer begins with <{root.tag}>, not with <Response>.")
    return tuple(_verb(element) for element in root)


def _verb(element: ET.Element) -> Verb:
    match element.tag:
        case "Say" | "Pause":
            return _heard(element)
        case "Gather":
            digits = element.get("numDigits")
            prompt = tuple(_heard(child) for child in element)
            return Gather(action=_action(element), prompt=prompt, digits=int(digits) if digits else None)
        case "Dial":
            number = "".join(element.itertext()).strip()
            limit = int(element.get("timeLimit", _LONGEST_CALL))
            return Dial(number=number, action=element.get("action", ""), time_limit=limit)
        case "Record":
            return Record(action=_action(element))
        case "Redirect":
            return Redirect(to=(element.text or "").strip())
        case "Hangup":
            return Hangup()
        case unknown:
            raise BadDocument(f"The answer has the verb <{unknown}>, which this telephone does not know.")


def _heard(element: ET.Element) -> Say | Pause:
    match element.tag:
        case "Say":
            return Say(text=element.text or "")
        case "Pause":
            return Pause(seconds=int(element.get("length", "1")))
        case unknown:
            raise BadDocument(f"<{unknown}> cannot stand inside another verb here.")


def _action(element: ET.Element) -> str:
    """Return where a verb leads; without an address it would lead back to the same document, for ever."""
    action = element.get("action")
    if not action:
        raise BadDocument(f"<{element.tag}> has no action and would ask the same again, for ever.")
    return action
