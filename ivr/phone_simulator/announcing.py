"""Announcements: words that everybody in a room hears."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from ivr.phone_simulator.documents import BadDocument, read_document
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.hearing import begin, seconds_of
from ivr.phone_simulator.network import NetworkFault
from ivr.phone_simulator.records import Room, RoomState
from ivr.phone_simulator.seating import room_event
from ivr.phone_simulator.timeline import Routine, wait
from ivr.phone_simulator.verbs import Heard, Pause, Play, Redirect, Say, Verb

_MOST_REDIRECTS = 5


def announcement(exchange: Exchange, room: Room, url: str, only: str = "") -> Routine:
    """Play the document at an address into a room, or to one call in it, and tell how that went.

    Of a room that ends first nothing is told.
    """
    try:
        heard = _document(exchange, room, url)
    except (BadDocument, NetworkFault) as fault:
        exchange.faults.append(str(fault))
        _tell(exchange, room, url, str(fault))
        return
    for one in heard:
        for seated in room.seats.values():
            if only in {"", seated.call.sid}:
                begin(exchange, seated.call, one)
        yield from wait(exchange.timeline, seconds_of(one))
    _tell(exchange, room, url, "" if room.state is RoomState.IN_PROGRESS else "Nobody was in the room to hear it.")


def _tell(exchange: Exchange, room: Room, url: str, why: str) -> None:
    """Tell that an announcement ended, or why it failed."""
    if room.is_over:
        return
    if why:
        room_event(exchange, room, "announcement-fail", AnnounceUrl=url, ReasonAnnouncementFailed=why)
    else:
        room_event(exchange, room, "announcement-end", AnnounceUrl=url)


def _document(exchange: Exchange, room: Room, url: str) -> list[Heard]:
    """Return what is to be heard, redirects followed. Raises `BadDocument` and `NetworkFault`."""
    fields = {"AccountSid": room.account, "ConferenceSid": room.sid, "FriendlyName": room.name}
    heard: list[Heard] = []
    for _ in range(_MOST_REDIRECTS):
        onward = _read(read_document(exchange.post(room.account, url, fields)), heard)
        if not onward:
            return heard
        url = urljoin(url, onward)
    raise BadDocument(f"The announcement is redirected more than {_MOST_REDIRECTS} times.")


def _read(verbs: Sequence[Verb], heard: list[Heard]) -> str:
    for verb in verbs:
        match verb:
            case Say() | Play() | Pause():
                heard.append(verb)
            case Redirect():
                return verb.to
            case _:
                raise BadDocument(f"An announcement has <{type(verb).__name__}>, which a room cannot carry out.")
    return ""
