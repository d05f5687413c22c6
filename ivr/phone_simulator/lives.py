"""Calls from their first ring to their end: those that come in, and those that are placed through the REST API."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.phone_simulator.calls import ENDED, Call, Direction, HungUp, Person, Status, Step
from ivr.phone_simulator.dialling import key_in, ring
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.executor import Executor
from ivr.phone_simulator.records import Kind, Number
from ivr.phone_simulator.timeline import Routine
from ivr.phone_simulator.verbs import NOBODY, Callback


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A call that an account wants to be placed; `limit` and `ring` are seconds, `keys` are sent after the answer."""

    caller: str
    to: str
    step: Step
    keys: str = ""
    fallback: str = ""
    told: Callback = NOBODY
    limit: int | None = None
    ring: int = 60


def call_in(exchange: Exchange, caller: str, dialled: str, person: Person) -> Call:
    """Let somebody call a number of the exchange. Raises `NetworkFault` where it is none."""
    number = exchange.number(dialled)
    told = Callback(url=number.settings.get("status_callback", ""), events=frozenset({"completed"}))
    call = exchange.add_call(number.account, caller, dialled, Direction.INBOUND, person, told=told)
    call.fallback = number.settings.get("voice_fallback_url", "")
    call.strand = exchange.timeline.start(_incoming(exchange, call, number))
    return call


def call_out(exchange: Exchange, account: str, order: Order) -> Call:
    """Place a call on behalf of an account."""
    person = exchange.people(order.to)
    call = exchange.add_call(account, order.caller, order.to, Direction.BY_API, person, told=order.told)
    call.fallback, call.limit_seconds = order.fallback, order.limit
    call.strand = exchange.timeline.start(_outgoing(exchange, call, order))
    return call


def _incoming(exchange: Exchange, call: Call, number: Number) -> Routine:
    call.status = Status.RINGING
    exchange.note(call, Kind.DOES, f"calls {number.number}")
    yield from _carried_out(exchange, call, Step(url=number.settings.get("voice_url", "")))


def _outgoing(exchange: Exchange, call: Call, order: Order) -> Routine:
    try:
        answered = yield from ring(exchange, call, order.ring)
        if answered:
            yield from key_in(exchange, call, order.keys)
    except HungUp:
        exchange.over(call, Status.COMPLETED if call.answered_at else Status.CANCELED)
        return
    if answered:
        yield from _carried_out(exchange, call, order.step)


def _carried_out(exchange: Exchange, call: Call, step: Step) -> Routine:
    ended = ENDED
    try:
        yield from Executor(exchange, call).run(step)
    except HungUp as why:
        ended = str(why)
    exchange.note(call, Kind.ENDS, ended)
    exchange.over(call, Status.COMPLETED)
