"""Reads TwiML as a telephone network does, and names the place of everything that it does not know."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from ivr.phone_simulator.grammar import ELEMENTS, Values
from ivr.phone_simulator.verbs import (
    Callback,
    Dial,
    Enqueue,
    Gather,
    Hangup,
    Heard,
    Leave,
    Pause,
    Play,
    Record,
    Redirect,
    Say,
    Seat,
    Telephone,
    Verb,
)

_LONGEST_CALL = 14_400


class BadDocument(Exception):
    """A document that would make the network fall back; the message says what is wrong, and where."""


def read_document(text: str) -> tuple[Verb, ...]:
    """Return the verbs of a document. Raises `BadDocument`."""
    try:
        root = ET.fromstring(text)  # noqa: S314 the answer of the gateway that we were told to try
    except ET.ParseError as fault:
        raise BadDocument(f"The answer is not XML: {fault}.") from fault
    if root.tag != "Response":
        raise BadDocument(f"The answer begins with <{root.tag}>, not with <Response>.")
    _check(root, "Response")
    return tuple(_verb(element) for element in root)


def _check(element: ET.Element, place: str) -> None:
    """Compare an element, and all below it, with the grammar. Raises `BadDocument`."""
    known = ELEMENTS[element.tag]
    for name, value in element.attrib.items():
        if name not in known.attributes:
            raise BadDocument(f"{place} has the attribute {name!r}, which the network does not know.")
        _check_value(value, known.attributes[name], f"{place}, attribute {name!r},")
    for name in sorted(known.needs - element.attrib.keys()):
        raise BadDocument(f"{place} has no {name} and would ask the same again, for ever.")
    for position, child in enumerate(element, 1):
        if child.tag not in known.children:
            raise BadDocument(f"{place} has <{child.tag}> inside, which the network does not know there.")
        _check(child, f"{place}/{child.tag}[{position}]")
    _check_text(element, place)


def _check_text(element: ET.Element, place: str) -> None:
    known = ELEMENTS[element.tag]
    text = _text(element)
    if known.text is None or len(element):
        if text or any((child.tail or "").strip() for child in element):
            raise BadDocument(f"{place} has text beside its elements, which nobody would hear.")
    elif text or "workflowSid" not in element.attrib:
        _check_value(text, known.text, f"{place}")


def _check_value(value: str, values: Values, place: str) -> None:
    if not values.hold(value):
        raise BadDocument(f"{place} is {value[:60]!r}; allowed is {values.words}.")


def _verb(element: ET.Element) -> Verb:
    match element.tag:
        case "Gather":
            return _gather(element)
        case "Dial":
            return _dial(element)
        case "Enqueue":
            return _enqueue(element)
        case "Record":
            return _record(element)
        case "Redirect":
            return Redirect(to=_text(element))
        case "Hangup":
            return Hangup()
        case "Leave":
            return Leave()
        case _:
            return _heard(element)


def _heard(element: ET.Element) -> Heard:
    times = _number(element, "loop", 1)
    match element.tag:
        case "Say":
            return Say(text=_text(element), language=element.get("language", ""), times=times)
        case "Play":
            return Play(url=_text(element), times=times)
        case _:
            return Pause(seconds=_number(element, "length", 1))


def _gather(element: ET.Element) -> Gather:
    timeout = _number(element, "timeout", 5)
    digits = element.get("numDigits")
    speech_timeout = element.get("speechTimeout", str(timeout))
    return Gather(
        action=element.get("action", ""),
        prompt=tuple(_heard(child) for child in element),
        takes=frozenset(element.get("input", "dtmf").split()),
        digits=int(digits) if digits else None,
        finish_on=element.get("finishOnKey", "#"),
        timeout=timeout,
        speech_timeout=1 if speech_timeout == "auto" else int(speech_timeout),
        barge_in=_is(element, "bargeIn", usual=True),
        acts_on_nothing=_is(element, "actionOnEmptyResult", usual=False),
    )


def _dial(element: ET.Element) -> Dial:
    return Dial(
        to=_dialled(element),
        action=element.get("action", ""),
        timeout=_number(element, "timeout", 30),
        limit=_number(element, "timeLimit", _LONGEST_CALL),
        hangs_up_on_star=_is(element, "hangupOnStar", usual=False),
        caller_id=element.get("callerId", ""),
        recorded=element.get("record", "do-not-record") != "do-not-record",
        told_of_recording=element.get("recordingStatusCallback", ""),
    )


def _dialled(element: ET.Element) -> tuple[Telephone, ...] | Seat:
    rooms = [child for child in element if child.tag == "Conference"]
    if rooms and len(element) > 1:
        raise BadDocument("Response/Dial has <Conference> beside something else; a room is dialled alone.")
    if rooms:
        return _seat(rooms[0])
    if not len(element):
        return (Telephone(line=_text(element)),)
    return tuple(_telephone(child) for child in element)


def _telephone(element: ET.Element) -> Telephone:
    line = f"client:{_text(element)}" if element.tag == "Client" else _text(element)
    return Telephone(
        line=line,
        keys=element.get("sendDigits", ""),
        whisper=element.get("url", ""),
        told=_callback(element, "completed"),
    )


def _seat(element: ET.Element) -> Seat:
    return Seat(
        room=_text(element),
        label=element.get("participantLabel", ""),
        starts=_is(element, "startConferenceOnEnter", usual=True),
        ends=_is(element, "endConferenceOnExit", usual=False),
        muted=_is(element, "muted", usual=False),
        music=element.get("waitUrl"),
        recorded=element.get("record", "do-not-record") != "do-not-record",
        told=_callback(element, ""),
        told_of_recording=element.get("recordingStatusCallback", ""),
    )


def _enqueue(element: ET.Element) -> Enqueue:
    workflow = element.get("workflowSid", "")
    tasks = [_text(child) for child in element]
    for task in tasks:
        _check_task(task)
    if len(tasks) > 1 or (tasks and not workflow):
        raise BadDocument("Response/Enqueue takes one <Task>, and only beside a workflowSid.")
    return Enqueue(
        queue=f"workflow:{workflow}" if workflow else f"queue:{_text(element)}",
        task="".join(tasks),
        action=element.get("action", ""),
        music=element.get("waitUrl"),
    )


def _check_task(task: str) -> None:
    try:
        attributes = json.loads(task)
    except json.JSONDecodeError as fault:
        raise BadDocument(f"Response/Enqueue/Task is not JSON: {fault}.") from fault
    if not isinstance(attributes, dict):
        raise BadDocument("Response/Enqueue/Task is not a JSON object.")
    for name in attributes:
        if "-" in name:
            raise BadDocument(f"Response/Enqueue/Task has {name!r}; a hyphen breaks the expressions of a workflow.")


def _record(element: ET.Element) -> Record:
    return Record(
        action=element.get("action", ""),
        longest=_number(element, "maxLength", 3600),
        silence=_number(element, "timeout", 5),
        finish_on=element.get("finishOnKey", "1234567890*#"),
        told_of_recording=element.get("recordingStatusCallback", ""),
    )


def _callback(element: ET.Element, usual: str) -> Callback:
    events = element.get("statusCallbackEvent", usual).split()
    return Callback(url=element.get("statusCallback", ""), events=frozenset(events))


def _text(element: ET.Element) -> str:
    return (element.text or "").strip()


def _number(element: ET.Element, name: str, usual: int) -> int:
    return int(element.get(name, usual))


def _is(element: ET.Element, name: str, *, usual: bool) -> bool:
    return element.get(name, "true" if usual else "false") == "true"
