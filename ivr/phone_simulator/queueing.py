"""Waiting in a queue, until somebody there takes the call."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime

from ivr.phone_simulator.calls import Call, Direction, HungUp, Step
from ivr.phone_simulator.dialling import Gone, Ready, leg_of
from ivr.phone_simulator.documents import BadDocument
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.network import NetworkFault
from ivr.phone_simulator.records import Kind
from ivr.phone_simulator.timeline import Waiting, at_the_end
from ivr.phone_simulator.verbs import Enqueue, Telephone

LONGEST_WAIT = 14_400

Music = Callable[[str | None], Waiting]
Leading = Generator[float | None, object, Step]


class LeftQueue(Exception):
    """What is heard in a queue says that the caller leaves it."""


class _Found(Exception):
    """Somebody has taken the call."""


def enqueue(exchange: Exchange, call: Call, verb: Enqueue, music: Music) -> Leading:
    """Wait with music until somebody at the queue's line takes the call, talk, and return where that leads."""
    exchange.note(call, Kind.DOES, f"waits in {verb.queue}" + (f" with the task {verb.task}" if verb.task else ""))
    place = _Place(exchange, call, verb)
    with at_the_end(place.leave):
        try:
            yield from place.wait(music)
            if place.result == "bridged":
                yield from place.talk()
        except HungUp:
            exchange.inform(call, place.step("hangup"))
            raise
    return place.step(place.result)


class _Place:
    """A caller's place in a queue, and the leg of whoever is to take the call."""

    def __init__(self, exchange: Exchange, call: Call, verb: Enqueue) -> None:
        self._exchange = exchange
        self._call = call
        self._verb = verb
        self._sid = exchange.new_sid("QU")
        self._entered: datetime = exchange.timeline.now()
        self._left: datetime | None = None
        self._waits = True
        self.result = "leave"
        self._leg = exchange.add_call(
            call.account, call.caller, verb.queue, Direction.BY_DIAL, exchange.people(verb.queue), parent=call.sid
        )
        routine = leg_of(exchange, self._leg, Telephone(line=verb.queue), LONGEST_WAIT, _no_whisper, self._tell)
        self._leg.strand = exchange.timeline.start(routine)

    def wait(self, music: Music) -> Waiting:
        try:
            yield from music(self._verb.music)
        except _Found:
            self.result = "bridged"
        except LeftQueue:
            pass
        except (BadDocument, NetworkFault):
            self.result = "error"
        finally:
            self._waits, self._left = False, self._exchange.timeline.now()

    def talk(self) -> Waiting:
        for one, other in ((self._call, self._leg), (self._leg, self._call)):
            self._exchange.note(one, Kind.TALKS, f"is connected to {other.line}")
            one.person.connected(one)
        while (yield None) != Gone(self._leg):
            pass

    def leave(self) -> None:
        self._leg.hang_up()

    def step(self, result: str) -> Step:
        waited = round(((self._left or self._exchange.timeline.now()) - self._entered).total_seconds())
        fields = (("QueueResult", result), ("QueueSid", self._sid), ("QueueTime", str(waited)))
        return Step(url=self._verb.action, fields=fields)

    def _tell(self, signal: object) -> None:
        if isinstance(signal, Ready) and self._call.strand:
            self._call.strand.interrupt(_Found(), still=lambda: self._waits)
        else:
            self._call.tell(signal)


def _no_whisper(_leg: Call, _url: str) -> Waiting:
    yield from ()
