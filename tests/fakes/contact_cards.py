"""Contacts for people to look at, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from threading import local

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import ContactCard
from tests.fakes.memory import Memory


class MemoryContactCards:
    """The contact cards port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._heard = local()

    def latest(self, landlord: str, limit: int = 50) -> Sequence[ContactCard]:
        standing = {card.contact_id: card for card in self._memory.of(landlord).cards}
        return sorted(standing.values(), key=lambda card: (card.received_at, card.event_id), reverse=True)[:limit]

    def one(self, landlord: str, contact_id: str) -> ContactCard:
        found = [card for card in self._memory.of(landlord).cards if card.contact_id == contact_id]
        if not found:
            raise NotFound(f"There is no contact {contact_id}.")
        return found[-1]

    def since(self, landlord: str, event_id: int, limit: int = 200) -> Sequence[ContactCard]:
        return [card for card in self._memory.of(landlord).cards if card.event_id > event_id][:limit]

    def page(self, landlord: str, mark: str, limit: int) -> tuple[Sequence[ContactCard], str]:
        cards = self.since(landlord, int(mark.rpartition(".")[2]), limit)
        return cards, f"1.{cards[-1].event_id}" if cards else mark

    def listen(self, landlord: str, timeout_seconds: float) -> Sequence[str]:
        """Tell each thread everything that comes from its first call on, also between two calls."""
        cards = self._memory.of(landlord).cards
        heard = getattr(self._heard, landlord, len(cards))
        with self._memory.arrived:
            self._memory.arrived.wait_for(lambda: len(cards) > heard, timeout_seconds)
        news = [card.contact_id for card in cards[heard:]]
        setattr(self._heard, landlord, heard + len(news))
        return news
