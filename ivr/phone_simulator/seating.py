"""Rooms: who sits in them, what is heard there, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urljoin

from ivr.phone_simulator.calls import Call, Pressed
from ivr.phone_simulator.documents import BadDocument
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.forms import room_fields, seat_fields
from ivr.phone_simulator.network import NetworkFault
from ivr.phone_simulator.recording import begin_recording, end_recording
from ivr.phone_simulator.records import Kind, Room, RoomState, Seated
from ivr.phone_simulator.timeline import Waiting, at_the_end
from ivr.phone_simulator.verbs import Callback, Dial, Seat

Music = Callable[[str | None], Waiting]
"""Plays what is heard until a room starts, for ever."""

VIA_API = "conference-ended-via-api"
LAST_LEFT = "last-participant-left"
ENDING_LEFT = "participant-with-end-conference-on-exit-left"


class _Started(Exception):
    """The room has started."""


class _Risen(Exception):
    """Somebody has to leave the room: its end, a kick, or the end of the time."""


def sit(exchange: Exchange, call: Call, verb: Dial, seat: Seat, music: Music) -> Waiting:
    """Sit in a room until it ends, the time is over, or somebody takes the call out of it."""
    room = _room_of(exchange, call, seat)
    timer = exchange.timeline.after(verb.limit, lambda: raise_from(room, call))
    _enter(exchange, room, Seated(call, seat))
    with at_the_end(lambda: _leave(exchange, room, call)), at_the_end(timer.cancel):
        try:
            if room.state is RoomState.INIT:
                yield from _until_the_start(room, call, seat, music)
            yield from _until_a_star(verb)
        except _Risen:
            pass


def end_room(exchange: Exchange, room: Room, why: str = VIA_API, by: str = "") -> None:
    """End a room, once, for everybody in it."""
    if room.is_over:
        return
    room.state, room.ended_why, room.ended_by = RoomState.COMPLETED, why, by
    for seated in room.seats.values():
        raise_from(room, seated.call)
    if not room.seats:
        _close(exchange, room)


def raise_from(room: Room, call: Call) -> None:
    """Take somebody out of a room; their call goes on with what follows it."""
    if call.strand:
        call.strand.interrupt(_Risen(), still=lambda: call.sid in room.seats)


def room_event(exchange: Exchange, room: Room, event: str, **more: str) -> None:
    """Tell of an event of a room where somebody wants to know."""
    wanted = event.removeprefix("conference-").removeprefix("participant-").partition("-")[0]
    if room.told.url and wanted in room.told.events:
        exchange.tell(room.account, room.told.url, room_fields(room, event, exchange.timeline.now()) | more)
        room.events_told += 1


def _until_the_start(room: Room, call: Call, seat: Seat, music: Music) -> Waiting:
    room.waiting.add(call.sid)
    try:
        yield from music(seat.music)
    except _Started:
        return
    except (BadDocument, NetworkFault) as fault:
        # A room drops whoever cannot be given anything to hear.
        raise _Risen from fault
    finally:
        room.waiting.discard(call.sid)


def _until_a_star(verb: Dial) -> Waiting:
    while True:
        if (yield None) == Pressed("*") and verb.hangs_up_on_star:
            return


def _room_of(exchange: Exchange, call: Call, seat: Seat) -> Room:
    for room in exchange.rooms.values():
        if (room.account, room.name) == (call.account, seat.room) and not room.is_over:
            return room
    told = Callback(url=urljoin(call.at, seat.told.url), events=seat.told.events) if seat.told.url else seat.told
    room = Room(
        sid=exchange.new_sid("CF"),
        account=call.account,
        name=seat.room,
        made_at=exchange.timeline.now(),
        told=told,
    )
    exchange.rooms[room.sid] = room
    return room


def _enter(exchange: Exchange, room: Room, seated: Seated) -> None:
    room.seats[seated.call.sid] = seated
    exchange.note(seated.call, Kind.TALKS, "enters the room")
    room_event(exchange, room, "participant-join", **seat_fields(seated))
    if room.state is RoomState.IN_PROGRESS:
        _join(exchange, room, seated.call)
    elif len(room.seats) > 1 and any(one.seat.starts for one in room.seats.values()):
        _start(exchange, room)


def _start(exchange: Exchange, room: Room) -> None:
    room.state = RoomState.IN_PROGRESS
    for seated in room.seats.values():
        _join(exchange, room, seated.call)
    recorded = next((one for one in room.seats.values() if one.seat.recorded), None)
    if recorded:
        told = recorded.seat.told_of_recording
        room.recording = begin_recording(exchange, recorded.call, "Conference", told, room.sid)
    room_event(exchange, room, "conference-start")


def _join(exchange: Exchange, room: Room, call: Call) -> None:
    exchange.note(call, Kind.TALKS, "can talk to the other")
    if call.strand:
        call.strand.interrupt(_Started(), still=lambda: call.sid in room.waiting)
    call.person.connected(call)


def _leave(exchange: Exchange, room: Room, call: Call) -> None:
    seated = room.seats.pop(call.sid)
    exchange.note(call, Kind.TALKS, "leaves the room")
    room_event(exchange, room, "participant-leave", **seat_fields(seated))
    if room.is_over and not room.seats:
        _close(exchange, room)
    elif seated.seat.ends:
        end_room(exchange, room, ENDING_LEFT, call.sid)
    elif not room.seats:
        end_room(exchange, room, LAST_LEFT, call.sid)


def _close(exchange: Exchange, room: Room) -> None:
    """Tell of the end, once nobody is left."""
    if room.recording:
        end_recording(exchange, room.recording, _age(exchange, room.recording.made_at))
    room_event(exchange, room, "conference-end")


def _age(exchange: Exchange, since: datetime) -> int:
    return round((exchange.timeline.now() - since).total_seconds())
