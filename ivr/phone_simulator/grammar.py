"""Which elements TwiML has, what each may hold, and which values its attributes take.

Only what a gateway for calls has a use for. What the network would take and what would do harm is left out: `<Reject>`,
in which nobody hears a word, GET, which loses the form, and a time limit of nought, a call of four hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LONGEST_SAY = 4096
"""Characters that one <Say> takes."""


@dataclass(frozen=True, slots=True)
class Values:
    """What an attribute or a text may be; `words` say it to whoever wrote something else."""

    words: str
    hold: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What an element may have: attributes, children, text; `needs` are attributes without which it does harm."""

    attributes: Mapping[str, Values] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    text: Values | None = None
    needs: frozenset[str] = frozenset()


def _whole(least: int, most: int) -> Values:
    def hold(value: str) -> bool:
        return value.isascii() and value.isdigit() and least <= int(value) <= most

    return Values(f"a whole number from {least} to {most}", hold)


def _one_of(*allowed: str) -> Values:
    return Values(f"one of {', '.join(allowed)}", lambda value: value in allowed)


def _words_of(*allowed: str) -> Values:
    words = f"words out of {', '.join(allowed)}, with blanks between"
    return Values(words, lambda value: bool(value.split()) and set(value.split()) <= set(allowed))


def _shaped(words: str, pattern: str) -> Values:
    shape = re.compile(pattern)
    return Values(words, lambda value: bool(shape.fullmatch(value)))


SENT_KEYS = _shaped("1 to 32 keys of a telephone, A to D, w and W among them", r"[0-9A-D*#wW]{1,32}")
"""What may be keyed once somebody has answered: `w` waits for half a second, `W` for one."""

_ANY = Values("a text", lambda _value: True)
_SOME = Values("a text that is not empty", lambda value: bool(value.strip()))
_TRUTH = _one_of("true", "false")
_POST = _one_of("POST")
_SPOKEN = Values(f"1 to {LONGEST_SAY} characters", lambda value: bool(value.strip()) and len(value) <= LONGEST_SAY)
_ADDRESS = _shaped("an address without blanks", r"[^\s]+")
_ADDRESS_OR_NONE = _shaped("an address without blanks, or nothing", r"[^\s]*")
_LANGUAGE = _shaped("a language such as en-GB", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AUTO = Values("auto or a whole number from 1 to 600", lambda v: v == "auto" or _whole(1, 600).hold(v))
_SECONDS = _whole(1, 600)
_KEYS = _shaped("keys of a telephone, or nothing", r"[0-9*#]*")
_NUMBER = _shaped("a number such as +441632960100", r"\+[1-9][0-9]{6,14}")
_SIP = _shaped("an address such as sip:desk@example.org", r"sips?:[^\s<>]+")
_IDENTITY = _shaped("an identity of letters, digits and signs", r"[A-Za-z0-9_.@+=-]{1,121}")
_CALL_EVENTS = _words_of("initiated", "ringing", "answered", "completed")
_ROOM_EVENTS = _words_of("start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement")
_RECORDING_EVENTS = _words_of("in-progress", "completed", "absent")

_HEARD = frozenset({"Say", "Play", "Pause"})
_RECORDING = {
    "recordingStatusCallback": _ADDRESS,
    "recordingStatusCallbackMethod": _POST,
    "recordingStatusCallbackEvent": _RECORDING_EVENTS,
    "trim": _one_of("trim-silence", "do-not-trim"),
}
_RUNG = {
    "url": _ADDRESS,
    "method": _POST,
    "statusCallback": _ADDRESS,
    "statusCallbackMethod": _POST,
    "statusCallbackEvent": _CALL_EVENTS,
}
_ACTION = {"action": _ADDRESS, "method": _POST}

ELEMENTS: Mapping[str, Element] = {
    "Response": Element(
        children=_HEARD | {"Gather", "Dial", "Enqueue", "Record", "Redirect", "Hangup", "Leave"},
    ),
    "Say": Element(attributes={"voice": _SOME, "language": _LANGUAGE, "loop": _whole(1, 1000)}, text=_SPOKEN),
    "Play": Element(attributes={"loop": _whole(1, 1000)}, text=_ADDRESS),
    "Pause": Element(attributes={"length": _whole(1, 3600)}),
    "Gather": Element(
        attributes={
            **_ACTION,
            "input": _words_of("dtmf", "speech"),
            "timeout": _SECONDS,
            "speechTimeout": _AUTO,
            "maxSpeechTime": _whole(1, 60),
            "profanityFilter": _TRUTH,
            "finishOnKey": _KEYS,
            "numDigits": _whole(1, 32),
            "language": _LANGUAGE,
            "hints": _ANY,
            "bargeIn": _TRUTH,
            "actionOnEmptyResult": _TRUTH,
            "speechModel": _SOME,
            "enhanced": _TRUTH,
        },
        children=_HEARD,
        needs=frozenset({"action"}),
    ),
    "Dial": Element(
        attributes={
            **_ACTION,
            **_RECORDING,
            "timeout": _whole(5, 600),
            "timeLimit": _whole(1, 14_400),
            "hangupOnStar": _TRUTH,
            "callerId": _SOME,
            "answerOnBridge": _TRUTH,
            "ringTone": _SOME,
            "sequential": _TRUTH,
            "record": _one_of(
                "do-not-record",
                "record-from-answer",
                "record-from-ringing",
                "record-from-answer-dual",
                "record-from-ringing-dual",
            ),
        },
        children=frozenset({"Number", "Sip", "Client", "Conference"}),
        text=_NUMBER,
    ),
    "Number": Element(attributes={**_RUNG, "sendDigits": SENT_KEYS}, text=_NUMBER),
    "Sip": Element(attributes={**_RUNG, "username": _SOME, "password": _SOME}, text=_SIP),
    "Client": Element(attributes=_RUNG, text=_IDENTITY),
    "Conference": Element(
        attributes={
            **_RECORDING,
            "muted": _TRUTH,
            "beep": _one_of("true", "false", "onEnter", "onExit"),
            "startConferenceOnEnter": _TRUTH,
            "endConferenceOnExit": _TRUTH,
            "participantLabel": Values("1 to 128 characters", lambda value: 1 <= len(value) <= 128),
            "maxParticipants": _whole(2, 250),
            "waitUrl": _ADDRESS_OR_NONE,
            "waitMethod": _POST,
            "record": _one_of("do-not-record", "record-from-start"),
            "statusCallback": _ADDRESS,
            "statusCallbackMethod": _POST,
            "statusCallbackEvent": _ROOM_EVENTS,
        },
        text=_SOME,
    ),
    "Enqueue": Element(
        attributes={
            **_ACTION,
            "workflowSid": _shaped("WW and 32 digits or letters a to f", r"WW[0-9a-f]{32}"),
            "waitUrl": _ADDRESS_OR_NONE,
            "waitUrlMethod": _POST,
        },
        children=frozenset({"Task"}),
        text=_SOME,
        needs=frozenset({"action"}),
    ),
    "Task": Element(attributes={"priority": _whole(0, 2_147_483_647), "timeout": _whole(1, 2_147_483_647)}, text=_SOME),
    "Record": Element(
        attributes={
            **_ACTION,
            **_RECORDING,
            "timeout": _SECONDS,
            "maxLength": _whole(1, 14_400),
            "finishOnKey": _KEYS,
            "playBeep": _TRUTH,
            "transcribe": _TRUTH,
        },
        needs=frozenset({"action"}),
    ),
    "Redirect": Element(attributes={"method": _POST}, text=_ADDRESS),
    "Hangup": Element(),
    "Leave": Element(),
}
