"""The closing words of a call, and the end of its room once they were heard, or in any case soon."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.leg_changed import let_nobody_ring_on
from contact_gateway.application.legs import waited_for_no_longer
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

    def want(self, book: OpenBook, call: LiveCall, *, at_once: bool) -> None:
        """Store that a call is to end now, beside who ended it: the clock sees to it whatever becomes of us.

        An emergency waits for nobody's clock, and words that are being said are heard out unless it is `at_once`.
        """
        leg = call.leg
        if not (leg.gone or leg.emergency) and (at_once or _closing_of(call) is None):
            book.put_leg(replace(leg, ends_at=_wanted_end(leg, self.clock.now())))

    def __call__(self, landlord: str, leg: Leg) -> bool:
        """Say the closing words. The room's report that they were heard ends it; the clock does where none comes.

        Asked again when they were to be over, the room is told to end. False where the provider neither said them nor
        ended the room, and where the call has become an emergency meanwhile.
        """
        now = self.clock.now()
        with self.book.open(landlord, leg.contact_id) as book:
            call = book.call()
            if call is None or call.leg.id != leg.id or call.leg.state is not LegState.ANSWERED:
                return True
            said = _closing_of(call)
            if call.leg.emergency or (said is not None and _is_being_said(said, now)):
                return not call.leg.emergency
            played = self._put(book, call, now) if said is None else None
        asked = self.announcing(landlord, leg, played) if played else None
        if asked is None or (asked.state is AnnouncementState.FAILED and asked.sent_at is None):
            return self.at_once(landlord, leg)
        return True

    def when_due(self, landlord: str, leg: Leg) -> bool:
        """Close a call whose time is over: first the words, then the room. True where something was done."""
        now = self.clock.now()
        with self.book.open(landlord, leg.contact_id) as book:
            call = book.call()
            if call is None or call.leg.id != leg.id or not _is_due(call.leg, now):
                return False
            if ends := _is_without_words(call):
                book.put_leg(replace(call.leg, ends_at=now + TRY_AGAIN))
        if ends:
            self.at_once(landlord, call.leg)
        else:
            self(landlord, call.leg)
        return True

    def without_staff(self, landlord: str, leg: Leg) -> bool:
        """Free whoever is threatened at once: the caller alone hears the closing words, or nobody where that fails.

        False where the provider did not even end the room; the clock then tells it again.
        """
        try:
            self.live_calls.send_on(landlord, leg.call_id, CLOSING)
            self.live_calls.end_call(landlord, leg.leg_id)
        except (NotDone, Unclear) as fault:
            log.warning("A caller of %s hears no closing words: %s", landlord, type(fault).__name__)
            return self.at_once(landlord, leg)
        return True

    def before_the_answer(self, landlord: str, leg: Leg) -> bool:
        """Say the closing words to a caller whom nobody has answered, or none where that fails; nobody rings on.

        Asked again the words are heard out. False where the provider did not end the call; the clock tells it again.
        """
        if leg.gone and leg.ends_at is not None and self.clock.now() < leg.ends_at:
            return True
        if leg.gone:
            return self.at_once(landlord, leg)
        try:
            self.live_calls.send_on(landlord, leg.call_id, CLOSING)
        except (NotDone, Unclear) as fault:
            log.warning("A caller of %s hears no closing words: %s", landlord, type(fault).__name__)
            return self.at_once(landlord, leg)
        with self.book.open(landlord, leg.contact_id) as book:
            stands = next(known for known in book.legs() if known.id == leg.id)
            book.put_leg(waited_for_no_longer(stands))
        let_nobody_ring_on(self.live_calls, landlord, leg)
        return True

    def at_once(self, landlord: str, leg: Leg) -> bool:
        """End the room without another word, before the answer the caller's own call.

        False where the provider did not, or may not have.
        """
        try:
            if leg.state is LegState.ANSWERED:
                self.live_calls.end_room(landlord, leg)
            else:
                self.live_calls.end_call(landlord, leg.call_id)
        except (NotDone, Unclear) as fault:
            log.warning("A call to %s did not end when it was told to: %s", landlord, type(fault).__name__)
            return False
        return True

    def _put(self, book: OpenBook, call: LiveCall, now: datetime) -> Played:
        leg = call.leg
        book.put_leg(replace(leg, ends_at=now + LONGEST_CLOSING))
        played = Played(
            id=self.new_id(),
            contact_id=leg.contact_id,
            leg=leg.id,
            announcement=Announcement.CLOSING,
            state=AnnouncementState.SENT,
            asked_by=call.ended.officer if call.ended else "",
            asked_at=now,
            due_at=now,
            sent_at=now,
        )
        book.put_played(played)
        return played


def _wanted_end(leg: Leg, now: datetime) -> datetime:
    """Return when the clock sees to it: before the answer once the caller has heard how it ends."""
    return now if leg.state is LegState.ANSWERED else leg.ends_at or now + LONGEST_CLOSING


def _closing_of(call: LiveCall) -> Played | None:
    mine = (one for one in call.played if one.leg == call.leg.id and one.announcement is Announcement.CLOSING)
    return next(mine, None)


def _is_being_said(closing: Played, now: datetime) -> bool:
    return closing.state is AnnouncementState.SENT and now < closing.asked_at + LONGEST_CLOSING


def _is_without_words(call: LiveCall) -> bool:
    """Whether a call ends without (more) words: they were said, nobody has answered, or staff were to leave first."""
    is_left = call.ended is not None and call.ended.reason in AT_ONCE
    return is_left or call.leg.state is not LegState.ANSWERED or _closing_of(call) is not None


def _is_due(leg: Leg, now: datetime) -> bool:
    return not leg.gone and not leg.emergency and leg.ends_at is not None and leg.ends_at <= now
