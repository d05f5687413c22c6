"""What a leg says about its contact goes into the contact's own log, where counters and allowances follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.legs import events_of
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class LegEvents:
    """Recorded again it changes nothing, so a report that comes twice mends what a crash between two writes left."""

    lookup: ContactLookup
    record_outcome: RecordOutcome

    def __call__(self, landlord: str, leg: Leg) -> None:
        """Record that a person answered, and how long both talked, as far as it is known. Raises `Unavailable`."""
        events = events_of(leg)
        if not events:
            return
        contact = self.lookup.recorded(landlord, leg.contact_id).contact
        for event in events:
            self.record_outcome(landlord, ContactKey(contact.provider, contact.provider_id), event)
