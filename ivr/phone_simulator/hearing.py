"""What is heard, and the keys and words that are awaited."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta

from ivr.phone_simulator.calls import Call, Pressed, Spoken, Step
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.records import Kind
from ivr.phone_simulator.timeline import Waiting, wait
from ivr.phone_simulator.verbs import Gather, Heard, Pause, Play, Say

SECONDS_A_WORD = 0.4
SECONDS_A_RECORDING = 5

Collecting = Generator[float | None, object, Step | None]
Listening = Generator[float | None, object, bool]


def seconds_of(heard: Heard) -> float:
    """Return how long it takes to hear something."""
    match heard:
        case Say():
            return SECONDS_A_WORD * len(heard.text.split()) * heard.times
        case Play():
            return float(SECONDS_A_RECORDING * heard.times)
        case Pause():
            return float(heard.seconds)


def begin(exchange: Exchange, call: Call, heard: Heard) -> None:
    """Let the person at a telephone begin to hear something."""
    match heard:
        case Say():
            exchange.note(call, Kind.HEARS, heard.text, heard.language)
        case Play():
            exchange.note(call, Kind.DOES, f"hears the recording {heard.url}")
        case Pause():
            exchange.note(call, Kind.DOES, f"silence for {in_words(heard.seconds)}")


def hear(exchange: Exchange, call: Call, heard: Heard) -> Waiting:
    """Let somebody hear something to its end; keys do nothing."""
    begin(exchange, call, heard)
    yield from wait(exchange.timeline, seconds_of(heard))


def gather(exchange: Exchange, call: Call, verb: Gather) -> Collecting:
    """Return where the keys or words lead; None where there were none, so that the next verb comes."""
    collected = _Collected(verb)
    yield from _prompt(exchange, call, verb, collected)
    if not collected.anything:
        call.person.asked(call, verb)
    while not collected.done:
        if not (yield from _listen(exchange, verb.timeout, collected)):
            break
    if collected.words:
        yield from wait(exchange.timeline, verb.speech_timeout)
    exchange.note(call, Kind.DOES, collected.told)
    if collected.anything or verb.acts_on_nothing:
        return Step(url=verb.action, fields=collected.fields)
    return None


@dataclass(slots=True)
class _Collected:
    """What has come so far."""

    verb: Gather
    keys: str = ""
    words: str = ""
    done: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.keys or self.words)

    @property
    def told(self) -> str:
        if self.words:
            return f"says: {self.words}"
        return f"presses {self.keys}" if self.keys else "presses nothing"

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        if self.words:
            return (("SpeechResult", self.words), ("Confidence", "0.9"))
        return (("Digits", self.keys),)

    def take(self, signal: object) -> bool:
        """Take what came, and say whether it was awaited."""
        match signal:
            case Pressed(key) if "dtmf" in self.verb.takes:
                self._press(key)
                return True
            case Spoken(words) if "speech" in self.verb.takes and not self.keys:
                self.words, self.done = words, True
                return True
            case _:
                return False

    def _press(self, key: str) -> None:
        if key in self.verb.finish_on:
            self.done = True
            return
        self.keys += key
        self.done = len(self.keys) == self.verb.digits


def _prompt(exchange: Exchange, call: Call, verb: Gather, collected: _Collected) -> Waiting:
    for heard in verb.prompt:
        begin(exchange, call, heard)
        if (yield from _hear_and_listen(exchange, heard, collected)) and verb.barge_in:
            return


def _hear_and_listen(exchange: Exchange, heard: Heard, collected: _Collected) -> Listening:
    timeline, before = exchange.timeline, collected.anything
    end = timeline.now() + timedelta(seconds=seconds_of(heard))
    while timeline.now() < end:
        arrived = yield from _listen(exchange, (end - timeline.now()).total_seconds(), collected)
        if arrived and collected.verb.barge_in:
            return True
    return collected.anything and not before


def _listen(exchange: Exchange, seconds: float, collected: _Collected) -> Listening:
    """Wait so long for something that is awaited, and say whether it came."""
    timeline = exchange.timeline
    end = timeline.now() + timedelta(seconds=seconds)
    while timeline.now() < end:
        if collected.take((yield (end - timeline.now()).total_seconds())):
            return True
    return False
