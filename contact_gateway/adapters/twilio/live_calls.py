"""The port LiveCalls on Twilio's REST API, through the official client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from twilio.base import values
from twilio.rest.api.v2010.account.conference import ConferenceContext

from contact_gateway.adapters.twilio.account import Clients, RestAccount, sid
from contact_gateway.adapters.twilio.addresses import ANSWERED, TOLD
from contact_gateway.adapters.twilio.http import Patience
from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from contact_gateway.domain.calls import LONGEST_CALL, WHISPER_SECONDS, bounded
from contact_gateway.domain.contact_points import EXTENSION

RECORDING_NOW = "Twilio.CURRENT"
"""The recording that is being made."""

_STATES: Mapping[str, CallState] = {
    "queued": CallState.RINGING,
    "initiated": CallState.RINGING,
    "ringing": CallState.RINGING,
    "in-progress": CallState.GOING_ON,
    "completed": CallState.ANSWERED_AND_OVER,
    "busy": CallState.UNANSWERED,
    "failed": CallState.UNANSWERED,
    "no-answer": CallState.UNANSWERED,
    "canceled": CallState.UNANSWERED,
}
_NOT_THERE = frozenset({str(HTTPStatus.NOT_FOUND.value), "20404"})
_OVER = _NOT_THERE | {"21220"}
"""Twilio's numbers for what is not there, and for a call that is no longer in a state to be changed."""


class TwilioLiveCalls:
    """The calls of every landlord that uses Twilio. Our addresses are absolute, below the landlord's public one."""

    def __init__(self, accounts: Mapping[str, RestAccount], patience: Patience | None = None) -> None:
        """Take the accounts by the landlord's slug."""
        self._clients = Clients(accounts, patience)

    def ring(self, landlord: str, leg: Leg, ring_seconds: int, dialled: str) -> str:
        """Place the leg's call; return its id at the provider.

        Its answer is told by the document that is then asked for, its end by the status callback. Where the document
        cannot be had it is asked for again, in the end as its own fallback: nothing else says who calls.
        """
        document = self._address(landlord, "leg", id=leg.id)
        line, _, extension = leg.line.partition(EXTENSION)
        made = self._clients.once(landlord).calls.create(
            to=line,
            send_digits=f"ww{extension}" if extension else values.unset,
            from_=dialled,
            url=document + ANSWERED,
            method="POST",
            fallback_url=document + TOLD,
            fallback_method="POST",
            status_callback=self._address(landlord, "leg-status", id=leg.id) + TOLD,
            status_callback_method="POST",
            timeout=ring_seconds,
            time_limit=LONGEST_CALL if leg.limit is None else bounded(leg.limit + WHISPER_SECONDS),
        )
        try:
            return sid("CA", str(made.sid))
        except NotDone as fault:
            raise Unclear("Twilio placed a call and did not say which.") from fault

    def announce(self, landlord: str, leg: Leg, announcement_id: str) -> None:
        """Play an announcement to everybody in the leg's room."""
        room = self._room(landlord, leg)
        if room is None:
            raise NotDone("Nobody is in the room of this call.", "room_over")
        room.update(announce_url=self._address(landlord, "announcement", id=announcement_id), announce_method="POST")

    def end_room(self, landlord: str, leg: Leg) -> None:
        """End the room, which ends the call for both; done where it is over already."""
        room = self._room(landlord, leg, repeats=True)
        if room is not None:
            _unless(_NOT_THERE, lambda: room.update(status="completed"))

    def end_call(self, landlord: str, call_id: str) -> None:
        """Hang up one call, also one that still rings; done where it is over already."""
        call = self._clients.repeating(landlord).calls(sid("CA", call_id))
        _unless(_OVER, lambda: call.update(status="completed"))

    def limit(self, landlord: str, call_id: str, seconds: int) -> None:
        """Change how long a live call may last, in seconds from its answer."""
        self._clients.repeating(landlord).calls(sid("CA", call_id)).update(time_limit=bounded(seconds))

    def send_on(self, landlord: str, call_id: str, path: str) -> None:
        """Take a live call out of whatever it is in, to another of our documents."""
        call = self._clients.once(landlord).calls(sid("CA", call_id))
        call.update(url=self._address(landlord, path), method="POST")

    def look_up(self, landlord: str, call_id: str) -> ProviderCall:
        """Return a call as the provider has it."""
        try:
            found = self._clients.once(landlord).calls(sid("CA", call_id)).fetch()
        except NotDone as fault:
            if fault.code in _NOT_THERE:
                return ProviderCall(state=CallState.GONE)
            raise
        state = _STATES.get(str(found.status), CallState.GOING_ON)
        return ProviderCall(state=state, seconds=int(found.duration or 0), ended_at=found.end_time)

    def pause_recording(self, landlord: str, call_id: str, *, paused: bool, room_id: str = "") -> None:
        """Pause the recording of a live call, for a payment, or take it up again; of its room where it runs in one."""
        client = self._clients.repeating(landlord)
        recorded = client.conferences(sid("CF", room_id)) if room_id else client.calls(sid("CA", call_id))
        update: Callable[..., object] = recorded.recordings(RECORDING_NOW).update
        update(status="paused" if paused else "in-progress")

    def _room(self, landlord: str, leg: Leg, *, repeats: bool = False) -> ConferenceContext | None:
        """Return the leg's room, looked for by its random name where its events have not told its id; None if over."""
        client = self._clients.repeating(landlord) if repeats else self._clients.once(landlord)
        if leg.room_id:
            return client.conferences(sid("CF", leg.room_id))
        named = client.conferences.list(friendly_name=leg.room, limit=5)
        going_on = (one for one in named if str(one.status) != "completed")
        return next((client.conferences(sid("CF", str(one.sid))) for one in going_on), None)

    def _address(self, landlord: str, path: str, **query: str) -> str:
        base = self._clients.account(landlord).public_url
        return f"{base}/webhooks/{landlord}/twilio/voice/{path}{'?' if query else ''}{urlencode(query)}"


def _unless(codes: frozenset[str], ask: Callable[[], object]) -> None:
    """Ask for something, content with a refusal that says that it is so already. Raises `NotDone` and `Unclear`."""
    try:
        ask()
    except NotDone as fault:
        if fault.code not in codes:
            raise
