"""The register of everybody who is restricted (TUN-8.9), read on a screen or taken away as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, People, Policies
from contact_gateway.application.ports_of_audit import Looks
from contact_gateway.application.ports_of_registers import RestrictionFiles
from contact_gateway.application.ports_of_tables import TableAs
from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_registers import RegisterRow
from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.tables import Cell, Table, TableFormat

COLUMNS = ("Name", "Address", "In force from", "In force until", "Restriction")
"""What TUN-8.9 asks for, and nothing else."""

_HOW_TO_READ = (
    "What is in force from a later day is decided and told, and not in force before that day. "
    "Where nobody has fixed an end, it is in force until its review and, once that is overdue, until the last day on "
    "which it can go on without one; what is on hold or has stopped was in force until the day that stands here."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """The register as a file: its name, what it holds, and how many rows."""

    name: str
    content: bytes
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everybody who is or was restricted. Each look is put on record before anything is shown."""

    restrictions: RestrictionFiles
    people: People
    policies: Policies
    looks: Looks
    formats: Mapping[TableFormat, TableAs]
    clock: Clock
    read_at_once: int = 500
    """Rows that are held in memory while an export is made."""

    def page(self, landlord: str, after: str, limit: int, by: str) -> Sequence[RegisterRow]:
        """Return rows whose id comes after this one, by id. Raises `Unavailable`."""
        self.looks.looked(landlord, Look.REGISTER_READ, "", by, {"after": after, "limit": limit})
        return self.restrictions.register(landlord, after, limit)

    def export(self, landlord: str, written_as: TableFormat, by: str) -> RegisterFile:
        """Return the whole register as a file.

        Raises `Refused` (format_missing) for a format that this installation cannot write, and `Unavailable`.
        """
        write = self.formats.get(written_as)
        if write is None:
            known = ", ".join(self.formats)
            raise Refused("format_missing", f"This installation cannot write {written_as}; it can write: {known}.")
        policy = self.policies.current(landlord)
        now, clocks = self.clock.now(), policy.clocks
        today = clocks.day_of(now)
        rows = sorted(self._rows(landlord, now, clocks), key=lambda row: (str(row[2]), str(row[0]), row))
        told = {"format": written_as.value, "rows": len(rows)}
        self.looks.looked(landlord, Look.REGISTER_EXPORTED, "", by, told)
        table = Table(
            title=f"Register of restrictions: {policy.name}",
            note=f"As it stood on {today.day} {today:%B %Y}. {_HOW_TO_READ}",
            columns=COLUMNS,
            rows=tuple(rows),
        )
        return RegisterFile(
            name=f"register-{landlord}-{today.isoformat()}.{written_as}", content=write(table), rows=len(rows)
        )

    def _rows(self, landlord: str, now: datetime, clocks: Clocks) -> Iterator[tuple[Cell, ...]]:
        names, after = self.people.names(landlord), ""
        while page := self.restrictions.register(landlord, after, self.read_at_once):
            yield from (_line(row, names, now, clocks) for row in page)
            after = page[-1].restriction.id


def _line(row: RegisterRow, names: Mapping[str, str], now: datetime, clocks: Clocks) -> tuple[Cell, ...]:
    return (
        row.name,
        ", ".join(line.strip() for line in row.address.splitlines() if line.strip()),
        clocks.day_of(row.starts_at),
        row.last_day(now, clocks),
        arrangement(row.restriction, names),
    )
