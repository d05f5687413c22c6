"""Notices before the end of a limited call, and its end: what is due is done, by whichever scheduler comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.closing import Closing
from contact_gateway.application.lift_limit import LiftLimit
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.records_of_calls import LiveCall, Played
from contact_gateway.domain.calls import AnnouncementState

TOO_LATE = timedelta(seconds=20)
"""A notice that is later than that would say what is not so: thirty seconds left, when there are ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNotices:
    """What was wanted and is not done yet is done, again and again; an emergency is freed and never ended.

    Each notice is claimed in its call's own transaction before the provider is asked, so that it is said once.
    """

    book: CallBook
    announcing: Announcing
    closing: Closing
    lift_limit: LiftLimit
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Lift what is kept, end what is over, say what is due; return how many were done. Raises `Unavailable`."""
        now = self.clock.now()
        lifted = sum(self.lift_limit(landlord, leg) for leg in self.book.limits_to_lift(landlord))
        ended = sum(self.closing.when_due(landlord, leg) for leg in self.book.ends_due(landlord, now))
        return lifted + ended + sum(self._say(landlord, notice) for notice in self.book.notices_due(landlord, now))

    def _say(self, landlord: str, due: Played) -> bool:
        now = self.clock.now()
        with self.book.open(landlord, due.contact_id) as book:
            call = book.call()
            if call is None or not _is_planned(call, due):
                return False
            if now - due.due_at > TOO_LATE:
                book.put_played(replace(due, state=AnnouncementState.FAILED, why="It was too late for it."))
                return False
            sent = replace(due, state=AnnouncementState.SENT, sent_at=now)
            book.put_played(sent)
        return self.announcing(landlord, call.leg, sent).state is AnnouncementState.SENT


def _is_planned(call: LiveCall, due: Played) -> bool:
    stands = next((one for one in call.played if one.id == due.id), None)
    return stands is not None and stands.state is AnnouncementState.PLANNED and call.leg.id == due.leg
