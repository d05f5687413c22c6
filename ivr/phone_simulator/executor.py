"""Carries out the documents of a call, one verb after the other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from urllib.parse import urljoin

from ivr.phone_simulator.calls import ENDED, Call, Direction, HungUp, SentOn, Step
from ivr.phone_simulator.dialling import dial
from ivr.phone_simulator.documents import BadDocument, read_document
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.hearing import gather, hear
from ivr.phone_simulator.network import NetworkFault
from ivr.phone_simulator.queueing import LeftQueue, enqueue
from ivr.phone_simulator.recording import record
from ivr.phone_simulator.records import Kind
from ivr.phone_simulator.seating import sit
from ivr.phone_simulator.timeline import Waiting
from ivr.phone_simulator.verbs import (
    Dial,
    Enqueue,
    Gather,
    Hangup,
    Leave,
    Pause,
    Play,
    Record,
    Redirect,
    Say,
    Seat,
    Verb,
)

MOST_DOCUMENTS = 30
BROKEN = "We are sorry, an application error has occurred. Goodbye."
"""What the network says in its own words where neither the gateway nor its fallback can be understood."""

Performing = Generator[float | None, object, Step | None]

Allowed = tuple[type, ...]

_IN_A_WHISPER: Allowed = (Say, Play, Pause, Gather, Redirect, Hangup)
_IN_A_QUEUE: Allowed = (*_IN_A_WHISPER, Leave)
_IN_A_CALL: Allowed = (*_IN_A_WHISPER, Dial, Enqueue, Record)
_UNREADABLE, _UNREACHABLE = "12100", "11200"


class Executor:
    """One call and what it is told to do. Its routines raise `HungUp` where the call ends."""

    def __init__(self, exchange: Exchange, call: Call) -> None:
        """Take the call."""
        self._exchange = exchange
        self._call = call
        self._documents = 0

    def run(self, first: Step, allowed: Allowed = _IN_A_CALL) -> Waiting:
        """Carry out a document and all that follow, until nothing follows."""
        step: Step | None = first
        while step:
            try:
                step = yield from self._perform(self._fetch(step, allowed))
            except SentOn as sent:
                step = sent.step

    def whisper(self, leg: Call, url: str) -> Waiting:
        """Play a document to a leg before it is joined to this call."""
        yield from Executor(self._exchange, leg).run(Step(url=url), _IN_A_WHISPER)

    def music_of_a_queue(self, url: str | None) -> Waiting:
        """Play what is heard in a queue, which may say that the caller leaves it."""
        yield from self.music(url, _IN_A_QUEUE)

    def music(self, url: str | None, allowed: Allowed = _IN_A_WHISPER) -> Waiting:
        """Play what is heard while somebody waits, again and again. Raises `BadDocument` and `NetworkFault`."""
        if not url:
            self._exchange.note(self._call, Kind.DOES, "waits in silence" if url == "" else "hears music")
        while not url:
            yield None
        at = urljoin(self._call.at, url)
        try:
            while True:
                yield from self._round_of_music(at, allowed)
        except (BadDocument, NetworkFault) as fault:
            self._exchange.faults.append(f"{at}: {fault}")
            raise

    def _round_of_music(self, at: str, allowed: Allowed) -> Waiting:
        began, next_at = self._exchange.timeline.now(), at
        while next_at:
            verbs = _only(allowed, read_document(self._exchange.ask(self._call, next_at, {})))
            step = yield from self._perform(verbs)
            next_at = urljoin(next_at, step.url) if step else ""
            if self._exchange.timeline.now() == began:
                raise BadDocument("The document is over at once and would be asked for again and again.")

    def _perform(self, verbs: Sequence[Verb]) -> Performing:
        for verb in verbs:
            step = yield from self._one(verb)
            if step:
                return step
        return None

    def _one(self, verb: Verb) -> Performing:
        exchange, call = self._exchange, self._call
        match verb:
            case Gather():
                return (yield from gather(exchange, call, verb))
            case Dial():
                return (yield from self._dial(verb))
            case Enqueue():
                return (yield from enqueue(exchange, call, verb, self.music_of_a_queue))
            case Record():
                return (yield from record(exchange, call, verb))
            case Redirect() | Hangup() | Leave():
                return _onward(verb)
            case _:
                yield from hear(exchange, call, verb)
                return None

    def _dial(self, verb: Dial) -> Performing:
        if not isinstance(verb.to, Seat):
            return (yield from dial(self._exchange, self._call, verb, verb.to, self.whisper))
        # The network says neither who was met in a room nor for how long.
        step = Step(url=verb.action, fields=(("DialCallStatus", "answered"),))
        try:
            yield from sit(self._exchange, self._call, verb, verb.to, self.music)
        except HungUp:
            if verb.action:
                self._exchange.inform(self._call, step)
            raise
        return step if verb.action else None

    def _fetch(self, step: Step, allowed: Allowed) -> Sequence[Verb]:
        """Return the verbs of a step, those of the fallback where they cannot be had. Raises `HungUp` without both."""
        call = self._call
        self._count()
        if step.url:
            call.at = urljoin(call.at, step.url)
        try:
            text = step.document or self._exchange.ask(call, call.at, dict(step.fields))
            verbs = _only(allowed, read_document(text))
        except (NetworkFault, BadDocument) as fault:
            return self._fall_back(step, fault, allowed)
        if call.direction is Direction.INBOUND:
            self._exchange.answered(call)
        return verbs

    def _fall_back(self, step: Step, fault: Exception, allowed: Allowed) -> Sequence[Verb]:
        call, failed = self._call, self._call.at
        self._exchange.faults.append(f"{failed}: {fault}")
        if not call.fallback or step.url == call.fallback:
            self._exchange.note(call, Kind.HEARS, BROKEN)
            raise HungUp(ENDED)
        code = _UNREADABLE if isinstance(fault, BadDocument) else _UNREACHABLE
        return self._fetch(Step(url=call.fallback, fields=(("ErrorCode", code), ("ErrorUrl", failed))), allowed)

    def _count(self) -> None:
        self._documents += 1
        if self._documents > MOST_DOCUMENTS:
            fault = f"The call goes in circles: more than {MOST_DOCUMENTS} documents."
            self._exchange.faults.append(fault)
            raise HungUp(fault)


def _onward(verb: Redirect | Hangup | Leave) -> Step:
    match verb:
        case Redirect():
            return Step(url=verb.to)
        case Hangup():
            raise HungUp(ENDED)
        case Leave():
            raise LeftQueue


def _only(allowed: Allowed, verbs: Sequence[Verb]) -> Sequence[Verb]:
    for verb in verbs:
        if not isinstance(verb, allowed):
            raise BadDocument(f"<{type(verb).__name__}> cannot stand in a document that is played here.")
    return verbs
