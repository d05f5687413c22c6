"""TwiML's verbs as values: what a call is told to do next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """An address that is told of events; empty where nobody wants to know."""

    url: str = ""
    events: frozenset[str] = frozenset()


NOBODY = Callback()
"""Nobody wants to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Words to be heard, in a language."""

    text: str
    language: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A recording to be heard."""

    url: str
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Silence, in seconds."""

    seconds: int


Heard = Say | Play | Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Keys and words are awaited while the prompt is heard, and for `timeout` seconds after it and after each key.

    `digits` is how many keys, None where the key `finish_on` or time ends them. `speech_timeout` is how many seconds of
    silence end what is spoken.
    """

    action: str
    prompt: tuple[Heard, ...]
    takes: frozenset[str]
    digits: int | None
    finish_on: str
    timeout: int
    speech_timeout: int
    barge_in: bool
    acts_on_nothing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """A line that is rung: `+44…`, `sip:…` or `client:…`; `whisper` is what its owner hears before the bridge.

    `keys` are played to whatever answers, `w` for half a second and `W` for one: an extension behind a switchboard.
    """

    line: str
    keys: str = ""
    whisper: str = ""
    told: Callback = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place in a room. `music` is what is heard until the room starts, None for the network's own."""

    room: str
    label: str = ""
    starts: bool = True
    ends: bool = False
    muted: bool = False
    music: str | None = None
    recorded: bool = False
    told: Callback = NOBODY
    told_of_recording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Somebody is rung for `timeout` seconds; the connection ends after `limit` seconds."""

    to: tuple[Telephone, ...] | Seat
    action: str
    timeout: int
    limit: int
    hangs_up_on_star: bool
    caller_id: str
    recorded: bool
    told_of_recording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enqueue:
    """The call waits in a queue, or for whoever a workflow finds; `task` is what they are told, as JSON."""

    queue: str
    task: str
    action: str
    music: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A message is taken, `longest` seconds at most, ended by a key or by `silence` seconds."""

    action: str
    longest: int
    silence: int
    finish_on: str
    told_of_recording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The call goes on with another document."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangup:
    """The call ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """The call leaves the queue in which it waits."""


Verb = Say | Play | Pause | Gather | Dial | Enqueue | Record | Redirect | Hangup | Leave
