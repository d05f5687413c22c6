"""Restrictions in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import GroundsNarrative, ReviewDue
from contact_gateway.domain.restrictions import Restriction
from tests.fakes.memory import Memory


class MemoryRestrictions:
    """The restrictions port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of_customer(self, landlord: str, customer_id: str) -> Sequence[Restriction]:
        now, rows = self._memory.clock.now(), self._memory.of(landlord)
        found = [
            restriction
            for restriction, _ in rows.restrictions.values()
            if restriction.customer_id == customer_id and rows.binds_from_now(restriction.id, now)
        ]
        return sorted(found, key=lambda one: (one.starts_at, one.id), reverse=True)

    def grounds_of(self, landlord: str, restriction_id: str, reader: str) -> GroundsNarrative:
        rows = self._memory.of(landlord)
        if restriction_id not in rows.restrictions:
            raise NotFound(f"There is no restriction {restriction_id}.")
        rows.audit.append(f"staff:grounds:read {restriction_id} {reader}")
        _, decided = rows.restrictions[restriction_id]
        return GroundsNarrative(
            grounds=decided.grounds,
            decided_by=decided.officer,
            narrative=decided.narrative,
            evidence=decided.evidence,
        )

    def due_for_review(self, landlord: str, by: date) -> Sequence[tuple[Restriction, str]]:
        now = self._memory.clock.now()
        rows = self._memory.of(landlord)
        found = [
            (restriction, rows.people[restriction.customer_id].name)
            for restriction, _ in rows.restrictions.values()
            if rows.binds_at(restriction.id, now) and restriction.review_on <= by
        ]
        return sorted(found, key=lambda one: (one[0].review_on, one[0].id))

    def put_before_manager(self, landlord: str, review: ReviewDue, found_at: datetime) -> bool:
        rows = self._memory.of(landlord)
        if review.restriction.id not in rows.restrictions:
            raise NotFound(f"There is no restriction {review.restriction.id}.")
        key = (review.restriction.id, review.due_on)
        if key in rows.reviews:
            return False
        rows.reviews[key] = review
        rows.audit.append(f"scheduler:review:due {review.restriction.id}")
        return True

    def reviews_due(self, landlord: str) -> Sequence[ReviewDue]:
        waiting = self._memory.of(landlord).reviews.values()
        return sorted(waiting, key=lambda one: (one.due_on, one.restriction.id))
