"""What the REST API may ask of an exchange: each order checked, then carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from http import HTTPStatus

from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from ivr.phone_simulator.announcing import announcement
from ivr.phone_simulator.calls import ENDED, Call, Direction, Status, Step
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.grammar import SENT_KEYS
from ivr.phone_simulator.lives import Order, call_out
from ivr.phone_simulator.records import Number, Recording, Room, Seated
from ivr.phone_simulator.rest_shapes import NUMBER_SETTINGS
from ivr.phone_simulator.seating import end_room, raise_from
from ivr.phone_simulator.verbs import Callback

Form = MultiDict[str, str]

_NEW_CALL = frozenset(
    {
        *("To", "From", "Url", "Method", "Twiml", "FallbackUrl", "FallbackMethod", "Timeout", "TimeLimit"),
        "SendDigits",
        *("StatusCallback", "StatusCallbackMethod", "StatusCallbackEvent"),
    }
)
_CHANGED_CALL = frozenset({"Status", "Url", "Method", "Twiml", "TimeLimit"})
_CHANGED_ROOM = frozenset({"Status", "AnnounceUrl", "AnnounceMethod"})
_CHANGED_SEAT = frozenset({"Muted", "AnnounceUrl", "AnnounceMethod"})
_CHANGED_RECORDING = frozenset({"Status", "PauseBehavior"})
_LONGEST = 14_400
_LONGEST_RING = 600


Answer = Callable[..., ResponseReturnValue]
Route = tuple[str, str, Answer]
"""A method, a path below the account, and what answers there."""


class RestFault(Exception):
    """A refusal, with Twilio's own code where it has one."""

    def __init__(self, status: HTTPStatus, code: int, message: str) -> None:
        """Take what is answered."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def not_found() -> RestFault:
    """Return what is said of something that is not there."""
    return RestFault(HTTPStatus.NOT_FOUND, 20404, "The requested resource was not found")


def new_call(exchange: Exchange, account: str, form: Form) -> Call:
    """Place a call. Raises `RestFault`."""
    _known(form, _NEW_CALL)
    for name, code in (("To", 21201), ("From", 21213)):
        if not form.get(name):
            raise _wrong(f"{name} is required.", code)
    if not form.get("Url") and not form.get("Twiml"):
        raise _wrong("Url or Twiml is required.", 21205)
    told = Callback(
        url=form.get("StatusCallback", ""),
        events=frozenset(form.getlist("StatusCallbackEvent") or ["completed"]),
    )
    order = Order(
        caller=form["From"],
        to=form["To"],
        step=Step(url=form.get("Url", ""), document=form.get("Twiml", "")),
        keys=_keys(form),
        fallback=form.get("FallbackUrl", ""),
        told=told,
        limit=_number(form, "TimeLimit", _LONGEST) if "TimeLimit" in form else None,
        ring=_number(form, "Timeout", _LONGEST_RING) if "Timeout" in form else 60,
    )
    return call_out(exchange, account, order)


def change_call(call: Call, form: Form) -> None:
    """End a call, send it on, or change its time limit. Raises `RestFault`."""
    _known(form, _CHANGED_CALL)
    if call.is_over:
        raise _wrong("Call is not in-progress. Cannot redirect.", 21220)
    match form.get("Status"):
        case None:
            pass
        case Status.COMPLETED | Status.CANCELED:
            call.hang_up(ENDED)
        case other:
            raise _wrong(f"Status is {other!r}; allowed are completed and canceled.", 21218)
    if "TimeLimit" in form:
        call.limit(_number(form, "TimeLimit", _LONGEST))
    if form.get("Url") or form.get("Twiml"):
        _send_on(call, Step(url=form.get("Url", ""), document=form.get("Twiml", "")))


def change_room(exchange: Exchange, room: Room, form: Form) -> None:
    """End a room, or play an announcement into it. Raises `RestFault`."""
    _known(form, _CHANGED_ROOM)
    if room.is_over:
        raise not_found()
    if form.get("AnnounceUrl"):
        exchange.timeline.start(announcement(exchange, room, form["AnnounceUrl"]))
    match form.get("Status"):
        case None:
            pass
        case "completed":
            end_room(exchange, room)
        case other:
            raise _wrong(f"Status is {other!r}; allowed is completed.", 20001)


def change_seat(exchange: Exchange, room: Room, seated: Seated, form: Form) -> Seated:
    """Mute somebody in a room, or play them an announcement that the others do not hear. Raises `RestFault`."""
    _known(form, _CHANGED_SEAT)
    if "Muted" in form:
        seated = Seated(seated.call, replace(seated.seat, muted=form["Muted"] == "true"))
        room.seats[seated.call.sid] = seated
    if form.get("AnnounceUrl"):
        exchange.timeline.start(announcement(exchange, room, form["AnnounceUrl"], only=seated.call.sid))
    return seated


def kick(room: Room, seated: Seated) -> None:
    """Take somebody out of a room."""
    raise_from(room, seated.call)


def change_recording(recording: Recording, form: Form) -> None:
    """Pause a recording, or take it up again. Raises `RestFault`."""
    _known(form, _CHANGED_RECORDING)
    if form.get("Status") not in {"paused", "in-progress", "stopped"}:
        raise _wrong("Status is paused, in-progress or stopped.", 20001)
    recording.status = form["Status"]


def change_number(number: Number, form: Form) -> None:
    """Set where the network turns with a number's calls and texts. Raises `RestFault`."""
    settings = {_snake(name): value for name, value in form.items()}
    unknown = settings.keys() - NUMBER_SETTINGS.keys()
    if unknown:
        raise _wrong(f"{', '.join(sorted(unknown))} cannot be set on this exchange.", 20001)
    number.settings.update(settings)


def _send_on(call: Call, step: Step) -> None:
    if call.direction is Direction.BY_DIAL:
        raise _wrong("A leg that <Dial> placed cannot be sent on here.", 21220)
    call.send_on(step)


def _known(form: Form, names: Iterable[str]) -> None:
    unknown = form.keys() - set(names)
    if unknown:
        raise _wrong(f"{', '.join(sorted(unknown))}: this exchange does not carry that out.", 20001)


def _keys(form: Form) -> str:
    keys = form.get("SendDigits", "")
    if keys and not SENT_KEYS.hold(keys):
        raise _wrong(f"SendDigits is {keys!r}; allowed are {SENT_KEYS.words}.", 20001)
    return keys


def _number(form: Form, name: str, most: int) -> int:
    value = form[name]
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        raise _wrong(f"{name} is {value!r}; allowed is a whole number from 1 to {most}.", 21218)
    return int(value)


def _wrong(message: str, code: int) -> RestFault:
    return RestFault(HTTPStatus.BAD_REQUEST, code, message)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
