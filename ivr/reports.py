"""Twilio's reports about what it carries, as values: legs, rooms, announcements. They come in any order, or twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.records_of_calls import CallState, ProviderCall
from contact_gateway.application.room_changed import InRoom, RoomReport
from ivr import payloads
from ivr.rooms import AGENT, CALLER

_ROOM_SID = re.compile(r"CF[0-9a-f]{32}|")
_EVENT = re.compile(r"[a-z-]{1,40}")
_MOST_WHY = 200

_STATES: Mapping[str, CallState] = {
    "queued": CallState.RINGING,
    "initiated": CallState.RINGING,
    "ringing": CallState.RINGING,
    "in-progress": CallState.GOING_ON,
    "answered": CallState.GOING_ON,
    "completed": CallState.ANSWERED_AND_OVER,
}
_IN_ROOM: Mapping[tuple[str, str], InRoom] = {
    ("participant-join", AGENT): InRoom.AGENT_JOINED,
    # A room starts only with the agent in it: told beside the joining, lest one lost report unmake an answer.
    ("conference-start", ""): InRoom.AGENT_JOINED,
    ("participant-leave", AGENT): InRoom.AGENT_LEFT,
    ("participant-join", CALLER): InRoom.CALLER_WAITS,
    ("participant-leave", CALLER): InRoom.CALLER_LEFT,
    ("conference-end", ""): InRoom.ENDED,
    ("announcement-end", ""): InRoom.HEARD,
    ("announcement-fail", ""): InRoom.NOT_HEARD,
}


def read_leg_state(form: PostedForm, now: datetime) -> ProviderCall:
    """Read how a leg's own call stands. Raises `Refused`."""
    state = _STATES.get(payloads.read_status(form), CallState.UNANSWERED)
    return ProviderCall(state=state, seconds=form.whole_number("CallDuration"), ended_at=told_at(form, now))


def read_room_report(form: PostedForm, now: datetime) -> RoomReport:
    """Read what happened in a room; whatever else there is to tell is `other`. Raises `Refused`."""
    event = form.shaped("StatusCallbackEvent", _EVENT, "an event of a conference")
    label = form.text("ParticipantLabel") if event.startswith("participant-") else ""
    return RoomReport(
        what=_IN_ROOM.get((event, label), InRoom.OTHER),
        at=told_at(form, now),
        room_id=form.shaped("ConferenceSid", _ROOM_SID, "CF and 32 digits or letters a to f"),
        leg_id=payloads.read_sid(form) if label == AGENT else "",
        announcement_id=_announcement(form.text("AnnounceUrl")),
        why=form.text("ReasonAnnouncementFailed")[:_MOST_WHY],
    )


def told_at(form: PostedForm, now: datetime) -> datetime:
    """Return when the provider says that it happened (RFC 2822); now where it says nothing, or the time to come."""
    try:
        told = parsedate_to_datetime(form.text("Timestamp"))
    except (ValueError, OverflowError):
        return now
    return min(told, now) if told.tzinfo else now


def _announcement(url: str) -> str:
    """Return our own id of an announcement, which stands in the address where its words are."""
    try:
        ids = parse_qs(urlsplit(url).query).get("id", [])
    except ValueError:
        return ""
    return ids[0] if len(ids) == 1 and payloads.ID.fullmatch(ids[0]) else ""
