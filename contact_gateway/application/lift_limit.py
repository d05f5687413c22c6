"""An emergency's limit goes at the provider too: asked for when it is tagged, and by the clock until it has gone."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.domain.calls import LONGEST_CALL

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLimit:
    """A leg that is an emergency has a limit on record as long as its provider may have one."""

    book: CallBook
    live_calls: LiveCalls

    def __call__(self, landlord: str, leg: Leg) -> bool:
        """Ask the provider for the longest call; False where it did not say that it did. Raises `Unavailable`."""
        try:
            self.live_calls.limit(landlord, leg.leg_id, LONGEST_CALL)
        except (NotDone, Unclear) as fault:
            log.error("An emergency call to %s may be cut off at its limit: %s", landlord, type(fault).__name__)  # noqa: TRY400 a trace holds data
            return False
        with self.book.open(landlord, leg.contact_id) as book:
            stands = next(known for known in book.legs() if known.id == leg.id)
            if stands.limit == leg.limit:  # another one has been set meanwhile, after ours was lifted perhaps
                book.put_leg(replace(stands, limit=None))
        return True
