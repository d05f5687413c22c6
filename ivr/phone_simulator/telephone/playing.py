"""Plays a planned call in a moment, for a command that waits for what was heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import BadRequest

from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.guests import Guests
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.phone import play
from ivr.phone_simulator.telephone.local import only_from_here
from ivr.phone_simulator.telephone.parties import Landlord
from ivr.phone_simulator.timeline import Timeline

BEFORE = timedelta(minutes=15)
"""How long ago a call begins, beside its talk: what is told of it has then happened by the clock of the gateway."""


class Plan(BaseModel):
    """A call to be played: who calls which number, what they do, and how whoever is rung behaves."""

    model_config = ConfigDict(extra="forbid")

    landlord: str
    caller: str
    dialled: str
    presses: list[str] = Field(default_factory=list)
    says: list[str] = Field(default_factory=list)
    references: list[str] = Field(default_factory=list)
    answers: bool = True
    accepts: bool = True
    talk_seconds: int = Field(default=60, ge=0, le=14_400)


Beside = Callable[[str, Timeline], AbstractContextManager[object]]
"""What runs at a landlord's by the clock of a call while it is played: notices, closing words."""


def playing_routes(guests: Guests, landlords: Sequence[Landlord], beside: Beside) -> Blueprint:
    """Build the route."""
    routes = Blueprint("playing", __name__)
    known = {one.slug: one for one in landlords}
    routes.add_url_rule("/played", "played", lambda: _played(guests, known, beside), methods=["POST"])
    routes.before_request(only_from_here)
    return routes


def caller_of(plan: Plan) -> Planned:
    """Return who calls."""
    return Planned(presses=list(plan.presses), says=list(plan.says), references=list(plan.references))


def others_of(plan: Plan) -> Planned:
    """Return how whoever is rung behaves."""
    return Planned(answers=plan.answers, accepts=plan.accepts, talk_seconds=plan.talk_seconds)


def _played(guests: Guests, landlords: Mapping[str, Landlord], beside: Beside) -> ResponseReturnValue:
    try:
        plan = Plan.model_validate(request.get_json())
        landlord = landlords[plan.landlord]
    except (ValidationError, KeyError) as fault:
        raise BadRequest("This is no plan of a call to a landlord of this exchange.") from fault
    guest = _guest(guests.host, plan, landlord)
    with guests.staying(landlord.account, guest), beside(landlord.slug, guest.timeline):
        lines = list(play(guest, call_in(guest, plan.caller, plan.dialled, caller_of(plan))))
    return jsonify(lines=lines, faults=guest.faults)


def _guest(host: Exchange, plan: Plan, landlord: Landlord) -> Exchange:
    """Return an exchange for one call, to the number that was dialled, whether or not it is among the landlord's."""
    others = others_of(plan)
    start = host.timeline.now() - BEFORE - timedelta(seconds=plan.talk_seconds)
    guest = Exchange(Timeline(start), host.network, lambda _line: others)
    guest.add_number(landlord.account, plan.dialled, **host.number(landlord.number).settings)
    return guest
