"""Twilio where calls run through rooms: what it posts about legs, rooms and announcements, and what it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from contact_gateway.application.services import Services
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.call_services import memory_calls
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.twilio import BASE_URL, CALL_SID, LANDLORD, Twilio, document

LEG_SID = f"CA{'1'.zfill(32)}"
ROOM_SID = f"CF{'f' * 32}"


class TwilioRooms(Twilio):
    """An installation whose calls can be placed, announced to and ended; `live` keeps what was asked."""

    def _services(self) -> Services:
        self.live = FakeLiveCalls()
        self.book = MemoryCallBook(self.memory)
        calls = memory_calls(self.memory, self.live, self.log, self.book, policies=self.policies)
        return replace(super()._services(), calls=calls)

    def lose_the_database(self) -> None:
        super().lose_the_database()
        self.book.down = True

    def put_through(self, heard: Element, **fields: str) -> Element:
        """Return the document to which the last verb of another leads, as Twilio would fetch it."""
        last = heard[-1]
        return self.call(last.text or "", **fields) if last.tag == "Redirect" else heard

    def leg_document(self, room: Room, route: str = "leg", **fields: str) -> Element:
        return document(self.post(f"voice/{route}?id={room.leg}", {"CallSid": LEG_SID, **fields}))

    def leg_status(self, room: Room, status: str, **fields: str) -> TestResponse:
        return self.post(f"voice/leg-status?id={room.leg}", {"CallSid": LEG_SID, "CallStatus": status, **fields})

    def in_room(self, room: Room, event: str, label: str = "", **fields: str) -> TestResponse:
        said = {"StatusCallbackEvent": event, "ConferenceSid": ROOM_SID, "FriendlyName": room.name, **fields}
        of_whom = {"ParticipantLabel": label, "CallSid": CALL_SID if label == "caller" else LEG_SID} if label else {}
        return self.post(f"voice/room?id={room.leg}", {**of_whom, **said})

    def announced(self, room: Room, event: str, announcement: str, **fields: str) -> TestResponse:
        url = f"{BASE_URL}/webhooks/{LANDLORD}/twilio/voice/announcement?id={announcement}"
        return self.in_room(room, event, AnnounceUrl=url, **fields)

    def left(self, room: Room, status: str = "in-progress") -> Element:
        fields = {"CallStatus": status, "DialCallStatus": "answered"}
        return self.call(room.left, **fields)

    def status(self, status: str, call: str = CALL_SID, **fields: str) -> TestResponse:
        return self.post("voice/status", {"CallSid": call, "CallStatus": status, **fields})


class Room:
    """A room as the document that leads into it describes it."""

    def __init__(self, heard: Element) -> None:
        """Take the document; it must dial into a conference and nothing else."""
        (dial,) = heard
        (conference,) = dial
        assert (dial.tag, conference.tag) == ("Dial", "Conference")
        self.dial: Mapping[str, str] = dict(dial.attrib)
        self.conference: Mapping[str, str] = dict(conference.attrib)
        self.name = conference.text or ""
        self.left = dial.attrib.get("action", "")
        self.leg = parse_qs(urlsplit(self.conference["statusCallback"]).query)["id"][0]
