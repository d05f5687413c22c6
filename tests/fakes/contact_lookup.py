"""Reads of the contacts and counters in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import ContactKey, Facts, RecordedStep
from contact_gateway.application.records_of_registers import HourOfCounts
from contact_gateway.domain.contact import Contact
from tests.fakes.facts import facts_for
from tests.fakes.memory import Memory


class MemoryContactLookup:
    """The contact lookup port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def look(self, landlord: str, contact: Contact, now: datetime, customer_id: str = "") -> Facts:
        rows = self._memory.of(landlord)
        if not rows.packs:
            raise NotFound("There is no landlord of that name.")
        return facts_for(rows, ContactKey(contact.provider, contact.provider_id), contact, now, customer_id)

    def recorded(self, landlord: str, contact_id: str) -> RecordedStep:
        found = [row.last for row in self._memory.of(landlord).contacts.values() if row.id == contact_id and row.last]
        if not found:
            raise NotFound(f"There is no contact {contact_id}.")
        return found[0]


class MemoryCounterRows:
    """The counter rows port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of_customer(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[HourOfCounts]:
        found = [
            HourOfCounts(channel=channel, hour=hour, counts=counts)
            for (customer, channel, hour), counts in self._memory.of(landlord).counters.items()
            if customer == customer_id and start <= hour < end
        ]
        return sorted(found, key=lambda one: (one.hour, one.channel))
