"""Calls without an end, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from contact_gateway.application.continue_contact import API_PROVIDER
from contact_gateway.application.records_of_calls import OpenCall
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Happening
from tests.fakes.memory import ContactRow, Memory


class MemoryOpenCalls:
    """The port of calls without an end."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def without_end(self, landlord: str, before: datetime, limit: int = 100) -> Sequence[OpenCall]:
        found = [
            OpenCall(contact_id=row.id, key=key, received_at=row.last.contact.received_at)
            for key, row in self._memory.of(landlord).contacts.items()
            if row.last and _is_open_call(row) and before - timedelta(days=2) <= row.last.contact.received_at < before
        ]
        return sorted(found, key=lambda call: (call.received_at, call.contact_id))[:limit]


def _is_open_call(row: ContactRow) -> bool:
    if row.last is None or any(event.happening is Happening.ENDED for event in row.events):
        return False
    contact = row.last.contact
    return contact.channel is Channel.VOICE and not contact.provider.startswith(API_PROVIDER)
