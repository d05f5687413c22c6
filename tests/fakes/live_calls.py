"""The provider that carries calls, in memory: it takes what it is asked, and says or does what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall

Asked = tuple[str, ...]
"""A method and what it was asked about."""


class FakeLiveCalls:
    """The live calls port.

    `asked` is all that was asked, in order, also what failed. `fails` holds what a method raises, by its name, and
    `dies` with what our own process ends there, `meanwhile` what else happens, once, while it is asked. `calls`
    are the provider's own records, by the id of a call; an id that is not there is gone.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.fails: dict[str, Exception] = {}
        self.dies: dict[str, BaseException] = {}
        self.meanwhile: dict[str, Callable[[], object]] = {}
        self.calls: dict[str, ProviderCall] = {}
        self._numbers = count(1)

    def ring(self, landlord: str, leg: Leg, ring_seconds: int, dialled: str) -> str:
        self._take("ring", leg.line, str(ring_seconds), dialled)
        leg_id = f"CA{next(self._numbers):032x}"
        self.calls[leg_id] = ProviderCall(state=CallState.RINGING)
        return leg_id

    def announce(self, landlord: str, leg: Leg, announcement_id: str) -> None:
        self._take("announce", leg.room, announcement_id)

    def end_room(self, landlord: str, leg: Leg) -> None:
        self._take("end_room", leg.room)

    def end_call(self, landlord: str, call_id: str) -> None:
        self._take("end_call", call_id)

    def limit(self, landlord: str, call_id: str, seconds: int) -> None:
        self._take("limit", call_id, str(seconds))

    def send_on(self, landlord: str, call_id: str, path: str) -> None:
        self._take("send_on", call_id, path)

    def look_up(self, landlord: str, call_id: str) -> ProviderCall:
        self._take("look_up", call_id)
        return self.calls.get(call_id, ProviderCall(state=CallState.GONE))

    def pause_recording(self, landlord: str, call_id: str, *, paused: bool, room_id: str = "") -> None:
        self._take("pause_recording", call_id, room_id, "paused" if paused else "on")

    def asked_to(self, method: str) -> list[Asked]:
        """Return what one method was asked, in order."""
        return [asked[1:] for asked in self.asked if asked[0] == method]

    def _take(self, method: str, *about: str) -> None:
        self.asked.append((method, *about))
        if method in self.meanwhile:
            self.meanwhile.pop(method)()
        if method in self.dies:
            raise self.dies[method]
        if method in self.fails:
            raise self.fails[method]
