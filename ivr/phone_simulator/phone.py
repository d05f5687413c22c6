"""A call played to its end, and each thing that happens in it as a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.records import Happened, Kind

LONGEST_CALL = timedelta(seconds=14_400)
_SECONDS_AFTER = 5
"""For how long the exchange goes on after a call: others still have to be told that it is over."""


def play(exchange: Exchange, call: Call) -> Iterator[str]:
    """Move the clock until a call is over, and yield a line for everything that happens to anybody meanwhile."""
    told = 0
    until = exchange.timeline.now() + LONGEST_CALL
    going_on = True
    while going_on:
        going_on = _until_something_happens(exchange, call, told, until)
        for happened in exchange.happened[told:]:
            yield line_of(happened, call)
            told += 1
    yield f"The call has ended after {in_words(call.seconds)}."


def _until_something_happens(exchange: Exchange, call: Call, told: int, until: datetime) -> bool:
    timeline = exchange.timeline
    more = timeline.run_while(lambda: not call.is_over and len(exchange.happened) == told, until)
    if more and not call.is_over:
        return True
    timeline.advance(_SECONDS_AFTER)
    return False


def line_of(happened: Happened, call: Call) -> str:
    """Return what happened: to the caller, or with the line of whoever else it happened to."""
    who = "" if happened.call == call.sid else f"{happened.line} "
    what = f"hears: {happened.text}" if happened.kind is Kind.HEARS else happened.text
    return f"  {who}{what}"
