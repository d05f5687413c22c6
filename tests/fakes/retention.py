"""Retention, legal holds and erasure, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.histories import refuse_to_erase_while_heard
from contact_gateway.application.ports_of_retention import Limits
from contact_gateway.application.records_of_retention import Erased, Fate, Going, LegalHold
from contact_gateway.domain.procedure.words import Kept
from contact_gateway.domain.standing import HAS_A_CASE
from tests.fakes.memory import Memory


class MemoryRetention:
    """The retention port. Of all that has an age the fakes forget requests for contact."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def going(self, landlord: str, limits: Limits) -> Sequence[Going]:
        limit = limits.get(Kept.CONTACTS)
        old = [one.until for one in self._memory.of(landlord).asked if limit and one.until < limit]
        return [Going(kept=Kept.CONTACTS, table="contact_requests", rows=len(old), oldest=min(old))] if old else []

    def forget(self, landlord: str, limits: Limits) -> Sequence[Going]:
        rows, going = self._memory.of(landlord), self.going(landlord, limits)
        rows.asked = [one for one in rows.asked if one.until >= limits[Kept.CONTACTS]] if going else rows.asked
        return [replace(one, oldest=None) for one in going]


class MemoryLegalHolds:
    """The legal holds port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def place(self, landlord: str, hold: LegalHold) -> None:
        rows = self._memory.of(landlord)
        if hold.customer_id not in rows.people or rows.people[hold.customer_id].role not in HAS_A_CASE:
            raise NotFound(f"There is no customer {hold.customer_id}.")
        rows.holds[hold.id] = hold
        rows.audit.append(f"staff:legal_hold:placed {hold.customer_id} {hold.placed_by}")

    def lift(self, landlord: str, hold_id: str, officer: str, at: datetime) -> None:
        rows = self._memory.of(landlord)
        if hold_id not in {one.id for one in self.standing(landlord)}:
            raise NotFound(f"No legal hold {hold_id} stands.")
        rows.holds[hold_id] = replace(rows.holds[hold_id], lifted_by=officer, lifted_at=at)
        rows.audit.append(f"staff:legal_hold:lifted {rows.holds[hold_id].customer_id} {officer}")

    def standing(self, landlord: str) -> Sequence[LegalHold]:
        held = self._memory.of(landlord).holds.values()
        return sorted((one for one in held if one.lifted_at is None), key=lambda one: (one.placed_at, one.id))


class MemoryErasures:
    """The erasures port. Of a customer the fakes erase name and contact points."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def would_erase(self, landlord: str, customer_id: str, now: datetime) -> Sequence[Erased]:
        rows = self._memory.of(landlord)
        if customer_id not in rows.people:
            raise NotFound(f"There is no person {customer_id}.")
        if rows.people[customer_id].role not in HAS_A_CASE:
            raise Refused("no_customer", "Customers and their households are erased; representatives go with theirs.")
        if any(one.customer_id == customer_id and one.lifted_at is None for one in rows.holds.values()):
            raise Refused("legal_hold", "A legal hold stands on this customer.")
        mine = [one.id for one, _ in rows.restrictions.values() if one.customer_id == customer_id]
        if not all(rows.is_over(one, now) for one in mine):
            raise Refused("in_force", "A restriction of this customer has not ended.")
        refuse_to_erase_while_heard(one for customer, one in rows.acts if customer == customer_id)
        points = len(rows.people[customer_id].contact_points)
        return [
            Erased(kind="person", fate=Fate.BLANKED, rows=1),
            Erased(kind="contact_points", fate=Fate.GONE, rows=points),
        ]

    def erase(
        self, landlord: str, customer_id: str, officer: str, now: datetime
    ) -> tuple[Sequence[Erased], Sequence[str]]:
        done, rows = self.would_erase(landlord, customer_id, now), self._memory.of(landlord)
        rows.people[customer_id] = replace(rows.people[customer_id], name="", reference="", contact_points=())
        rows.audit.append(f"staff:person:erased {customer_id} {officer}")
        return done, ()
