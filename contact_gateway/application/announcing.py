"""Asking the provider to play what is already on record as sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotDone, Unavailable, Unclear
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.domain.calls import AnnouncementState

NOT_PLAYED = "The provider did not play it."
PERHAPS_PLAYED = "The provider did not say whether it plays it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """No transaction is open while the provider is asked."""

    book: CallBook
    live_calls: LiveCalls

    def __call__(self, landlord: str, leg: Leg, played: Played) -> Played:
        """Ask once and return the announcement: as it was, or failed and why.

        What surely was not played has no `sent_at`; what may have been keeps it, and is heard if the room says so.
        """
        try:
            self.live_calls.announce(landlord, leg, played.id)
        except NotDone:
            return self._failed(landlord, replace(played, sent_at=None, why=NOT_PLAYED))
        except Unclear:
            return self._failed(landlord, replace(played, why=PERHAPS_PLAYED))
        return played

    def _failed(self, landlord: str, played: Played) -> Played:
        failed = replace(played, state=AnnouncementState.FAILED)
        try:
            with self.book.open(landlord, played.contact_id) as book:
                call = book.call()
                stored = next((one for one in call.played if one.id == played.id), None) if call else None
                if stored and stored.state is AnnouncementState.HEARD:
                    return stored
                book.put_played(failed)
        except Unavailable:
            # Whoever asked hears that it failed, though the book will say `sent` until nothing more is told of it.
            return failed
        return failed
