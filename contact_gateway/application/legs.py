"""What a report makes of a leg. Pure; reports may come in any order and any number of times.

The answer is the earliest that was told, the end the latest, so that every order of the same reports gives one leg.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.counting import Event, Happening

CLOSED = frozenset({LegState.OVER, LegState.FAILED})
"""States in which nobody waits for this leg any more."""

_WAITING = frozenset({LegState.WANTED, LegState.UNCLEAR})


def rung(leg: Leg, state: LegState, leg_id: str = "") -> Leg:
    """Return a leg after the provider was asked to place it; what happened meanwhile stands."""
    return replace(leg, state=state if leg.state is LegState.WANTED else leg.state, leg_id=leg.leg_id or leg_id)


def answered(leg: Leg, at: datetime) -> Leg:
    """Return a leg whose agent came into the room: from now on its time runs."""
    if leg.answered_at is not None:
        first = min(at, leg.answered_at)
        as_granted = leg.ends_at == _ends(leg, leg.answered_at)  # else somebody is ending it
        return replace(leg, answered_at=first, ends_at=_ends(leg, first) if as_granted else leg.ends_at)
    state = LegState.OVER if leg.over_at or leg.state in CLOSED else LegState.ANSWERED
    # Who ended a call while it rang wants it ended still.
    return replace(leg, state=state, answered_at=at, ends_at=leg.ends_at or _ends(leg, at))


def talked_out(leg: Leg, at: datetime) -> Leg:
    """Return a leg whose talk is over, or whose caller waits for it no longer."""
    return replace(leg, state=LegState.OVER, over_at=max(at, leg.over_at or at))


def told(leg: Leg, said: ProviderCall, now: datetime) -> Leg:
    """Return a leg after its provider said how its own call stands."""
    match said.state:
        case CallState.RINGING | CallState.GOING_ON:
            return replace(leg, state=LegState.RINGING) if leg.state in _WAITING else leg
        case _:
            ended = said.ended_at or _known_end(leg, said, now)
            over = replace(leg, over_at=max(ended, leg.over_at or ended))
            if leg.state in CLOSED or leg.answered_at is not None:
                return replace(over, state=leg.state if leg.state in CLOSED else LegState.OVER)
            return replace(over, state=LegState.UNANSWERED)


def waited_for_no_longer(leg: Leg) -> Leg:
    """Return a leg whose caller has gone, nobody knows when; a talk of which no end was told stays as it is."""
    return leg if leg.state is LegState.ANSWERED else replace(leg, state=LegState.OVER)


def events_of(leg: Leg) -> tuple[Event, ...]:
    """Return what a leg says about its contact: that a person answered, then how long both talked."""
    if leg.answered_at is None:
        return ()
    answer = Event(happening=Happening.ANSWERED, at=leg.answered_at)
    if leg.over_at is None:
        return (answer,)
    talk = max(int((leg.over_at - leg.answered_at).total_seconds()), 0)
    return answer, replace(answer, talk_seconds=talk)


def _known_end(leg: Leg, said: ProviderCall, now: datetime) -> datetime:
    """Return the end of a call of which the provider knows no end: nobody is charged for talk that nobody knows of."""
    return leg.answered_at + timedelta(seconds=said.seconds) if leg.answered_at else now


def _ends(leg: Leg, answered_at: datetime) -> datetime | None:
    return None if leg.limit is None or leg.emergency else answered_at + timedelta(seconds=leg.limit)
