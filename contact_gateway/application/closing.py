"""The closing words of a call, and the end of its room once they were heard, or in any case soon."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls, OpenBook
from contact_gateway.application.records_of_calls import Leg, LiveCall, Played
from contact_gateway.domain.calls import AT_ONCE, Announcement, AnnouncementState, LegState

LONGEST_CLOSING = timedelta(seconds=15)
"""How long the closing words may take before the room is ended without them."""

TRY_AGAIN = timedelta(seconds=30)
"""When a room that was told to end, and did not, is told again."""

CLOSING = "closing"
"""The document to which a caller is taken whose call staff have left."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Used by whoever ends a call, a person or the clock; any number of them at the same time say the words once."""

    book: CallBook
    live_calls: LiveCalls
    announcing: Announcing
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, leg: Leg, asked_by: str) -> None:
        """Say the closing words. The room's report that they were heard ends it; the clock does where none comes."""
        now = self.clock.now()
        with self.book.open(landlord, leg.contact_id) as book:
            call = book.call()
            if call is None or call.leg.id != leg.id or call.leg.state is not LegState.ANSWERED or _is_closing(call):
                return
            played = self._put(book, call.leg, asked_by, now)
        said = self.announcing(landlord, leg, played)
        if said.state is AnnouncementState.FAILED and said.sent_at is None:
            self.at_once(landlord, leg)

    def when_due(self, landlord: str, leg: Leg) -> bool:
        """Close a call whose time is over: first the words, then the room. True where something was done."""
        now = self.clock.now()
        with self.book.open(landlord, leg.contact_id) as book:
            call = book.call()
            if call is None or call.leg.id != leg.id or not _is_due(call.leg, now):
                return False
            if closed := _is_closing(call) or _is_left_by_staff(call):
                book.put_leg(replace(call.leg, ends_at=now + TRY_AGAIN))
        if closed:
            self.at_once(landlord, leg)
        else:
            self(landlord, leg, asked_by="")
        return True

    def without_staff(self, landlord: str, leg: Leg) -> bool:
        """Free whoever is threatened at once: the caller alone hears the closing words, or nobody where that fails.

        False where the provider did not even end the room; the clock then tells it again.
        """
        with self.book.open(landlord, leg.contact_id) as book:
            stands = next(known for known in book.legs() if known.id == leg.id)
            book.put_leg(replace(stands, ends_at=self.clock.now()))
        try:
            self.live_calls.send_on(landlord, leg.call_id, CLOSING)
            self.live_calls.end_call(landlord, leg.leg_id)
        except (NotDone, Unclear) as fault:
            log.warning("A caller of %s hears no closing words: %s", landlord, type(fault).__name__)
            return self.at_once(landlord, leg)
        return True

    def at_once(self, landlord: str, leg: Leg) -> bool:
        """End the room without another word; False where the provider did not, or may not have."""
        try:
            self.live_calls.end_room(landlord, leg)
        except (NotDone, Unclear) as fault:
            log.warning("A room of %s did not end when it was told to: %s", landlord, type(fault).__name__)
            return False
        return True

    def _put(self, book: OpenBook, leg: Leg, asked_by: str, now: datetime) -> Played:
        book.put_leg(replace(leg, ends_at=now + LONGEST_CLOSING))
        played = Played(
            id=self.new_id(),
            contact_id=leg.contact_id,
            leg=leg.id,
            announcement=Announcement.CLOSING,
            state=AnnouncementState.SENT,
            asked_by=asked_by,
            asked_at=now,
            due_at=now,
            sent_at=now,
        )
        book.put_played(played)
        return played


def _is_closing(call: LiveCall) -> bool:
    return any(one.leg == call.leg.id and one.announcement is Announcement.CLOSING for one in call.played)


def _is_left_by_staff(call: LiveCall) -> bool:
    return call.ended is not None and call.ended.reason in AT_ONCE


def _is_due(leg: Leg, now: datetime) -> bool:
    return leg.state is LegState.ANSWERED and leg.ends_at is not None and leg.ends_at <= now
