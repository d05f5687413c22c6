"""The fields of the network's requests."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from ivr.phone_simulator.calls import OVER, Call, Status
from ivr.phone_simulator.records import Recording, Room, Seated

API_VERSION = "2010-04-01"


def call_fields(call: Call) -> dict[str, str]:
    """Return what every request about a call has."""
    fields = {
        "AccountSid": call.account,
        "ApiVersion": API_VERSION,
        "CallSid": call.sid,
        "CallStatus": call.status,
        "Direction": call.direction,
        "From": call.caller,
        "To": call.dialled,
        "Caller": call.caller,
        "Called": call.dialled,
    }
    return fields | ({"ParentCallSid": call.parent} if call.parent else {})


def progress_fields(call: Call) -> dict[str, str]:
    """Return what a status callback has beside that; `Duration` is in minutes, as the network bills."""
    fields = {
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(call.events_told),
        "Timestamp": stamp(call.timeline.now()),
    }
    if call.status in OVER:
        fields |= {"CallDuration": str(call.seconds)}
    if call.status is Status.COMPLETED:
        fields |= {"Duration": str(-(-call.seconds // 60))}
    return fields


def room_fields(room: Room, event: str, now: datetime) -> dict[str, str]:
    """Return what a room's callback says of an event."""
    fields = {
        "AccountSid": room.account,
        "ConferenceSid": room.sid,
        "FriendlyName": room.name,
        "SequenceNumber": str(room.events_told),
        "StatusCallbackEvent": event,
        "Timestamp": stamp(now),
    }
    if room.ended_why and event == "conference-end":
        fields |= {"ReasonConferenceEnded": room.ended_why, "Reason": f"The room ended: {room.ended_why}."}
    return fields | ({"CallSidEndingConference": room.ended_by} if room.ended_by else {})


def seat_fields(seated: Seated) -> dict[str, str]:
    """Return what a room's callback says of a participant."""
    seat = seated.seat
    fields = {
        "CallSid": seated.call.sid,
        "Coaching": "false",
        "EndConferenceOnExit": _truth(is_so=seat.ends),
        "Hold": "false",
        "Muted": _truth(is_so=seat.muted),
        "StartConferenceOnEnter": _truth(is_so=seat.starts),
    }
    return fields | ({"ParticipantLabel": seat.label} if seat.label else {})


def recording_fields(recording: Recording) -> dict[str, str]:
    """Return what is told of a recording."""
    return {
        "AccountSid": recording.account,
        "CallSid": recording.call,
        **({"ConferenceSid": recording.room} if recording.room else {}),
        "RecordingSid": recording.sid,
        "RecordingUrl": recording_url(recording),
        "RecordingStatus": recording.status,
        "RecordingDuration": str(recording.seconds),
        "RecordingChannels": "1",
        "RecordingStartTime": stamp(recording.made_at),
        "RecordingSource": recording.source,
        "RecordingTrack": "both",
    }


def recording_url(recording: Recording) -> str:
    """Return where the network says that a recording lies."""
    return f"https://api.twilio.com/{API_VERSION}/Accounts/{recording.account}/Recordings/{recording.sid}"


def stamp(at: datetime) -> str:
    """Return an instant as the network writes it."""
    return format_datetime(at)


def _truth(*, is_so: bool) -> str:
    return "true" if is_so else "false"
