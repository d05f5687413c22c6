"""Seal what was put on record since the last seal."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_audit import AuditTrail
from contact_gateway.domain.audit_chain import Seal

ROWS_A_SEAL = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class SealAudit:
    """Done again it does nothing; what it leaves, because somebody is writing just now, the next run seals."""

    trail: AuditTrail
    clock: Clock

    def __call__(self, landlord: str) -> tuple[Seal, ...]:
        """Return the new seals, in their order. Raises `Unavailable`."""
        made: list[Seal] = []
        while new := self.trail.seal(landlord, self.clock.now(), ROWS_A_SEAL):
            made.append(new)
            if len(new.marks) < ROWS_A_SEAL:
                break
        return tuple(made)
