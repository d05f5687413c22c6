"""What the provider says about a leg, and about its caller: in any order, any number of times, contradicting itself."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.leg_events import LegEvents
from contact_gateway.application.legs import CLOSED, talked_out, told, waited_for_no_longer
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.records_of_calls import Leg, ProviderCall
from contact_gateway.domain.calls import LegState

UNANSWERED = "unanswered?turn={turn}"
"""The document to which a caller is taken whose leg of that turn nobody answered."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegChanged:
    """A leg's own call rings, was answered, is over."""

    book: CallBook
    live_calls: LiveCalls
    leg_events: LegEvents
    clock: Clock

    def __call__(self, landlord: str, leg_id: str, said: ProviderCall, call_id: str = "") -> None:
        """Store how a leg's call stands; `call_id` is its id at the provider, where the report names it.

        A caller who waits for a leg that is over is taken on to whoever comes next; one of whom the room has not told
        may talk with somebody else by now, and is taken on when the room tells. Raises `NotFound`, `Unavailable`.
        """
        contact_id = self.book.contact_of_leg(landlord, leg_id)
        with self.book.open(landlord, contact_id) as book:
            legs = book.legs()
            before = next(leg for leg in legs if leg.id == leg_id)
            leg = told(replace(before, leg_id=before.leg_id or call_id), said, self.clock.now())
            if leg != before:
                book.put_leg(leg)
        self.leg_events(landlord, leg)
        newly = leg.keeps_waiting and before.state is not LegState.UNANSWERED
        if newly and leg.turn == legs[-1].turn:
            self.send_on(landlord, leg)

    def send_on(self, landlord: str, leg: Leg) -> None:
        """Take the caller of a leg on to whoever comes next where nobody answered it.

        Where that fails, the next sweep tries again. Once taken on, the caller is not taken out of what follows, such
        as a message that is being left.
        """
        if leg.state is not LegState.UNANSWERED:
            return
        try:
            self.live_calls.send_on(landlord, leg.call_id, UNANSWERED.format(turn=leg.turn))
        except (NotDone, Unclear) as fault:
            log.warning("A caller of %s may still wait for nobody: %s", landlord, type(fault).__name__)
            return
        with self.book.open(landlord, leg.contact_id) as book:
            stands = next(known for known in book.legs() if known.id == leg.id)
            book.put_leg(replace(stands, state=LegState.OVER))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerLeft:
    """The caller no longer waits in a room: was sent on, came out of it, or hung up."""

    book: CallBook
    live_calls: LiveCalls
    leg_events: LegEvents

    def __call__(self, landlord: str, contact_id: str, at: datetime | None, last_turn: int | None = None) -> None:
        """Close the legs of a call, those up to a turn where one is given, and let nobody ring on for them.

        `at` is when the provider says that it was, None where it does not know. A call without a leg is no fault.
        Raises `Unavailable`.
        """
        with self.book.open(landlord, contact_id) as book:
            before = [leg for leg in book.legs() if last_turn is None or leg.turn <= last_turn]
            closed = [_closed(leg, at) for leg in before if leg.state is not LegState.FAILED]
            for leg in closed:
                book.put_leg(leg)
        for leg in closed:
            self.leg_events(landlord, leg)
        for leg in before:
            if leg.state not in {*CLOSED, LegState.UNANSWERED}:
                let_nobody_ring_on(self.live_calls, landlord, leg)


def let_nobody_ring_on(live_calls: LiveCalls, landlord: str, leg: Leg) -> None:
    """Hang up a leg whose caller waits for it no longer; one of unknown id is told so when somebody answers it."""
    if not leg.leg_id:
        return
    try:
        live_calls.end_call(landlord, leg.leg_id)
    except (NotDone, Unclear) as fault:
        log.warning("A leg of %s rings on for a caller who has gone: %s", landlord, type(fault).__name__)


def _closed(leg: Leg, at: datetime | None) -> Leg:
    return waited_for_no_longer(leg) if at is None else talked_out(leg, at)
