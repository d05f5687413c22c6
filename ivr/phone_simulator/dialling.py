"""Ringing somebody, and joining two calls into one."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import timedelta

from ivr.phone_simulator.calls import Call, Direction, HungUp, PickedUp, Pressed, Status, Step, TurnedAway
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.forms import recording_url
from ivr.phone_simulator.recording import begin_recording, end_recording
from ivr.phone_simulator.records import Kind, Recording
from ivr.phone_simulator.timeline import Routine, Waiting, at_the_end, wait
from ivr.phone_simulator.verbs import Dial, Telephone

Whisper = Callable[[Call, str], Waiting]
"""Plays the document at an address to a call before it is joined to another."""

Leading = Generator[float | None, object, Step | None]
Ringing = Generator[float | None, object, bool]

_PAUSES = {"w": 0.5, "W": 1.0}
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A leg was answered, has heard its whisper, and can be joined."""

    leg: Call


@dataclass(frozen=True, slots=True)
class Gone:
    """A leg is over."""

    leg: Call


def ring(exchange: Exchange, call: Call, seconds: int) -> Ringing:
    """Ring a telephone for so long; True once it is answered, else the call is over."""
    exchange.note(call, Kind.DOES, "rings")
    exchange.progress(call, "initiated")
    call.status = Status.RINGING
    exchange.progress(call, "ringing")
    call.person.rung(call)
    end = exchange.timeline.now() + timedelta(seconds=seconds)
    while exchange.timeline.now() < end:
        match (yield (end - exchange.timeline.now()).total_seconds()):
            case PickedUp():
                exchange.answered(call)
                return True
            case TurnedAway(status):
                exchange.note(call, Kind.DOES, f"is {status}")
                exchange.over(call, status)
                return False
            case _:
                pass
    exchange.note(call, Kind.DOES, "is not answered")
    exchange.over(call, Status.NO_ANSWER)
    return False


def key_in(exchange: Exchange, call: Call, keys: str) -> Waiting:
    """Play keys to whatever has answered, a switchboard as a rule: nothing else is heard before they are over."""
    if not keys:
        return
    yield from wait(exchange.timeline, sum(_PAUSES.get(key, 0) for key in keys))
    exchange.note(call, Kind.DOES, f"is sent the keys {''.join(key for key in keys if key not in _PAUSES)}")


def leg_of(
    exchange: Exchange, leg: Call, telephone: Telephone, seconds: int, whisper: Whisper, tell: Callable[[object], None]
) -> Routine:
    """The life of a leg that is rung on behalf of another call, which is told when it is ready and when it is gone."""
    try:
        if (yield from ring(exchange, leg, seconds)):
            yield from key_in(exchange, leg, telephone.keys)
            if telephone.whisper:
                yield from whisper(leg, telephone.whisper)
            tell(Ready(leg))
            while True:
                yield None
    except HungUp:
        exchange.over(leg, Status.COMPLETED if leg.answered_at else Status.NO_ANSWER)
    tell(Gone(leg))


def dial(exchange: Exchange, call: Call, verb: Dial, telephones: tuple[Telephone, ...], whisper: Whisper) -> Leading:
    """Ring everybody at once, join the first who is ready, and return where the end of it leads."""
    legs = [_rung(exchange, call, telephone, verb, whisper) for telephone in telephones]
    talk = _Talk(exchange, call, verb)
    with at_the_end(lambda: _hang_up(legs)), at_the_end(talk.end):
        try:
            joined = yield from _first_ready(legs)
            if joined:
                yield from talk.go_on(joined)
        except HungUp:
            _told_though_gone(exchange, call, verb, _result(legs, talk))
            raise
    return Step(url=verb.action, fields=_result(legs, talk)) if verb.action else None


def _hang_up(legs: list[Call]) -> None:
    for leg in legs:
        leg.hang_up()


def _told_though_gone(exchange: Exchange, call: Call, verb: Dial, fields: tuple[tuple[str, str], ...]) -> None:
    if verb.action:
        exchange.inform(call, Step(url=verb.action, fields=fields))


def _rung(exchange: Exchange, call: Call, telephone: Telephone, verb: Dial, whisper: Whisper) -> Call:
    leg = exchange.add_call(
        call.account,
        verb.caller_id or call.caller,
        telephone.line,
        Direction.BY_DIAL,
        exchange.people(telephone.line),
        told=telephone.told,
        parent=call.sid,
        at=call.at,
    )
    leg.strand = exchange.timeline.start(leg_of(exchange, leg, telephone, verb.timeout, whisper, call.tell))
    return leg


def _first_ready(legs: list[Call]) -> Generator[float | None, object, Call | None]:
    waits_for = set(map(id, legs))
    while waits_for:
        match (yield None):
            case Ready(leg) if id(leg) in waits_for:
                return leg
            case Gone(leg):
                waits_for.discard(id(leg))
            case _:
                pass
    return None


class _Talk:
    """Two calls that are joined: from the first word to the last."""

    def __init__(self, exchange: Exchange, call: Call, verb: Dial) -> None:
        self._exchange = exchange
        self._call = call
        self._verb = verb
        self.joined: Call | None = None
        self.recording: Recording | None = None
        self.seconds = 0
        self._over = False

    def go_on(self, leg: Call) -> Waiting:
        exchange, call, verb = self._exchange, self._call, self._verb
        self.joined = leg
        if verb.recorded:
            self.recording = begin_recording(exchange, call, "DialVerb", verb.told_of_recording)
        exchange.note(call, Kind.TALKS, f"is connected to {leg.dialled}")
        exchange.note(leg, Kind.TALKS, f"is connected to {call.line or 'the caller'}")
        self._began = exchange.timeline.now()
        for one in (call, leg):
            one.person.connected(one)
        end = self._began + timedelta(seconds=verb.limit)
        while exchange.timeline.now() < end:
            match (yield (end - exchange.timeline.now()).total_seconds()):
                case Gone(gone) if gone is leg:
                    return
                case Pressed("*") if verb.hangs_up_on_star:
                    return
                case _:
                    pass
        self._over = True

    def end(self) -> None:
        """Write down how long they talked, if they did."""
        if self.joined is None:
            return
        self.seconds = round((self._exchange.timeline.now() - self._began).total_seconds())
        cut = ", then the time is over" if self._over else ""
        self._exchange.note(self._call, Kind.TALKS, f"has talked for {in_words(self.seconds)}{cut}")
        if self.recording:
            end_recording(self._exchange, self.recording, self.seconds)


def _result(legs: list[Call], talk: _Talk) -> tuple[tuple[str, str], ...]:
    """Return how it ended, as the address that comes next is told."""
    leg = talk.joined or legs[-1]
    status = leg.status if leg.is_over else (Status.COMPLETED if leg.answered_at else Status.NO_ANSWER)
    fields = {"DialCallStatus": str(status), "DialCallSid": leg.sid, "DialBridged": "true" if talk.joined else "false"}
    if leg.answered_at:
        fields["DialCallDuration"] = str(leg.seconds)
    if talk.recording:
        fields["RecordingUrl"] = recording_url(talk.recording)
    return tuple(fields.items())
