"""A manager lets a limited call go on for longer, while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from contact_gateway.application.errors import NotDone, Refused, Unclear
from contact_gateway.application.lift_limit import LiftLimit
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.play_warning import connected, refuse_closing
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls, OpenBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records_of_calls import Leg, LiveCall
from contact_gateway.application.room_changed import planned_notices
from contact_gateway.domain.calls import (
    LONGEST_EXTENSION,
    LONGEST_TALK,
    NOTICES,
    WHISPER_SECONDS,
    AnnouncementState,
)

UNLIMITED = "This call has no time limit."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendCall:
    """The provider is asked first: what we store is never longer than the call can be. Who extended is on record.

    A call that is tagged as an emergency in between has its limit lifted again.
    """

    book: CallBook
    live_calls: LiveCalls
    lift_limit: LiftLimit
    lookup: ContactLookup
    people: People
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, contact_id: str, minutes: int, officer: str) -> LiveCall:
        """Let a call last so many minutes longer than was granted, in all: asked twice, it is the same extension.

        Raises `NotFound`, `Unavailable` and `Refused`: too_long, unknown_officer, not_limited, not_longer,
        without_a_room, not_connected, call_over, being_closed, not_extended.
        """
        if not 1 <= minutes <= LONGEST_EXTENSION // 60:
            raise Refused("too_long", f"A call is extended by 1 to {LONGEST_EXTENSION // 60} minutes in all.")
        refuse_strangers(self.people, landlord, officer)
        granted = self.lookup.recorded(landlord, contact_id).decision.time_limit
        with self.book.open(landlord, contact_id) as book:
            leg = _extendable(book.call(), granted)
        limit = (granted or 0) + minutes * 60
        if limit > LONGEST_TALK:
            raise Refused("too_long", f"No call lasts longer than {LONGEST_TALK // 60} minutes; ring back instead.")
        if leg.limit is not None and limit < leg.limit:
            raise Refused("not_longer", "This call was extended by more than that already.")
        is_longer = self._ask(landlord, leg, limit)
        with self.book.open(landlord, contact_id) as book:
            capped = _capped_again(book, leg.id, limit)
            if capped is None and is_longer:
                self._store(book, _extendable(book.call(), granted), limit, officer)
        if capped is not None:
            self.lift_limit(landlord, capped)
            raise Refused("not_limited", UNLIMITED)
        if not is_longer:
            raise Refused("not_extended", "The provider did not extend this call; try again.")
        return self.book.live(landlord, contact_id)

    def _ask(self, landlord: str, leg: Leg, limit: int) -> bool:
        try:
            self.live_calls.limit(landlord, leg.leg_id, limit + WHISPER_SECONDS)
        except (NotDone, Unclear):
            return False
        return True

    def _store(self, book: OpenBook, leg: Leg, limit: int, officer: str) -> None:
        if leg.answered_at is None or leg.limit == limit:
            return
        now = self.clock.now()
        longer = replace(leg, limit=limit, ends_at=leg.answered_at + timedelta(seconds=limit))
        book.put_longer(longer, officer)
        drop_notices(book, leg, "The call was extended.")
        for notice in planned_notices(longer, longer.ends_at, self.new_id, now, now):
            book.put_played(notice)


def _capped_again(book: OpenBook, leg_id: str, limit: int) -> Leg | None:
    """Return a leg that was tagged as an emergency while it was extended, with the limit that is on it again.

    That limit is on record until the provider has lifted it; None where the leg is no emergency, or has gone.
    """
    leg = next(leg for leg in book.legs() if leg.id == leg_id)
    if leg.gone or not leg.emergency:
        return None
    capped = replace(leg, limit=limit)
    book.put_leg(capped)
    return capped


def drop_notices(book: OpenBook, leg: Leg, why: str) -> None:
    """Take back the notices that were not played yet."""
    call = book.call()
    for one in call.played if call else ():
        if one.leg == leg.id and one.announcement in NOTICES and one.state is AnnouncementState.PLANNED:
            book.put_played(replace(one, state=AnnouncementState.FAILED, why=why))


def _extendable(call: LiveCall | None, granted: int | None) -> Leg:
    """Return the leg of a call whose time can be changed. Raises `Refused`."""
    call = connected(call)
    leg = call.leg
    if granted is None or leg.ends_at is None or leg.emergency:
        raise Refused("not_limited", UNLIMITED)
    refuse_closing(call)
    return leg
