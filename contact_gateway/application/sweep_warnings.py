"""A warning that nobody heard to its end becomes a task, once everything that may be told of it has been told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contact_gateway.application.play_warning import LONGEST_IN_FLIGHT, given_up
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records_of_calls import Played, Task, TaskCode
from contact_gateway.domain.calls import AnnouncementState


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepWarnings:
    """Looks at what stands a minute later and at no report, so that contradicting ones may come in any order."""

    book: CallBook
    lookup: ContactLookup
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str) -> int:
        """Give up on warnings that were not heard; return how many have a task now. Raises `Unavailable`."""
        found = self.book.warnings_not_heard(landlord, self.clock.now() - LONGEST_IN_FLIGHT)
        return sum(self._follow_up(landlord, played) for played in found)

    def _follow_up(self, landlord: str, found: Played) -> bool:
        # Read before the book takes its connection: whoever waits in line for the same call holds one too.
        customer_id = self.lookup.recorded(landlord, found.contact_id).decision.counted_for
        with self.book.open(landlord, found.contact_id) as book:
            call = book.call()
            played = (one for one in call.played if one.id == found.id) if call else iter(())
            stands = next(played, None)
            if stands is None or stands.state is AnnouncementState.HEARD:
                return False
            return book.put_not_heard(given_up(stands), self._task(stands, customer_id))

    def _task(self, played: Played, customer_id: str) -> Task:
        return Task(
            id=self.new_id(),
            code=TaskCode.WARNING_NOT_HEARD,
            customer_id=customer_id,
            contact_id=played.contact_id,
            for_officer=played.asked_by,
            clause="",
            made_at=self.clock.now(),
        )
