"""Somebody who talks to the caller finds that it is an emergency: from then on nothing ends this call but people."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotDone, Refused, Unclear
from contact_gateway.application.extend_call import drop_notices
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.domain.calls import LONGEST_CALL, LegState
from contact_gateway.domain.contact import Channel, Key, Step

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEmergency:
    """The cap and its notices go first; then the contact is decided as an emergency, which gives its allowance back."""

    book: CallBook
    live_calls: LiveCalls
    lookup: ContactLookup
    receive_contact: ReceiveContact

    def __call__(self, landlord: str, contact_id: str) -> None:
        """Tag a call; tagged again the provider is asked again, and nothing else changes.

        Raises `NotFound`, `Unavailable` and `Refused`: not_a_call, and limit_kept where the call is an emergency on
        record and the provider may cut it off all the same.
        """
        contact = self.lookup.recorded(landlord, contact_id).contact
        if contact.channel is not Channel.VOICE:
            raise Refused("not_a_call", "Only a call is tagged as an emergency; writing is when it comes in.")
        leg = self._uncapped(landlord, contact_id)
        is_free = leg is None or leg.limit is None or leg.state is LegState.OVER or self._lift(landlord, leg)
        self.receive_contact(landlord, replace(contact, step=Step.KEY, pressed=Key.EMERGENCY, turn=1))
        if not is_free:
            raise Refused("limit_kept", "The provider may end this call at its limit: tag it again, or ring back.")

    def _uncapped(self, landlord: str, contact_id: str) -> Leg | None:
        """Take the cap off the leg that stands and return it; None where no call runs through a room."""
        with self.book.open(landlord, contact_id) as book:
            call = book.call()
            if call is None:
                return None
            if call.leg.emergency:
                return call.leg
            leg = replace(call.leg, emergency=True, ends_at=None)
            book.put_leg(leg)
            drop_notices(book, leg, "The call is an emergency.")
        return leg

    def _lift(self, landlord: str, leg: Leg) -> bool:
        """Ask the provider for the longest call; False where it did not, or where its limit is in a document."""
        try:
            self.live_calls.limit(landlord, leg.leg_id, LONGEST_CALL)
        except (NotDone, Unclear) as fault:
            log.error("An emergency call to %s may be cut off at its limit: %s", landlord, type(fault).__name__)  # noqa: TRY400 a trace holds data
            return False
        return True
