"""What a document does, a line each verb, read from its tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from xml.etree.ElementTree import Element

from contact_gateway.domain.policy import Policy
from tests.fakes.twilio_rooms import TwilioRooms
from tests.unit.policies.reading import shipped


def tree(root: Element) -> list[str]:
    """Return a line for each verb: what is said, asked, rung, recorded, and where it leads."""
    return [_LINES[verb.tag](verb) for verb in root]


def under(slug: str) -> TwilioRooms:
    """Return an installation whose landlord has one of the shipped packs."""
    pack: Policy = shipped(slug)
    own = {"landlord", "version", "name"}
    return TwilioRooms(**{one.name: getattr(pack, one.name) for one in fields(pack) if one.name not in own})


def _said(verb: Element) -> str:
    return " ".join(say.text or "" for say in verb.iter("Say"))


def _dial(verb: Element) -> str:
    (noun,) = verb
    to = "a room" if noun.tag == "Conference" else noun.text
    return f"Dial {to}, then {verb.get('action', 'nothing').partition('?')[0]}"


_LINES: Mapping[str, Callable[[Element], str]] = {
    "Say": lambda verb: f"Say {verb.text}",
    "Gather": lambda verb: f"Ask for {verb.get('action', '').partition('?')[0]}: {_said(verb)}",
    "Dial": _dial,
    "Redirect": lambda verb: f"Go to {(verb.text or '').partition('?')[0]}",
    "Record": lambda verb: f"Record, then {verb.get('action')}",
    "Hangup": lambda _: "Hang up",
}
