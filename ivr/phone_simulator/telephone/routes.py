"""The telephone's page: call a landlord, hear the script, press keys, be the one who answers.

It is for demonstrations on one's own machine: nobody signs in. So it answers only to this machine's own name, and takes
only JSON, which no other page can make a browser post here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.telephone.local import only_from_here
from ivr.phone_simulator.telephone.parties import Caller, Landlord, Staff
from ivr.phone_simulator.telephone.watching import agents_call, shown

KEYS = "123456789*0#"
SECONDS_OF_A_MESSAGE = 10
_LONGEST_WORDS = 200

Answer = Callable[..., ResponseReturnValue]


def telephone_routes(
    exchange: Exchange, landlords: Sequence[Landlord], callers: Sequence[Caller], staff: Staff
) -> Blueprint:
    """Build the page and what its script asks."""
    routes = Blueprint(
        "telephone", __name__, template_folder="templates", static_folder="static", static_url_path="/telephone"
    )
    page = _Page(exchange, {one.slug: one for one in landlords}, callers, staff)
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
    return routes


class _Page:
    """Each method answers one request. Calls are shared by everybody who knows their id."""

    def __init__(
        self, exchange: Exchange, landlords: Mapping[str, Landlord], callers: Sequence[Caller], staff: Staff
    ) -> None:
        self._exchange = exchange
        self._landlords = landlords
        self._callers = callers
        self._staff = staff

    def page(self) -> ResponseReturnValue:
        landlords = tuple(self._landlords.values())
        return render_template("telephone/page.html", landlords=landlords, callers=self._callers, keys=KEYS)

    def call(self) -> ResponseReturnValue:
        landlord = self._landlords.get(_said("landlord"))
        caller = _said("caller")
        if landlord is None or caller not in {one.number for one in self._callers}:
            raise BadRequest("Choose a landlord and a caller of the page.")
        with self._exchange.timeline.turn():
            seen = len(self._exchange.happened)
            placed = call_in(self._exchange, caller, landlord.number, ByHand())
        return jsonify(sid=placed.sid, seen=seen), HTTPStatus.CREATED

    def watch(self, sid: str) -> ResponseReturnValue:
        after = request.args.get("after", 0, type=int)
        with self._exchange.timeline.turn():
            call = self._call(sid)
            state = shown(self._exchange, call, self._landlord(call), max(after, 0))
        state["banner"] = list(self._staff.banner(self._landlord(call).slug, sid)) if state["agent"] else []
        return jsonify(state)

    def caller(self, sid: str) -> ResponseReturnValue:
        with self._exchange.timeline.turn():
            call = self._call(sid)
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
        with self._exchange.timeline.turn():
            agent = agents_call(self._exchange, self._call(sid))
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
        landlord = self._landlord(self._call(sid)).slug
        match _said("does"):
            case "first-warning":
                told = self._staff.warn(landlord, sid, final=False)
            case "final-warning":
                told = self._staff.warn(landlord, sid, final=True)
            case "end":
                told = self._staff.end(landlord, sid)
            case _:
                raise BadRequest("Staff play the first or the final warning, or end the call.")
        return jsonify(told=told)

    def _call(self, sid: str) -> Call:
        call = self._exchange.calls.get(sid)
        if call is None:
            raise NotFound("There is no such call.")
        return call

    def _landlord(self, call: Call) -> Landlord:
        return next(one for one in self._landlords.values() if one.account == call.account)


def _said(name: str) -> str:
    said = request.get_json()
    value = said.get(name) if isinstance(said, dict) else None
    if isinstance(value, str) and len(value) <= _LONGEST_WORDS:
        return value.strip()
    return ""
