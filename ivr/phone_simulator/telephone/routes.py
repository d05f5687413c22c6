"""The telephone's page: call a landlord, hear the script, press keys, be the one who answers.

It is for demonstrations on one's own machine: nobody signs in. So it answers only to this machine's own name, and takes
only JSON, which no other page can make a browser post here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from http import HTTPStatus

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, ServiceUnavailable

from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.telephone.local import only_from_here
from ivr.phone_simulator.telephone.parties import Caller, CannotBePlayed, Landlord, Place, Rehearse
from ivr.phone_simulator.telephone.watching import agents_call, shown

KEYS = "123456789*0#"
SECONDS_OF_A_MESSAGE = 10
_LONGEST_WORDS = 200
_YEARS = range(2000, 2100)

Answer = Callable[..., ResponseReturnValue]


def telephone_routes(own: Place, callers: Sequence[Caller], rehearse: Rehearse) -> Blueprint:
    """Build the page and what its script asks; `own` is where calls go by the clock, unless another time is chosen."""
    routes = Blueprint(
        "telephone", __name__, template_folder="templates", static_folder="static", static_url_path="/telephone"
    )
    page = _Page(own, callers, rehearse)
    for method, path, answer in (
        ("GET", "/", page.page),
        ("POST", "/calls", page.call),
        ("GET", "/calls/<sid>", page.watch),
        ("POST", "/calls/<sid>/caller", page.caller),
        ("POST", "/calls/<sid>/agent", page.agent),
        ("POST", "/calls/<sid>/staff", page.staff),
    ):
        routes.add_url_rule(path, answer.__name__, answer, methods=[method])
    routes.before_request(only_from_here)
    routes.register_error_handler(HTTPException, _refused)
    return routes


class _Page:
    """Each method answers one request. Calls are shared by everybody who knows their id."""

    def __init__(self, own: Place, callers: Sequence[Caller], rehearse: Rehearse) -> None:
        self._own = own
        self._rehearsed: Place | None = None
        self._callers = callers
        self._rehearse = rehearse

    def page(self) -> ResponseReturnValue:
        return render_template("telephone/page.html", landlords=self._own.landlords, callers=self._callers, keys=KEYS)

    def call(self) -> ResponseReturnValue:
        landlord = next((one for one in self._own.landlords if one.slug == _said("landlord")), None)
        caller = _said("caller")
        if landlord is None or caller not in {one.number for one in self._callers}:
            raise BadRequest("Choose a landlord and a caller of the page.")
        exchange = self._place_for(landlord, _said("at")).exchange
        with exchange.timeline.turn():
            seen = len(exchange.happened)
            placed = call_in(exchange, caller, landlord.number, ByHand())
        return jsonify(sid=placed.sid, seen=seen), HTTPStatus.CREATED

    def watch(self, sid: str) -> ResponseReturnValue:
        after = request.args.get("after", 0, type=int)
        place = self._place_of(sid)
        with place.exchange.timeline.turn():
            call = place.exchange.calls[sid]
            landlord = place.landlord_of(call)
            state = shown(place.exchange, call, landlord, max(after, 0))
        state["banner"] = list(place.staff.banner(landlord.slug, sid)) if state["agent"] else []
        return jsonify(state)

    def caller(self, sid: str) -> ResponseReturnValue:
        exchange = self._place_of(sid).exchange
        with exchange.timeline.turn():
            call = exchange.calls[sid]
            match _said("does"):
                case "press" if _said("key") in tuple(KEYS):
                    call.press(_said("key"))
                case "say" if _said("words"):
                    call.speak(_said("words"))
                case "leave-message":
                    call.leave_message(SECONDS_OF_A_MESSAGE)
                case "hang-up":
                    call.hang_up()
                case _:
                    raise BadRequest("A caller presses a key, says words, leaves a message or hangs up.")
        return "", HTTPStatus.NO_CONTENT

    def agent(self, sid: str) -> ResponseReturnValue:
        exchange = self._place_of(sid).exchange
        with exchange.timeline.turn():
            agent = agents_call(exchange, exchange.calls[sid])
            if agent is None:
                raise NotFound("Nobody is rung for this call.")
            match _said("does"):
                case "answer":
                    agent.pick_up()
                case "turn-away":
                    agent.turn_away()
                case "press" if _said("key") in tuple(KEYS):
                    agent.press(_said("key"))
                case "hang-up":
                    agent.hang_up()
                case _:
                    raise BadRequest("Whoever is rung answers, turns the call away, presses a key or hangs up.")
        return "", HTTPStatus.NO_CONTENT

    def staff(self, sid: str) -> ResponseReturnValue:
        place = self._place_of(sid)
        landlord = place.landlord_of(place.exchange.calls[sid]).slug
        match _said("does"):
            case "first-warning":
                told = place.staff.warn(landlord, sid, final=False)
            case "final-warning":
                told = place.staff.warn(landlord, sid, final=True)
            case "end":
                told = place.staff.end(landlord, sid)
            case _:
                raise BadRequest("Staff play the first or the final warning, or end the call.")
        return jsonify(told=told)

    def _place_for(self, landlord: Landlord, at: str) -> Place:
        """Return where a landlord is called: now, or at a day and a time by its own clock."""
        if not at:
            return self._own
        try:
            self._rehearsed = self._rehearse(landlord, _by_the_clock(at, landlord.zone))
        except CannotBePlayed as fault:
            raise ServiceUnavailable(str(fault)) from fault
        return self._rehearsed

    def _place_of(self, sid: str) -> Place:
        for place in (self._own, self._rehearsed):
            if place and sid in place.exchange.calls:
                return place
        raise NotFound("There is no such call.")


def _refused(fault: HTTPException) -> ResponseReturnValue:
    """Answer what is wrong as a sentence for the page to show."""
    return jsonify(told=fault.description), fault.code or HTTPStatus.BAD_REQUEST


def _by_the_clock(at: str, zone: tzinfo) -> datetime:
    """Read what a clock of the zone shows at an instant; of one that comes twice in the autumn, the first."""
    try:
        shown = datetime.fromisoformat(at)
    except ValueError as fault:
        raise BadRequest("Say a day and a time, such as 2027-03-02T10:00.") from fault
    if shown.tzinfo is not None:
        raise BadRequest("Say the day and the time by the landlord's own clock, such as 2027-03-02T10:00.")
    if shown.year not in _YEARS:
        raise BadRequest(f"Say a day from {_YEARS[0]} to {_YEARS[-1]}.")
    start = shown.replace(tzinfo=zone)
    if start.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != shown:
        raise BadRequest(f"{shown:%Y-%m-%dT%H:%M} does not exist: the clocks go forward over it. Say another time.")
    return start


def _said(name: str) -> str:
    said = request.get_json()
    value = said.get(name) if isinstance(said, dict) else None
    if isinstance(value, str) and len(value) <= _LONGEST_WORDS:
        return value.strip()
    return ""
