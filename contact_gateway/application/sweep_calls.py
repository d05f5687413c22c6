"""Callbacks are best effort: whatever stayed open is asked after at the provider, and closed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TypeVar

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.give_up_legs import A_LITTLE
from contact_gateway.application.leg_changed import CallerLeft, LegChanged
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls, OpenCalls
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records_of_calls import CallState, Leg, OpenCall, ProviderCall
from contact_gateway.domain.calls import LONGEST_CALL, LegState
from contact_gateway.domain.counting import Event, Happening

NO_NEWS = timedelta(seconds=120)
"""A talk whose time has been over for so long is asked after."""

NEWS_WITHIN = timedelta(minutes=15)
"""A call of which no end was told for so long is asked after (DESIGN section 8)."""

LONGEST_SWEEP = timedelta(seconds=30)
"""A provider that is slow keeps no other landlord's calls waiting: the next sweep goes on."""

_LONGEST = timedelta(seconds=LONGEST_CALL)
_GOING_ON = frozenset({CallState.RINGING, CallState.GOING_ON})
_EVERY = 5

Found = TypeVar("Found", Leg, OpenCall)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepCalls:
    """What it does is what the missing callbacks would have done, so that one that comes after all changes nothing."""

    book: CallBook
    open_calls: OpenCalls
    live_calls: LiveCalls
    leg_changed: LegChanged
    caller_left: CallerLeft
    record_outcome: RecordOutcome
    policies: Policies
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Ask after legs that would have rung their time, and calls without news.

        Return how many were closed. Raises `Unavailable`.
        """
        now = self.clock.now()
        rings = timedelta(seconds=self.policies.current(landlord).voice.ring_seconds)
        legs = self.book.open_since(landlord, now - rings - A_LITTLE)
        calls = self.open_calls.without_end(landlord, now - NEWS_WITHIN)
        closed = sum(self._leg(landlord, leg, now) for leg in self._in_time(legs, now))
        return closed + sum(self._call(landlord, call, now) for call in self._in_time(calls, now))

    def _in_time(self, found: Iterable[Found], start: datetime) -> Iterator[Found]:
        return takewhile(lambda _: self.clock.now() - start < LONGEST_SWEEP, found)

    def _leg(self, landlord: str, leg: Leg, now: datetime) -> bool:
        if leg.state is LegState.UNANSWERED:
            return self._waiting(landlord, leg)
        if leg.is_unplaced:  # given up within the minute, by `GiveUpLegs`
            return False
        if leg.state is LegState.ANSWERED and not _is_asked_after(leg, now):
            return False
        # A talk whose leg the provider never named lasts while its caller's own call does.
        asked = leg.leg_id or (leg.call_id if leg.state is LegState.ANSWERED else "")
        said = self._look_up(landlord, asked) if asked else ProviderCall(state=CallState.GONE)
        if said is None or said.state in _GOING_ON:
            return False
        self.leg_changed(landlord, leg.id, said)
        return True

    def _waiting(self, landlord: str, leg: Leg) -> bool:
        """See to a caller whose leg nobody answered: taken on where one is still in its room."""
        caller = self._look_up(landlord, leg.call_id)
        if caller is None:
            return False
        if caller.state in _GOING_ON:
            if not leg.keeps_waiting:
                return False
            self.leg_changed.send_on(landlord, leg)
        else:
            self.caller_left(landlord, leg.contact_id, caller.ended_at)
        return True

    def _call(self, landlord: str, call: OpenCall, now: datetime) -> bool:
        cannot_last = now - call.received_at > _LONGEST + NEWS_WITHIN
        said = self._look_up(landlord, call.key.provider_id)
        if said is None and not cannot_last:
            return False
        if said is not None and said.state in _GOING_ON and not cannot_last:
            return False
        ended_at = said.ended_at if said else None
        self.record_outcome(landlord, call.key, Event(happening=Happening.ENDED, at=ended_at or now))
        self.caller_left(landlord, call.contact_id, ended_at)
        return True

    def _look_up(self, landlord: str, call_id: str) -> ProviderCall | None:
        try:
            return self.live_calls.look_up(landlord, call_id)
        except (NotDone, Unclear) as fault:
            log.warning("The provider of %s did not say how a call stands: %s", landlord, type(fault).__name__)
            return None


def _is_asked_after(leg: Leg, now: datetime) -> bool:
    """Whether an answered leg is asked after: when its time is over, else every five minutes, not to ask too much."""
    if leg.ends_at is not None:
        return now - leg.ends_at > NO_NEWS
    return int((now - leg.placed_at).total_seconds() // 60) % _EVERY == 0
