"""A caller whose leg perhaps never rang is taken on soon, not kept waiting for nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from contact_gateway.application.leg_changed import LegChanged
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall

A_LITTLE = timedelta(seconds=15)
"""How long the provider may take to begin to ring; whoever answers later than that is told that the caller has gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUpLegs:
    """A leg of which the provider never told an id cannot be looked up: once it would have rung, it is given up."""

    book: CallBook
    leg_changed: LegChanged
    policies: Policies
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Give up legs that nobody answered in the time of ringing; return how many. Raises `Unavailable`.

        A caller who never came into its room, because whoever was to ring died before or the answer was lost, has
        somebody else by now and is not torn away.
        """
        now = self.clock.now()
        legs = self.book.unplaced(landlord, now - A_LITTLE)
        if not legs:
            return 0
        rings = timedelta(seconds=self.policies.current(landlord).voice.ring_seconds)
        return sum(self._give_up(landlord, leg, now - rings - A_LITTLE) for leg in legs)

    def _give_up(self, landlord: str, leg: Leg, before: datetime) -> bool:
        if leg.placed_at >= before:
            return False
        self.leg_changed(landlord, leg.id, ProviderCall(state=CallState.GONE))
        return True
