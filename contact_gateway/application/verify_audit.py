"""Prove that nobody altered, removed, inserted or moved a row of the trail, nor an act or restriction it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.errors import NoKey
from contact_gateway.application.ports_of_audit import AuditTrail
from contact_gateway.domain.audit_chain import (
    BEFORE_ALL,
    FORGOTTEN,
    AuditRow,
    Fault,
    Found,
    Seal,
    faults,
    is_forgotten,
)

ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was found. `unsealed` rows are younger than the last seal; `oldest_unsealed` is when the first was written.

    `last` is the newest seal: who notes its number and hash elsewhere can prove later that it still stands.
    `forgotten` rows were kept as long as the policy says; their seals stand, and a sealed row tells that they went.
    `words_opened` is False where the landlord has no key here, and words of cases could not be looked at.
    """

    faults: tuple[Found, ...]
    rows: int
    seals: int
    last: Seal | None
    unsealed: int
    oldest_unsealed: datetime | None
    forgotten: int = 0
    words_opened: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Covered:
    """What stands under a seal: what is wrong with it, how many rows, and the last that tells what was forgotten."""

    seal: Seal
    faults: tuple[Found, ...]
    rows: int
    told: AuditRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyAudit:
    """Reads every row and every seal of a landlord, a seal at a time."""

    trail: AuditTrail

    def __call__(self, landlord: str, noted: Mapping[int, str] | None = None) -> AuditReport:
        """Return what was found; `noted` are the hashes of seals, in hex, as they were kept elsewhere.

        Raises `Unavailable`.
        """
        kept = dict(noted or {})
        last: Seal | None = None
        told: AuditRow | None = None
        found: list[Found] = []
        bare: list[_Covered] = []
        rows = seals = 0
        for it in self._covered(landlord):
            if kept.pop(it.seal.number, it.seal.hash.hex()) != it.seal.hash.hex():
                found.append(Found(fault=Fault.SEAL_NOT_AS_NOTED, number=it.seal.number))
            if it.rows:
                found += it.faults
            else:
                bare.append(it)
            rows, seals, last, told = rows + it.rows, seals + 1, it.seal, it.told or told
        found += [Found(fault=Fault.SEAL_MISSING, number=number, other=number) for number in kept]
        found += _left_bare(bare, told)
        found += self.trail.acts_amiss(landlord)
        words = self._words(landlord)
        found += words or ()
        unsealed = [row.at for row in self._rows(landlord, last.last if last else BEFORE_ALL, None)]
        return AuditReport(
            faults=tuple(found),
            rows=rows,
            seals=seals,
            last=last,
            unsealed=len(unsealed),
            oldest_unsealed=min(unsealed, default=None),
            forgotten=sum(len(it.seal.marks) for it in bare if is_forgotten(it.seal, told)),
            words_opened=words is not None,
        )

    def _words(self, landlord: str) -> Sequence[Found] | None:
        try:
            return self.trail.words_amiss(landlord)
        except NoKey:
            return None

    def _covered(self, landlord: str) -> Iterator[_Covered]:
        before: Seal | None = None
        for it in self.trail.seals(landlord):
            rows = list(self._rows(landlord, before.last if before else BEFORE_ALL, it.last))
            wrong = tuple(faults(before, it, rows))
            at_fault = {one.number for one in wrong}
            told = [row for row in rows if row.tag == FORGOTTEN and row.number not in at_fault]
            yield _Covered(seal=it, faults=wrong, rows=len(rows), told=told[-1] if told else None)
            before = it

    def _rows(self, landlord: str, after: int, through: int | None) -> Iterator[AuditRow]:
        while page := self.trail.rows(landlord, after, through, ROWS_AT_ONCE):
            yield from page
            after = page[-1].number


def _left_bare(bare: Sequence[_Covered], told: AuditRow | None) -> Iterator[Found]:
    """Return what is wrong with seals under which no row stands any more."""
    for it in bare:
        may_go = is_forgotten(it.seal, told)
        yield from (one for one in it.faults if not (may_go and one.fault is Fault.ROW_MISSING))
