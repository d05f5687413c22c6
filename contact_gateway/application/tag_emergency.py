"""Somebody who talks to the caller finds that it is an emergency: from then on nothing ends this call but people."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotDone, NotFound, Refused, Unclear
from contact_gateway.application.extend_call import drop_notices
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.domain.calls import LONGEST_CALL
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
        """Tag a call; tagged again it changes nothing. Raises `NotFound`, `Refused` (not_a_call), `Unavailable`."""
        contact = self.lookup.recorded(landlord, contact_id).contact
        if contact.channel is not Channel.VOICE:
            raise Refused("not_a_call", "Only a call is tagged as an emergency; writing is when it comes in.")
        leg = self._uncapped(landlord, contact_id)
        if leg is not None and leg.leg_id:
            self._lift(landlord, leg)
        self.receive_contact(landlord, replace(contact, step=Step.KEY, pressed=Key.EMERGENCY, turn=1))

    def _uncapped(self, landlord: str, contact_id: str) -> Leg | None:
        """Take the cap off the leg that stands; None where no call runs through a room, or it was done before."""
        with self.book.open(landlord, contact_id) as book:
            call = book.call()
            if call is None or call.leg.emergency:
                return None
            leg = replace(call.leg, emergency=True, ends_at=None)
            book.put_leg(leg)
            drop_notices(book, leg, "The call is an emergency.")
        return leg

    def _lift(self, landlord: str, leg: Leg) -> None:
        try:
            self.live_calls.limit(landlord, leg.leg_id, LONGEST_CALL)
        except (NotDone, Unclear, NotFound) as fault:
            log.error("An emergency call to %s may be cut off at its limit: %s", landlord, type(fault).__name__)  # noqa: TRY400 a trace holds data
