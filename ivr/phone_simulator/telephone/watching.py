"""A call as whoever watches it on the page sees it: what happened, who can do what."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.phone_simulator.calls import Call, Status
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.telephone.parties import Landlord

YOU = "Caller"

Shown = dict[str, object]


def agents_call(exchange: Exchange, call: Call) -> Call | None:
    """Return the call to whoever was rung last for this one and has not hung up; None where nobody is."""
    others = [one for one in _with(exchange, call) if one is not call and not one.is_over]
    return others[-1] if others else None


def shown(exchange: Exchange, call: Call, landlord: Landlord, after: int) -> Shown:
    """Return the state of a call, with what happened after so many happenings."""
    agent = agents_call(exchange, call)
    return {
        "over": call.is_over and agent is None,
        "hungUp": call.is_over,
        "seen": len(exchange.happened),
        "events": list(_events(exchange, call, landlord, after)),
        "agent": _agent(agent, landlord),
    }


def _agent(agent: Call | None, landlord: Landlord) -> Shown | None:
    if agent is None:
        return None
    rings = agent.status not in {Status.IN_PROGRESS, Status.COMPLETED}
    return {"name": landlord.lines.get(agent.line, agent.line), "rings": rings}


def _events(exchange: Exchange, call: Call, landlord: Landlord, after: int) -> Iterator[Shown]:
    mine = {one.sid for one in _with(exchange, call)}
    for one in exchange.happened[after:]:
        if one.call in mine:
            seconds = int((one.at - call.made_at).total_seconds())
            yield {
                "time": f"{seconds // 60}:{seconds % 60:02d}",
                "who": YOU if one.call == call.sid else landlord.lines.get(one.line, one.line),
                "kind": one.kind,
                "text": _named(one.text, landlord),
                "language": one.language,
            }


def _with(exchange: Exchange, call: Call) -> Iterator[Call]:
    """Give a call and those that were placed while it was on; a demo has one caller of a landlord at a time."""
    end = call.ended_at
    for one in exchange.calls.values():
        beside = one.direction != "inbound" and one.made_at >= call.made_at and (end is None or one.made_at <= end)
        if one is call or (one.account == call.account and beside):
            yield one


def _named(text: str, landlord: Landlord) -> str:
    for line, name in landlord.lines.items():
        text = text.replace(line, name)
    return text
