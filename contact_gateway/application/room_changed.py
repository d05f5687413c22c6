"""What the provider says about a room: who came, who left, and whether an announcement was heard to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.leg_changed import LegChanged, let_nobody_ring_on
from contact_gateway.application.leg_events import LegEvents
from contact_gateway.application.legs import answered, talked_out
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls, OpenBook
from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.domain.calls import Announcement, AnnouncementState, notices


class InRoom(StrEnum):
    """What happened in a room."""

    AGENT_JOINED = "agent_joined"
    AGENT_LEFT = "agent_left"
    CALLER_WAITS = "caller_waits"
    CALLER_LEFT = "caller_left"
    ENDED = "ended"
    HEARD = "heard"
    NOT_HEARD = "not_heard"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomReport:
    """One report about a room. `at` is the provider's own time of it, `room_id` what it calls the room.

    `leg_id` is what it calls the leg's own call, where the report is about whoever was rung. `announcement_id` names
    what was heard, or was not, and `why`.
    """

    what: InRoom
    at: datetime
    room_id: str = ""
    leg_id: str = ""
    announcement_id: str = ""
    why: str = ""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChanged:
    """Carries a report into the book of the call."""

    book: CallBook
    live_calls: LiveCalls
    leg_events: LegEvents
    leg_changed: LegChanged
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, leg_id: str, report: RoomReport) -> None:
        """Store what happened; told again, or late, it changes nothing.

        A caller who waits where nobody answers is taken on. Raises `NotFound`, `Unavailable`.
        """
        contact_id = self.book.contact_of_leg(landlord, leg_id)
        granted = self._granted(landlord, contact_id) if report.what is InRoom.AGENT_JOINED else None
        with self.book.open(landlord, contact_id) as book:
            legs = book.legs()
            before = next(leg for leg in legs if leg.id == leg_id)
            leg = _after(_named(before, report), report)
            if leg != before:
                book.put_leg(leg)
            if before.answered_at is None and leg.answered_at is not None and not leg.emergency:
                self._plan_notices(book, leg, leg.answered_at, granted)
            played = self._told_of(book, report)
        self.leg_events(landlord, leg)
        if report.what is InRoom.CALLER_LEFT and leg.answered_at is None and not before.gone:
            let_nobody_ring_on(self.live_calls, landlord, leg)
        if report.what is InRoom.CALLER_WAITS and leg.turn == legs[-1].turn:
            self.leg_changed.send_on(landlord, leg)
        if played:
            self._follow_up(landlord, leg, played)

    def _granted(self, landlord: str, contact_id: str) -> int | None:
        return self.leg_events.lookup.recorded(landlord, contact_id).decision.granted

    def _plan_notices(self, book: OpenBook, leg: Leg, answered_at: datetime, granted: int | None) -> None:
        """Plan what is said before the end; where the agent ends the call, before the time at which that is due."""
        ends_at = leg.ends_at or (answered_at + timedelta(seconds=granted) if granted else None)
        for notice in planned_notices(leg, ends_at, self.new_id, answered_at, self.clock.now()):
            book.put_played(notice)

    def _told_of(self, book: OpenBook, report: RoomReport) -> Played | None:
        """Store what became of an announcement; one that was heard to its end was heard, whatever else is told."""
        call = book.call()
        asked = (one for one in call.played if one.id == report.announcement_id) if call else iter(())
        before = next(asked, None)
        if before is None or before.state is AnnouncementState.HEARD:
            return None
        match report.what:
            case InRoom.HEARD:
                played = replace(before, state=AnnouncementState.HEARD, heard_at=report.at, why="")
            case InRoom.NOT_HEARD:
                played = replace(before, state=AnnouncementState.FAILED, why=report.why or "It was cut off.")
            case _:
                return None
        book.put_played(played)
        return played

    def _follow_up(self, landlord: str, leg: Leg, played: Played) -> None:
        """End the room after its closing words, no emergency's."""
        if played.announcement is Announcement.CLOSING and not leg.emergency:
            self._end(landlord, leg)

    def _end(self, landlord: str, leg: Leg) -> None:
        try:
            self.live_calls.end_room(landlord, leg)
        except (NotDone, Unclear) as fault:
            log.warning("A room of %s did not end after its closing words: %s", landlord, type(fault).__name__)


def planned_notices(
    leg: Leg, ends_at: datetime | None, new_id: Callable[[], str], start: datetime, now: datetime
) -> Sequence[Played]:
    """Return the notices of a leg whose time is over then, of those that come after `start`."""
    if ends_at is None:
        return ()
    return [
        Played(
            id=new_id(),
            contact_id=leg.contact_id,
            leg=leg.id,
            announcement=notice.announcement,
            state=AnnouncementState.PLANNED,
            asked_by="",
            asked_at=now,
            due_at=notice.at,
        )
        for notice in notices(start, ends_at)
    ]


def _named(leg: Leg, report: RoomReport) -> Leg:
    """Return a leg with the provider's own ids, which it may not have told when the leg was placed."""
    return replace(leg, room_id=leg.room_id or report.room_id, leg_id=leg.leg_id or report.leg_id)


def _after(leg: Leg, report: RoomReport) -> Leg:
    match report.what:
        case InRoom.AGENT_JOINED:
            return answered(leg, report.at)
        case InRoom.AGENT_LEFT | InRoom.CALLER_LEFT | InRoom.ENDED:
            return talked_out(leg, report.at)
        case _:
            return leg
