"""End a restriction before its time, because a person decided so, unless somebody changed it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.casework.lift import Lift
from contact_gateway.application.errors import Stale
from contact_gateway.application.ports_of_registers import RestrictionFiles
from contact_gateway.application.records_of_registers import RestrictionFile


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRestriction:
    """The use case. No job ends a restriction: an officer does, or its own dates."""

    restrictions: RestrictionFiles
    lift: Lift

    def __call__(
        self, landlord: str, was: RestrictionFile, officer: str, ends_at: datetime | None = None, reason: str = ""
    ) -> RestrictionFile:
        """End it at an instant, now where none is given; `was` is what the officer saw, `officer` who decides, and why.

        Raises `NotFound`, `Stale`, `Refused` (unknown_officer, already_over, impossible_end).
        """
        restriction_id = was.restriction.id
        if self.restrictions.one(landlord, restriction_id) != was:
            raise Stale("Somebody else changed this restriction meanwhile.")
        self.lift(landlord, restriction_id, officer, reason, ends_at)
        return self.restrictions.one(landlord, restriction_id)
