"""The REST API's recordings."""

from __future__ import annotations

import io
import wave
from http import HTTPStatus

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from ivr.phone_simulator import rest_orders as orders
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.records import Recording
from ivr.phone_simulator.rest_orders import Route, not_found
from ivr.phone_simulator.rest_shapes import page_shape, recording_shape

CURRENT = "Twilio.CURRENT"
"""Stands for the recording that is being made of a call."""

_SAMPLES_A_SECOND = 8000
_SAMPLES_A_FRAME = 576
_SILENT_FRAME = bytes.fromhex("ffe318c4") + bytes(68)
"""MPEG 2.5 layer III, 8 kbit/s, 8 kHz, one channel: 72 bytes."""


class Recordings:
    """Each method answers one request about an account's recordings."""

    def __init__(self, exchange: Exchange) -> None:
        """Take the exchange."""
        self._exchange = exchange

    def routes(self) -> list[Route]:
        """Return what is answered where."""
        return [
            ("POST", "/Calls/<call>/Recordings/<sid>.json", self.change_recording),
            ("POST", "/Conferences/<room>/Recordings/<sid>.json", self.change_recording_of_room),
            ("GET", "/Recordings.json", self.recordings),
            ("GET", "/Recordings/<sid>.json", self.recording),
            ("DELETE", "/Recordings/<sid>.json", self.delete_recording),
            ("GET", "/Recordings/<sid>", self.sound),
            ("GET", "/Recordings/<sid>.wav", self.sound),
            ("GET", "/Recordings/<sid>.mp3", self.packed_sound),
        ]

    def recordings(self, account: str) -> ResponseReturnValue:
        """List recordings."""
        own = [one for one in self._exchange.recordings.values() if one.account == account]
        return jsonify(page_shape(account, "Recordings", "recordings", [recording_shape(one) for one in own]))

    def recording(self, account: str, sid: str) -> ResponseReturnValue:
        """Show a recording."""
        return jsonify(recording_shape(self._recording(account, sid)))

    def change_recording(self, account: str, call: str, sid: str) -> ResponseReturnValue:
        """Pause a recording, or take it up again."""
        return self._change(self._current(account, call=call) if sid == CURRENT else self._recording(account, sid))

    def change_recording_of_room(self, account: str, room: str, sid: str) -> ResponseReturnValue:
        """Pause the recording of a room, or take it up again."""
        return self._change(self._current(account, room=room) if sid == CURRENT else self._recording(account, sid))

    def delete_recording(self, account: str, sid: str) -> ResponseReturnValue:
        """Delete a recording."""
        del self._exchange.recordings[self._recording(account, sid).sid]
        return "", HTTPStatus.NO_CONTENT

    def sound(self, account: str, sid: str) -> ResponseReturnValue:
        """Give a recording's sound, which is silence."""
        recording = self._recording(account, sid)
        return Response(_silence(recording.seconds), mimetype="audio/x-wav")

    def packed_sound(self, account: str, sid: str) -> ResponseReturnValue:
        """Give a recording's sound, which is silence, as MP3."""
        recording = self._recording(account, sid)
        frames = -(-recording.seconds * _SAMPLES_A_SECOND // _SAMPLES_A_FRAME)
        return Response(_SILENT_FRAME * frames, mimetype="audio/mpeg")

    def _change(self, recording: Recording) -> ResponseReturnValue:
        orders.change_recording(recording, request.form)
        return jsonify(recording_shape(recording))

    def _recording(self, account: str, sid: str) -> Recording:
        recording = self._exchange.recordings.get(sid)
        if recording is None or recording.account != account:
            raise not_found()
        return recording

    def _current(self, account: str, *, call: str = "", room: str = "") -> Recording:
        for one in self._exchange.recordings.values():
            named = one.room == room if room else one.call == call
            if one.account == account and named and one.status in {"in-progress", "paused"}:
                return one
        raise not_found()


def _silence(seconds: int) -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(_SAMPLES_A_SECOND)
        written.writeframes(bytes([128]) * _SAMPLES_A_SECOND * seconds)
    return sound.getvalue()
