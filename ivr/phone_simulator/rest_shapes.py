"""Calls, rooms, recordings and numbers as Twilio's REST API of 2010-04-01 shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.forms import API_VERSION, stamp
from ivr.phone_simulator.records import Number, Recording, Room, RoomState, Seated

Shape = dict[str, object]

_API = "https://api.twilio.com"
_CAPABLE = {"voice": True, "sms": True, "mms": False, "fax": False}


def account_shape(account: str) -> Shape:
    """Return an account."""
    return {
        "sid": account,
        "auth_token": "",
        "friendly_name": "An account of the exchange",
        "owner_account_sid": account,
        "status": "active",
        "type": "Full",
        "date_created": None,
        "date_updated": None,
        "subresource_uris": {},
        "uri": f"/{API_VERSION}/Accounts/{account}.json",
    }


def call_shape(call: Call) -> Shape:
    """Return a call."""
    return {
        "sid": call.sid,
        "account_sid": call.account,
        "annotation": None,
        "answered_by": None,
        "api_version": API_VERSION,
        "caller_name": None,
        "date_created": stamp(call.made_at),
        "date_updated": stamp(call.ended_at or call.answered_at or call.made_at),
        "direction": call.direction,
        "duration": str(call.seconds) if call.is_over else None,
        "end_time": _stamp(call.ended_at),
        "forwarded_from": None,
        "from": call.caller,
        "from_formatted": call.caller,
        "group_sid": None,
        "parent_call_sid": call.parent or None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "GBP",
        "queue_time": "0",
        "start_time": _stamp(call.answered_at),
        "status": call.status if call.status != "initiated" else "queued",
        "subresource_uris": {},
        "to": call.dialled,
        "to_formatted": call.dialled,
        "trunk_sid": None,
        "uri": _uri(call.account, f"Calls/{call.sid}"),
    }


def room_shape(room: Room, now: datetime) -> Shape:
    """Return a conference; why it ended only when it has."""
    ended: Shape = {"reason_conference_ended": room.ended_why} if room.ended_why else {}
    return {
        **ended,
        "sid": room.sid,
        "account_sid": room.account,
        "api_version": API_VERSION,
        "call_sid_ending_conference": room.ended_by or None,
        "date_created": stamp(room.made_at),
        "date_updated": stamp(now),
        "friendly_name": room.name,
        "region": "ie1",
        "status": RoomState(room.state),
        "subresource_uris": {},
        "uri": _uri(room.account, f"Conferences/{room.sid}"),
    }


def seat_shape(room: Room, seated: Seated) -> Shape:
    """Return a participant."""
    call, seat = seated.call, seated.seat
    return {
        "account_sid": room.account,
        "call_sid": call.sid,
        "call_sid_to_coach": None,
        "coaching": False,
        "conference_sid": room.sid,
        "date_created": stamp(call.made_at),
        "date_updated": stamp(call.answered_at or call.made_at),
        "end_conference_on_exit": seat.ends,
        "hold": False,
        "label": seat.label or None,
        "muted": seat.muted,
        "queue_time": None,
        "start_conference_on_enter": seat.starts,
        "status": "connected",
        "uri": _uri(room.account, f"Conferences/{room.sid}/Participants/{call.sid}"),
    }


def recording_shape(recording: Recording) -> Shape:
    """Return a recording."""
    uri = _uri(recording.account, f"Recordings/{recording.sid}")
    return {
        "sid": recording.sid,
        "account_sid": recording.account,
        "api_version": API_VERSION,
        "call_sid": recording.call,
        "channels": 1,
        "conference_sid": recording.room or None,
        "date_created": stamp(recording.made_at),
        "date_updated": stamp(recording.made_at),
        "duration": str(recording.seconds),
        "encryption_details": None,
        "error_code": None,
        "media_url": f"{_API}{uri.removesuffix('.json')}",
        "price": None,
        "price_unit": "GBP",
        "source": recording.source,
        "start_time": stamp(recording.made_at),
        "status": recording.status,
        "subresource_uris": {},
        "uri": uri,
    }


NUMBER_SETTINGS: Mapping[str, str] = {
    "voice_url": "",
    "voice_method": "POST",
    "voice_fallback_url": "",
    "voice_fallback_method": "POST",
    "status_callback": "",
    "status_callback_method": "POST",
    "sms_url": "",
    "sms_method": "POST",
    "sms_fallback_url": "",
    "sms_fallback_method": "POST",
    "friendly_name": "",
    "voice_application_sid": "",
    "sms_application_sid": "",
}
"""What can be set on a number, and what stands there before."""


def number_shape(number: Number) -> Shape:
    """Return a number."""
    settings = {name: number.settings.get(name, usual) or None for name, usual in NUMBER_SETTINGS.items()}
    return {
        "sid": number.sid,
        "account_sid": number.account,
        "address_requirements": "none",
        "address_sid": None,
        "api_version": API_VERSION,
        "beta": False,
        "bundle_sid": None,
        "capabilities": _CAPABLE,
        "date_created": stamp(number.made_at),
        "date_updated": stamp(number.made_at),
        "emergency_address_sid": None,
        "emergency_address_status": "unregistered",
        "emergency_status": "Inactive",
        "identity_sid": None,
        "origin": "twilio",
        "phone_number": number.number,
        "status": "in-use",
        "subresource_uris": {},
        "trunk_sid": None,
        "type": "local",
        "uri": _uri(number.account, f"IncomingPhoneNumbers/{number.sid}"),
        "voice_caller_id_lookup": False,
        "voice_receive_mode": "voice",
        **settings,
    }


def page_shape(account: str, name: str, key: str, shapes: Sequence[Shape]) -> Shape:
    """Return a list, which always fits on its first page."""
    uri = f"{_API}{_uri(account, name)}"
    return {
        key: list(shapes),
        "end": max(len(shapes) - 1, 0),
        "first_page_uri": f"{uri}?PageSize=50&Page=0",
        "next_page_uri": None,
        "page": 0,
        "page_size": 50,
        "previous_page_uri": None,
        "start": 0,
        "uri": f"{uri}?PageSize=50&Page=0",
    }


def _uri(account: str, path: str) -> str:
    return f"/{API_VERSION}/Accounts/{account}/{path}.json"


def _stamp(at: datetime | None) -> str | None:
    return stamp(at) if at else None
