"""The book of calls in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from contact_gateway.application.errors import NotFound, Refused, Unavailable
from contact_gateway.application.records_of_calls import EndedBy, Leg, LiveCall, Played, StaffAct, Task, TaskCode
from contact_gateway.domain.calls import NOTICES, WARNINGS, AnnouncementState, LegState
from tests.fakes.memory import LandlordRows, Memory
from tests.fakes.tasks import add_task, is_known

_PATIENCE_SECONDS = 5
_IN_FLIGHT = frozenset({AnnouncementState.PLANNED, AnnouncementState.SENT})


class MemoryCallBook:
    """The call book port. `down` makes everything raise `Unavailable`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.down = False

    @contextmanager
    def open(self, landlord: str, contact_id: str) -> Iterator[MemoryOpenBook]:
        rows = self._rows(landlord)
        lock = self._memory.locks[landlord, f"call {contact_id}"]
        if not lock.acquire(timeout=_PATIENCE_SECONDS):
            raise Unavailable("Somebody else has been busy with this call for too long.")
        try:
            with self._memory.writing:
                book = MemoryOpenBook(rows, contact_id)
            yield book
            with self._memory.writing:
                book.commit()
        finally:
            lock.release()

    def contact_of_leg(self, landlord: str, leg: str) -> str:
        found = self._rows(landlord).legs.get(leg)
        if found is None:
            raise NotFound(f"There is no leg {leg}.")
        return found.contact_id

    def announced(self, landlord: str, announcement_id: str) -> Played:
        found = self._rows(landlord).played.get(announcement_id)
        if found is None:
            raise NotFound(f"There is no announcement {announcement_id}.")
        return found

    def live(self, landlord: str, contact_id: str) -> LiveCall:
        with self._memory.writing:
            call = MemoryOpenBook(self._rows(landlord), contact_id).call()
        if call is None:
            raise NotFound(f"No call of contact {contact_id} ran through a room.")
        return call

    def notices_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Played]:
        with self._memory.writing:
            rows = self._rows(landlord)
            due = [
                one
                for one in rows.played.values()
                if one.state is AnnouncementState.PLANNED and one.due_at <= now and _is_wanted(rows.legs[one.leg], one)
            ]
        return sorted(due, key=lambda one: (one.due_at, one.id))[:limit]

    def ends_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Leg]:
        with self._memory.writing:
            due = [
                (leg.ends_at, leg.id, leg)
                for leg in self._rows(landlord).legs.values()
                if leg.ends_at is not None and leg.ends_at <= now and _lasts(leg)
            ]
        return [leg for *_, leg in sorted(due, key=lambda found: found[:2])][:limit]

    def limits_to_lift(self, landlord: str, limit: int = 50) -> Sequence[Leg]:
        with self._memory.writing:
            legs = list(self._rows(landlord).legs.values())
        kept = [leg for leg in legs if leg.keeps_limit and leg.leg_id and _lasts(leg)]
        return sorted(kept, key=lambda leg: (leg.placed_at, leg.id))[:limit]

    def warnings_not_heard(self, landlord: str, before: datetime, limit: int = 50) -> Sequence[Played]:
        with self._memory.writing:
            rows = self._rows(landlord)
            told = {task.contact_id for task in rows.tasks.values() if task.code is TaskCode.WARNING_NOT_HEARD}
            found = [
                (one.sent_at, one.id, one)
                for one in rows.played.values()
                if one.announcement in WARNINGS
                and one.sent_at is not None
                and one.sent_at < before
                and (one.state is AnnouncementState.SENT or _is_untold(one, told))
            ]
        return [one for *_, one in sorted(found, key=lambda each: each[:2])][:limit]

    def unplaced(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        with self._memory.writing:
            legs = list(self._rows(landlord).legs.values())
        found = [leg for leg in legs if leg.placed_at < before and leg.is_unplaced]
        return sorted(found, key=lambda leg: (leg.placed_at, leg.id))[:limit]

    def open_since(self, landlord: str, before: datetime, limit: int = 200) -> Sequence[Leg]:
        with self._memory.writing:
            legs = list(self._rows(landlord).legs.values())
        still_open = [leg for leg in legs if leg.placed_at < before and _is_open(leg, legs)]
        return sorted(still_open, key=lambda leg: (leg.placed_at, leg.id))[:limit]

    def _rows(self, landlord: str) -> LandlordRows:
        if self.down:
            raise Unavailable("The database does not answer.")
        return self._memory.of(landlord)


class MemoryOpenBook:
    """One transaction about one call: nothing that it writes is seen before it commits, or ever where it does not."""

    def __init__(self, rows: LandlordRows, contact_id: str) -> None:
        self._rows = rows
        self._contact_id = contact_id
        self._legs = {leg.id: leg for leg in rows.legs.values() if leg.contact_id == contact_id}
        self._played = {one.id: one for one in rows.played.values() if one.contact_id == contact_id}
        self._ended = rows.ended_contacts.get(contact_id)
        self._audit: list[str] = []
        self._tasks: list[Task] = []

    def call(self) -> LiveCall | None:
        legs = self.legs()
        played = sorted(self._played.values(), key=lambda one: (one.asked_at, one.id))
        return LiveCall(leg=legs[-1], played=tuple(played), ended=self._ended) if legs else None

    def legs(self) -> Sequence[Leg]:
        return sorted(self._legs.values(), key=lambda leg: leg.turn)

    def ended(self) -> EndedBy | None:
        return self._ended

    def put_leg(self, leg: Leg) -> None:
        if any(other.turn == leg.turn for other in self._legs.values() if other.id != leg.id):
            raise Refused("turn_taken", "Somebody else is rung at this turn of the call.")
        self._legs[leg.id] = leg

    def put_longer(self, leg: Leg, officer: str) -> None:
        self.put_leg(leg)
        self._audit.append(f"manager:call:extended {self._contact_id} {officer} {leg.limit}")

    def put_act(self, act: StaffAct, officer: str) -> None:
        self._audit.append(f"staff:call:{act} {self._contact_id} {officer}")

    def put_played(self, played: Played) -> None:
        others = [one for one in self._played.values() if one.id != played.id]
        if _is_warning_in_flight(played) and any(map(_is_warning_in_flight, others)):
            raise Refused("already_in_flight", "A warning is being played in this call.")
        self._played[played.id] = played

    def put_not_heard(self, played: Played, task: Task) -> bool:
        self.put_played(played)
        self._tasks.append(task)
        return not is_known(self._rows, task)

    def put_ended(self, ended: EndedBy, tasks: Sequence[Task] = ()) -> bool:
        if self._ended is not None:
            return False
        self._ended = ended
        self._tasks.extend(tasks)
        return True

    def commit(self) -> None:
        """Do what was written."""
        self._rows.legs.update(self._legs)
        self._rows.played.update(self._played)
        self._rows.audit.extend(self._audit)
        for task in self._tasks:
            add_task(self._rows, task)
        if self._ended and self._contact_id not in self._rows.ended_contacts:
            self._rows.ended_contacts[self._contact_id] = self._ended
            self._rows.incidents[self._contact_id] = self._customer()
            self._rows.audit.append(f"staff:contact:ended {self._contact_id}")

    def _customer(self) -> str:
        found = (row.last for row in self._rows.contacts.values() if row.id == self._contact_id)
        return next((step.decision.counted_for for step in found if step), "")


def _is_warning_in_flight(played: Played) -> bool:
    return played.announcement in WARNINGS and played.state in _IN_FLIGHT


def _is_untold(played: Played, told: set[str]) -> bool:
    return played.state is AnnouncementState.FAILED and played.contact_id not in told


def _is_going_on(leg: Leg) -> bool:
    return leg.state is LegState.ANSWERED and leg.over_at is None


def _lasts(leg: Leg) -> bool:
    return not leg.gone and leg.over_at is None


def _is_wanted(leg: Leg, played: Played) -> bool:
    return _is_going_on(leg) and not (leg.emergency and played.announcement in NOTICES)


def _is_open(leg: Leg, legs: Sequence[Leg]) -> bool:
    if leg.state in {LegState.OVER, LegState.FAILED}:
        return False
    is_followed = any(other.contact_id == leg.contact_id and other.turn > leg.turn for other in legs)
    return not (is_followed and leg.state is LegState.UNANSWERED)
