"""Keep what a court or a claim needs, whatever retention and erasure say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_retention import LegalHolds
from contact_gateway.application.records_of_retention import LegalHold


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldForLaw:
    """Officers place and lift holds; several may stand on one customer."""

    holds: LegalHolds
    people: People
    clock: Clock

    def place(self, landlord: str, customer_id: str, reference: str, officer: str, hold_id: str) -> LegalHold:
        """Place one under this id; the reference is that of the claim.

        Raises `NotFound`, `Refused` (unknown_officer, no_reference).
        """
        refuse_strangers(self.people, landlord, officer)
        if not reference.strip():
            raise Refused("no_reference", "Say which claim the hold is for.")
        hold = LegalHold(
            id=hold_id,
            customer_id=customer_id,
            reference=reference.strip(),
            placed_by=officer,
            placed_at=self.clock.now(),
        )
        self.holds.place(landlord, hold)
        return hold

    def lift(self, landlord: str, hold_id: str, officer: str) -> None:
        """Lift one. Raises `NotFound`, `Refused` (unknown_officer)."""
        refuse_strangers(self.people, landlord, officer)
        self.holds.lift(landlord, hold_id, officer, self.clock.now())

    def standing(self, landlord: str) -> Sequence[LegalHold]:
        """Return those that stand, oldest first."""
        return self.holds.standing(landlord)
