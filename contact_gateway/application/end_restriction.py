"""End a restriction before its time, because a person decided so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_strangers
from contact_gateway.application.ports import Clock, People
from contact_gateway.application.ports_of_registers import RestrictionFiles
from contact_gateway.application.records_of_registers import RestrictionFile


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRestriction:
    """The use case. Nothing ends a restriction by itself but the end that a person fixed."""

    restrictions: RestrictionFiles
    people: People
    clock: Clock

    def __call__(
        self, landlord: str, was: RestrictionFile, officer: str, ends_at: datetime | None = None
    ) -> RestrictionFile:
        """End it at an instant, now where none is given; `was` is what the officer saw, `officer` who decides.

        Raises `NotFound`, `Stale`, `Refused` (unknown_officer, already_over, impossible_end).
        """
        refuse_strangers(self.people, landlord, officer)
        now = self.clock.now()
        if was.ends_at is not None and was.ends_at <= now:
            raise Refused("already_over", f"It ended at {was.ends_at}.")
        wanted = ends_at or now
        if wanted < now or (was.ends_at is not None and wanted > was.ends_at):
            raise Refused("impossible_end", "It can end from now on, and not later than it ends already.")
        return self.restrictions.end(landlord, was, wanted, officer)
