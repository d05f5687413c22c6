"""Prove that nobody altered, removed, inserted or moved a row of the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.ports_of_audit import AuditTrail
from contact_gateway.domain.audit_chain import BEFORE_ALL, AuditRow, Fault, Found, Seal, faults

ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was found. `unsealed` rows are younger than the last seal; `oldest_unsealed` is when the first was written.

    `last` is the newest seal: who notes its number and hash elsewhere can prove later that it still stands.
    """

    faults: tuple[Found, ...]
    rows: int
    seals: int
    last: Seal | None
    unsealed: int
    oldest_unsealed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyAudit:
    """Reads every row and every seal of a landlord, a seal at a time."""

    trail: AuditTrail

    def __call__(self, landlord: str, noted: Mapping[int, str] | None = None) -> AuditReport:
        """Return what was found; `noted` are the hashes of seals, in hex, as they were kept elsewhere.

        Raises `Unavailable`.
        """
        found: list[Found] = []
        kept = dict(noted or {})
        last: Seal | None = None
        rows = seals = 0
        for it in self.trail.seals(landlord):
            covered = list(self._rows(landlord, last.last if last else BEFORE_ALL, it.last))
            found += faults(last, it, covered)
            if kept.pop(it.number, it.hash.hex()) != it.hash.hex():
                found.append(Found(fault=Fault.SEAL_NOT_AS_NOTED, number=it.number))
            rows, seals, last = rows + len(covered), seals + 1, it
        found += [Found(fault=Fault.SEAL_MISSING, number=number, other=number) for number in kept]
        unsealed = [row.at for row in self._rows(landlord, last.last if last else BEFORE_ALL, None)]
        return AuditReport(
            faults=tuple(found),
            rows=rows,
            seals=seals,
            last=last,
            unsealed=len(unsealed),
            oldest_unsealed=min(unsealed, default=None),
        )

    def _rows(self, landlord: str, after: int, through: int | None) -> Iterator[AuditRow]:
        while page := self.trail.rows(landlord, after, through, ROWS_AT_ONCE):
            yield from page
            after = page[-1].number
