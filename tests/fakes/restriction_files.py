"""Restrictions with who decided them, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_registers import RegisterRow, RestrictionFile
from contact_gateway.domain.restrictions import Mode
from tests.fakes.memory import Memory


class MemoryRestrictionFiles:
    """The restriction files port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def page(self, landlord: str, after: str, limit: int, *, customer_id: str = "") -> Sequence[RestrictionFile]:
        found = [
            one
            for one in self._all(landlord)
            if one.restriction.id > after and customer_id in {"", one.restriction.customer_id}
        ]
        return found[:limit]

    def one(self, landlord: str, restriction_id: str) -> RestrictionFile:
        found = [one for one in self._all(landlord) if one.restriction.id == restriction_id]
        if not found:
            raise NotFound(f"There is no restriction {restriction_id}.")
        return found[0]

    def register(self, landlord: str, after: str, limit: int) -> Sequence[RegisterRow]:
        rows = self._memory.of(landlord)
        return [
            RegisterRow(
                restriction=one.restriction,
                name=rows.people[one.restriction.customer_id].name,
                address=rows.addresses.get(one.restriction.customer_id, ""),
                starts_at=min((bound.start for bound in binds or ()), default=one.restriction.starts_at),
                ends_at=one.ends_at,
                stops_at=max((bound.end for bound in binds or ()), default=None),
            )
            for one in self.page(landlord, after, len(rows.restrictions))
            for binds in [rows.binds.get(one.restriction.id)]
            if one.restriction.mode is Mode.ENFORCED and binds != ()
        ][:limit]

    def _all(self, landlord: str) -> list[RestrictionFile]:
        rows = self._memory.of(landlord)
        return [
            RestrictionFile(restriction=restriction, decided=decided, ended_at=rows.ended.get(restriction_id))
            for restriction_id, (restriction, decided) in sorted(rows.restrictions.items())
        ]
