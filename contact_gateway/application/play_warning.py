"""Play a warning to both while they talk. It counts once the room says that it was heard to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook, OpenBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records_of_calls import LiveCall, Played
from contact_gateway.domain.calls import WARNINGS, Announcement, AnnouncementState, LegState

ONE_PRESS = timedelta(seconds=10)
"""Whoever presses the same button again this soon means the same warning."""

LONGEST_IN_FLIGHT = timedelta(seconds=60)
"""No warning takes as long to say: what is not told by then is not coming."""

NOBODY_SAID = "Nobody said that it was heard."

WITHOUT_A_ROOM = "This contact runs without a room: give a warning in person; its time stays."

_IN_FLIGHT = frozenset({AnnouncementState.PLANNED, AnnouncementState.SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayWarning:
    """Stored as sent before the provider is asked, so that nothing is played that is not on record."""

    book: CallBook
    lookup: ContactLookup
    announcing: Announcing
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, contact_id: str, warning: Announcement, asked_by: str) -> Played:
        """Play a warning once, however often it is asked within ten seconds, and return how far it has come.

        `failed` says why in `why`: the agent gives the warning in person. Raises `NotFound`, `Unavailable` and
        `Refused`: not_a_warning, without_a_room, not_connected, call_over, being_closed, already_in_flight.
        """
        if warning not in WARNINGS:
            raise Refused("not_a_warning", "Only the first and the final warning are played by hand.")
        self.lookup.recorded(landlord, contact_id)
        now = self.clock.now()
        with self.book.open(landlord, contact_id) as book:
            call = connected(book.call())
            given = _same_press(call, warning, now)
            if given:
                return given
            refuse_closing(call)
            self._clear_the_way(book, call, now)
            played = Played(
                id=self.new_id(),
                contact_id=contact_id,
                leg=call.leg.id,
                announcement=warning,
                state=AnnouncementState.SENT,
                asked_by=asked_by,
                asked_at=now,
                due_at=now,
                sent_at=now,
            )
            book.put_played(played)
        return self.announcing(landlord, call.leg, played)

    def _clear_the_way(self, book: OpenBook, call: LiveCall, now: datetime) -> None:
        """Give up on a warning of which nothing was ever told. Raises `Refused` where one is being played."""
        in_flight = [one for one in call.played if one.announcement in WARNINGS and one.state in _IN_FLIGHT]
        for one in in_flight:
            if not _is_lost(one, now):
                raise Refused("already_in_flight", "Another warning is being played; wait until it has been said.")
            book.put_played(given_up(one))


def connected(call: LiveCall | None) -> LiveCall:
    """Return a call in which both talk. Raises `Refused` (call_over, without_a_room, not_connected)."""
    if call is None:
        raise Refused("without_a_room", WITHOUT_A_ROOM)
    if call.leg.over_at is not None or call.leg.state is LegState.OVER:
        raise Refused("call_over", "This call is over.")
    if call.leg.state is LegState.FAILED:
        raise Refused("without_a_room", WITHOUT_A_ROOM)
    if call.leg.state is not LegState.ANSWERED:
        raise Refused("not_connected", "Nobody has answered this call yet.")
    return call


def refuse_closing(call: LiveCall) -> None:
    """Raise `Refused` (being_closed) where a call is to end now."""
    if call.is_being_closed:
        raise Refused("being_closed", "This call is being closed.")


def given_up(warning: Played) -> Played:
    """Return a warning that was not heard as failed; why, where that was told, stays."""
    return replace(warning, state=AnnouncementState.FAILED, why=warning.why or NOBODY_SAID)


def _same_press(call: LiveCall, warning: Announcement, now: datetime) -> Played | None:
    """Return the warning of a moment ago; one that surely never went out may be pressed again at once."""
    return next(
        (
            one
            for one in reversed(call.played)
            if one.announcement is warning
            and one.sent_at is not None
            and (now - one.sent_at <= ONE_PRESS or (one.state is AnnouncementState.SENT and not _is_lost(one, now)))
        ),
        None,
    )


def _is_lost(played: Played, now: datetime) -> bool:
    return played.sent_at is not None and now - played.sent_at > LONGEST_IN_FLIGHT
