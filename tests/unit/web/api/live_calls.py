"""A short way to a call that goes on."""

from __future__ import annotations

from contact_gateway.application.call_services import CallServices
from contact_gateway.application.place_leg import WantedLeg
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.application.room_changed import InRoom, RoomReport
from tests.builders import MONDAY


def answered_call(calls: CallServices, landlord: str, contact_id: str) -> Leg:
    """Put a call through a room to somebody who answered; its limit is what was granted."""
    wanted = WantedLeg(
        contact_id=contact_id,
        call_id="CA1",
        turn=1,
        to="queue",
        line="+441632960100",
        dialled="+441632960999",
        ring_seconds=30,
        limit=calls.show_call.lookup.recorded(landlord, contact_id).decision.time_limit,
    )
    leg = calls.place_leg(landlord, wanted)
    calls.room_changed(landlord, leg.id, RoomReport(what=InRoom.AGENT_JOINED, at=MONDAY, room_id="CF1"))
    return leg
