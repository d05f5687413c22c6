"""A telephone that plays a call against a gateway: it hears, presses keys, is connected, and hangs up."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

from ivr.phone_simulator.documents import (
    BadDocument,
    Dial,
    Gather,
    Hangup,
    Pause,
    Record,
    Redirect,
    Say,
    Verb,
    read_document,
)

MOST_DOCUMENTS = 30
_MESSAGE_SECONDS = 20
_SECONDS_A_WORD = 0.4


class Network(Protocol):
    """Posts the form of this call, signed, to a path of the gateway, and returns the answer."""

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        """Return the body of the answer; raises where the gateway answers with an error."""


@dataclass(slots=True, kw_only=True)
class Caller:
    """What a caller does: keys to press in turn, a reference to key in, seconds to talk; none where nobody answers."""

    presses: list[str] = field(default_factory=list)
    reference: str = ""
    talk_seconds: int | None = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Next:
    """The document that is asked for next, and what is told with it."""

    path: str
    fields: Mapping[str, str] = field(default_factory=dict)


class Phone:
    """One call. It can be played once."""

    def __init__(self, network: Network, caller: Caller, base: str) -> None:
        """Take the network, the caller and the path below which the voice routes stand, with a slash at its end."""
        self._network = network
        self._caller = caller
        self._base = base
        self._seconds = 0.0

    def play(self) -> Iterator[str]:
        """Yield a line for everything that is heard or happens. Raises `BadDocument`, and what the network raises."""
        step: _Next | None = _Next(path=urljoin(self._base, "incoming"), fields={"CallStatus": "ringing"})
        documents = 0
        while step:
            documents += 1
            if documents > MOST_DOCUMENTS:
                raise BadDocument(f"The call goes in circles: more than {MOST_DOCUMENTS} documents.")
            answer = self._network.post(step.path, {"CallStatus": "in-progress", **step.fields})
            step = yield from self._perform(read_document(answer), step.path)
        seconds = max(round(self._seconds), 1)
        yield f"The call has ended after {in_words(seconds)}."
        over = {"CallStatus": "completed", "CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
        self._network.post(urljoin(self._base, "status"), over)

    def _perform(self, verbs: tuple[Verb, ...], path: str) -> Generator[str, None, _Next | None]:
        for verb in verbs:
            step = yield from self._one(verb, path)
            if step or isinstance(verb, Hangup):
                return step
        return None

    def _one(self, verb: Verb, path: str) -> Generator[str, None, _Next | None]:
        match verb:
            case Say() | Pause():
                yield self._hear(verb)
            case Gather():
                for heard in verb.prompt:
                    yield self._hear(heard)
                return (yield from self._gather(verb, path))
            case Dial():
                return (yield from self._dial(verb, path))
            case Record():
                self._seconds += _MESSAGE_SECONDS
                yield f"  leaves a message of {in_words(_MESSAGE_SECONDS)}"
                return _Next(path=urljoin(path, verb.action), fields={"RecordingDuration": str(_MESSAGE_SECONDS)})
            case Redirect():
                return _Next(path=urljoin(path, verb.to))
            case Hangup():
                yield "  the gateway hangs up"
        return None

    def _hear(self, verb: Say | Pause) -> str:
        if isinstance(verb, Pause):
            self._seconds += verb.seconds
            return f"  silence for {in_words(verb.seconds)}"
        self._seconds += _SECONDS_A_WORD * len(verb.text.split())
        return f"  hears: {verb.text}"

    def _gather(self, verb: Gather, path: str) -> Generator[str, None, _Next | None]:
        keys = self._caller
        if verb.digits is None:
            digits, keys.reference = keys.reference, ""
        else:
            digits = keys.presses.pop(0) if keys.presses else ""
        if not digits:
            yield "  presses nothing"
            return None
        yield f"  presses {digits}"
        return _Next(path=urljoin(path, verb.action), fields={"Digits": digits})

    def _dial(self, verb: Dial, path: str) -> Generator[str, None, _Next | None]:
        if self._caller.talk_seconds is None:
            yield f"  {verb.number} rings, and nobody answers"
            told = {"DialCallStatus": "no-answer"}
        else:
            talked = min(self._caller.talk_seconds, verb.time_limit)
            self._seconds += talked
            cut = ", then the time is over" if talked < self._caller.talk_seconds else ""
            yield f"  is connected to {verb.number}, talks for {in_words(talked)}{cut}"
            told = {"DialCallStatus": "completed", "DialCallDuration": str(talked)}
        return _Next(path=urljoin(path, verb.action), fields=told) if verb.action else None


def in_words(seconds: int) -> str:
    """Return seconds as `6 min 10 s`."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(
        part for part in (f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else "") if part
    )
