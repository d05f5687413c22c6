"""Recordings: of a message, of a conversation, of a room."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from urllib.parse import urljoin

from ivr.phone_simulator.calls import Call, HungUp, Pressed, Step, Talked
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.forms import recording_fields, recording_url
from ivr.phone_simulator.records import Kind, Recording
from ivr.phone_simulator.verbs import Record

Taking = Generator[float | None, object, Step | None]


def begin_recording(exchange: Exchange, call: Call, source: str, told: str, room: str = "") -> Recording:
    """Begin to record; `told` is the address that is told when it is done."""
    recording = Recording(
        sid=exchange.new_sid("RE"),
        account=call.account,
        call=call.parent or call.sid,
        source=source,
        room=room,
        made_at=exchange.timeline.now(),
        told=urljoin(call.at, told) if told else "",
    )
    exchange.recordings[recording.sid] = recording
    return recording


def end_recording(exchange: Exchange, recording: Recording, seconds: int) -> None:
    """End a recording that lasted so long, and tell of it."""
    recording.seconds = seconds
    recording.status = "completed" if recording.seconds else "absent"
    if recording.told:
        exchange.tell(recording.account, recording.told, recording_fields(recording))


def record(exchange: Exchange, call: Call, verb: Record) -> Taking:
    """Take a message and return where it leads; None where nobody said anything. Hanging up leads on, too."""
    recording = begin_recording(exchange, call, "RecordVerb", verb.told_of_recording)
    call.person.recorded(call)
    try:
        ended_by = yield from _message(exchange, verb, recording)
    except HungUp:
        step = _done(exchange, call, verb, recording, "hangup")
        exchange.inform(call, step)
        raise
    if recording.seconds:
        return _done(exchange, call, verb, recording, ended_by)
    end_recording(exchange, recording, 0)
    return None


def _message(exchange: Exchange, verb: Record, recording: Recording) -> Generator[float | None, object, str]:
    """Wait for words and for the silence after them; return the key that ended them, empty for none."""
    timeline = exchange.timeline
    end = timeline.now() + timedelta(seconds=min(verb.silence, verb.longest))
    while timeline.now() < end:
        match (yield (end - timeline.now()).total_seconds()):
            case Pressed(key) if key in verb.finish_on:
                return key
            case Talked(seconds):
                recording.seconds = min(recording.seconds + seconds, verb.longest)
                end = timeline.now() + timedelta(seconds=min(seconds + verb.silence, verb.longest))
            case _:
                pass
    return ""


def _done(exchange: Exchange, call: Call, verb: Record, recording: Recording, ended_by: str) -> Step:
    lasted = round((exchange.timeline.now() - recording.made_at).total_seconds())
    end_recording(exchange, recording, min(recording.seconds, lasted))
    exchange.note(call, Kind.DOES, f"leaves a message of {in_words(recording.seconds)}")
    fields = {
        "RecordingSid": recording.sid,
        "RecordingUrl": recording_url(recording),
        "RecordingDuration": str(recording.seconds),
        "Digits": ended_by,
    }
    return Step(url=verb.action, fields=tuple(fields.items()))
