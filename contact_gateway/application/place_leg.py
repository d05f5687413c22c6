"""Ring whoever is to answer a watched call, once however often it is asked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from contact_gateway.application.errors import NotDone, Unavailable, Unclear
from contact_gateway.application.legs import rung
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls, OpenBook
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.domain.calls import LONGEST_TALK, LegState, bounded

LONGEST_ASKING = timedelta(seconds=15)
"""After so long nobody asks for a leg any more: no request to a provider takes longer than ten seconds."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLeg:
    """Whom to ring for a call, and for how long.

    `call_id` is the caller's own call at the provider, `turn` which go it is for it, `to` the destination or officer of
    the decision, `line` what is rung for it (a number, `sip:…`, `client:…`), `dialled` the landlord's number that the
    caller rang. `limit` are the seconds of talk that were granted, None without a cap.
    """

    contact_id: str
    call_id: str
    turn: int
    to: str
    line: str
    dialled: str
    ring_seconds: int
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLeg:
    """Store the leg, then ask the provider for it: what was asked for is known whatever becomes of this process."""

    book: CallBook
    live_calls: LiveCalls
    clock: Clock
    new_id: Callable[[], str]
    new_room: Callable[[], str]

    def __call__(self, landlord: str, wanted: WantedLeg) -> Leg:
        """Place a leg, or return the one that this turn of the call has.

        What the caller is to be answered follows from its state. `failed`: the provider surely did not ring, so the
        line is dialled from the caller's own call, and warnings cannot be played. `unanswered` or `over`: it was, and
        nobody waits any more. `wanted`: the same request before this one is asking for it still, and what comes of that
        holds for both, so ask again in a moment. Every other state: the caller waits in `room`.

        Raises `Unavailable` without the database.
        """
        with self.book.open(landlord, wanted.contact_id) as book:
            known = next((leg for leg in book.legs() if leg.turn == wanted.turn), None)
            if known is not None:
                return self._known(book, known)
            leg = self._new(wanted)
            book.put_leg(leg)
        state, leg_id = self._ring(landlord, leg, wanted)
        return self._stored(landlord, leg, state, leg_id)

    def _known(self, book: OpenBook, leg: Leg) -> Leg:
        """Return a leg that was asked for before; whether it rings is unclear where whoever asked is there no more."""
        if leg.state is LegState.WANTED and self.clock.now() - leg.placed_at > LONGEST_ASKING:
            leg = replace(leg, state=LegState.UNCLEAR)
            book.put_leg(leg)
        return leg

    def _new(self, wanted: WantedLeg) -> Leg:
        return Leg(
            id=self.new_id(),
            contact_id=wanted.contact_id,
            call_id=wanted.call_id,
            turn=wanted.turn,
            room=self.new_room(),
            to=wanted.to,
            line=wanted.line,
            limit=bounded(None if wanted.limit is None else min(wanted.limit, LONGEST_TALK)),
            placed_at=self.clock.now(),
        )

    def _ring(self, landlord: str, leg: Leg, wanted: WantedLeg) -> tuple[LegState, str]:
        try:
            return LegState.RINGING, self.live_calls.ring(landlord, leg, wanted.ring_seconds, wanted.dialled)
        except NotDone as fault:
            log.warning("A leg of %s was not placed (%s): its call is dialled without a room.", landlord, fault.code)
            return LegState.FAILED, ""
        except Unclear:
            log.warning("Nobody knows whether a leg of %s was placed; what happens to it tells.", landlord)
            return LegState.UNCLEAR, ""

    def _stored(self, landlord: str, leg: Leg, state: LegState, leg_id: str) -> Leg:
        """Store what the provider said; a caller who hung up meanwhile lets nobody ring on."""
        try:
            with self.book.open(landlord, leg.contact_id) as book:
                leg = rung(next(known for known in book.legs() if known.id == leg.id), state, leg_id)
                book.put_leg(leg)
        except Unavailable:
            # It rings: the caller goes to its room all the same, and the reports about it tell the rest.
            return replace(leg, state=state, leg_id=leg_id)
        if leg.gone and leg.leg_id:
            self._hang_up(landlord, leg)
        return leg

    def _hang_up(self, landlord: str, leg: Leg) -> None:
        try:
            self.live_calls.end_call(landlord, leg.leg_id)
        except (NotDone, Unclear):
            log.warning("A leg of %s rings on for a caller who has gone; whoever answers it is told so.", landlord)
