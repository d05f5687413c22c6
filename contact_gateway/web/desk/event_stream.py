"""The live feed of contacts: server-sent events that a reconnecting page picks up where it left off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import BoundedSemaphore

from contact_gateway.application.ports import Clock, ContactCards
from contact_gateway.application.records import ContactCard
from contact_gateway.web.desk.contact_cards import CardView

HEARTBEAT = timedelta(seconds=15)
LONGEST_STREAM = timedelta(minutes=5)
_LISTENS_FOR_SECONDS = 1.0
_RECONNECTS_AFTER_MILLISECONDS = 1000

Render = Callable[[Sequence[ContactCard]], list[tuple[CardView, str]]]
"""Puts cards in words and in markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStream:
    """One page's feed.

    Method: read what is newer than the last event, then listen for at most a second, and read again. A notice that was
    missed between the two costs a second, never a contact. After five minutes the feed ends and the browser comes back
    by itself with its last event's id, so that signing out, a new policy or a new version takes effect.
    """

    cards: ContactCards
    clock: Clock
    landlord: str
    render: Render

    def since(self, event_id: int, *, stays: bool = True) -> Iterator[str]:
        """Yield the feed as text, starting after this event; where it may not stay open, what is new by now."""
        begun = spoke = self.clock.now()
        told: set[int] = set()
        yield f"retry: {_RECONNECTS_AFTER_MILLISECONDS}\n\n"
        while (now := self.clock.now()) - begun < LONGEST_STREAM:
            # A step written at the same time as the last one is given again and again, and may have a lower number.
            news = [card for card in self.cards.since(self.landlord, event_id) if card.event_id not in told]
            if news:
                for view, html in sorted(self.render(news), key=lambda rendered: rendered[0].event_id):
                    event_id = max(event_id, view.event_id)
                    yield event(event_id, view, html)
                told.update(card.event_id for card in news)
                spoke = now
                continue
            if not stays:
                return
            if now - spoke >= HEARTBEAT:
                yield ": still here\n\n"
                spoke = now
            self.cards.listen(self.landlord, _LISTENS_FOR_SECONDS)


class Seats:
    """How many feeds a process holds open at once. A thread is always left for a caller: a page can wait."""

    def __init__(self, number: int) -> None:
        """Set up so many seats."""
        self._free = BoundedSemaphore(number)

    def take(self) -> bool:
        """Take a seat, to be given back when the feed ends; False where none is free."""
        return self._free.acquire(blocking=False)

    def give_back(self) -> None:
        """Give a seat back."""
        self._free.release()


def event(event_id: int, view: CardView, html: str) -> str:
    """Write one card as an event, after which the feed is picked up again; JSON keeps it on one line."""
    data = json.dumps({"contact": view.contact_id, "said": view.announcement, "html": html})
    return f"id: {event_id}\nevent: contact\ndata: {data}\n\n"
