"""Twilio's voice forms as values. Only here do its field names exist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.records_of_calls import RecordingKind
from contact_gateway.domain.calls import LONGEST_CALL
from contact_gateway.domain.languages import ENGLISH

PROVIDER = "twilio"
MOST_SAID = 5_000
"""Characters of what somebody said that are looked at."""

_CALL_SID = re.compile(r"CA[0-9a-f]{32}")
_RECORDING_SID = re.compile(r"RE[0-9a-f]{32}")
_KIND = re.compile("|".join(RecordingKind))
_TURN = re.compile(r"[1-9]")
_YES = re.compile("1")
_LANGUAGE = re.compile(r"[a-z]{2}")
ID = re.compile(r"[0-9a-f-]{1,64}")
_DIGITS = re.compile(r"[0-9*#A-D]{1,32}")
_STATUS = re.compile(r"queued|initiated|ringing|in-progress|answered|completed|busy|failed|no-answer|canceled")
_QUEUED = re.compile(r"[a-z-]{1,32}")
_BRIDGED = frozenset({"bridged", "bridging-in-process", "redirected-from-bridged"})
_TALKED = _BRIDGED - {"bridging-in-process"}
_SINCE = re.compile(r"[0-9]{1,11}")
_STATUS_WORDS = "a status that Twilio gives a call"
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
_TAKEN = frozenset({"completed", "answered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call, as every request about it names it. `caller` is spelt as the network spelt it."""

    sid: str
    caller: str
    dialled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a caller chose: a key, or words."""

    pressed: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialResult:
    """How a connection to somebody ended. `seconds` run from the answer."""

    answered: bool
    seconds: int


def read_call(form: PostedForm) -> Call:
    """Read which call it is. Raises `Refused`."""
    return Call(sid=read_sid(form), caller=form.present("From"), dialled=form.present("To"))


def read_late_call(form: PostedForm) -> Call:
    """Read which call something is about that is told after it, by a form that may leave the numbers out.

    Raises `Refused`.
    """
    return Call(sid=read_sid(form), caller=form.text("From"), dialled=form.text("To"))


def read_numbers(form: PostedForm) -> tuple[str, str]:
    """Read who calls whom, as the network spelt it; empty where it is not said."""
    return form.text("From"), form.text("To")


def read_sid(form: PostedForm) -> str:
    """Read the call's own id. Raises `Refused`."""
    return form.shaped("CallSid", _CALL_SID, "CA and 32 digits or letters a to f")


def read_choice(form: PostedForm) -> Choice:
    """Read a key, or the words that were said instead. Raises `Refused`."""
    said = form.text("SpeechResult")
    if said and not form.text("Digits"):
        return Choice(said=said[:MOST_SAID])
    return Choice(pressed=read_digits(form))


def read_digits(form: PostedForm) -> str:
    """Read the keys that were pressed. Raises `Refused`."""
    return form.shaped("Digits", _DIGITS, "1 to 32 keys of a telephone")


def read_turn(form: PostedForm, name: str = "turn") -> int:
    """Read which go it is at what a document asked, 1 unless its address says another. Raises `Refused`."""
    return int(form.asked(name, _TURN) or 1)


def read_language(form: PostedForm) -> str:
    """Read in which language a call goes on; English unless the address says another. Raises `Refused`."""
    return form.asked("language", _LANGUAGE) or ENGLISH


def read_is_emergency(form: PostedForm) -> bool:
    """Read whether it was an emergency that was rung for, which the address says. Raises `Refused`."""
    return bool(form.asked("emergency", _YES))


def read_dial_result(form: PostedForm, now: datetime) -> DialResult:
    """Read how a connection ended, or a stay in a queue that ended now. Raises `Refused`."""
    if form.text("QueueResult"):
        result = form.shaped("QueueResult", _QUEUED, "a result of a queue")
        return DialResult(answered=result in _BRIDGED, seconds=_talked(form, now) if result in _TALKED else 0)
    status = form.shaped("DialCallStatus", _STATUS, _STATUS_WORDS)
    return DialResult(answered=status in _TAKEN, seconds=form.whole_number("DialCallDuration"))


def _talked(form: PostedForm, now: datetime) -> int:
    """Return how many seconds of a stay in a queue were no waiting; nought where either time is not told.

    Nothing says how long both talked. The queue is left for good when they part.
    """
    since = form.asked("since", _SINCE)
    if not since or not form.text("QueueTime"):
        return 0
    talked = int(now.timestamp()) - int(since) - form.whole_number("QueueTime")
    return min(max(talked, 0), LONGEST_CALL)


def read_id(form: PostedForm) -> str:
    """Read which of our own things the address is about, empty where it names none. Raises `Refused`."""
    return form.asked("id", ID)


def read_parent(form: PostedForm) -> str:
    """Read the id of the caller's own call, of which this one is a part. Raises `Refused`."""
    return form.shaped("ParentCallSid", _CALL_SID, "CA and 32 digits or letters a to f")


def read_recording(form: PostedForm) -> str:
    """Read the id of a recording, which also ends its address; empty where neither is there. Raises `Refused`."""
    if form.text("RecordingSid"):
        return form.shaped("RecordingSid", _RECORDING_SID, "RE and 32 digits or letters a to f")
    last = form.text("RecordingUrl").rpartition("/")[2]
    return last if _RECORDING_SID.fullmatch(last) else ""


def read_recording_kind(form: PostedForm) -> RecordingKind:
    """Read what was recorded, which the address says. Raises `Refused`."""
    return RecordingKind(form.asked("kind", _KIND) or RecordingKind.CALL)


def read_recorded_seconds(form: PostedForm) -> int:
    """Read how long a message is that somebody left. Raises `Refused`."""
    return form.whole_number("RecordingDuration")


def read_status(form: PostedForm) -> str:
    """Read how a call stands, in Twilio's word. Raises `Refused`."""
    return form.shaped("CallStatus", _STATUS, _STATUS_WORDS)


def read_is_over(form: PostedForm) -> bool:
    """Read whether the call has ended. Raises `Refused`."""
    return read_status(form) in _OVER


def read_has_gone(form: PostedForm) -> bool:
    """Read whether the caller has hung up before this document was asked for. Raises `Refused`."""
    return bool(form.text("CallStatus")) and read_is_over(form)
