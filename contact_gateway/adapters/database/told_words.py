"""Words in a case that do not open in their place: exchanged with others', altered, or never sealed by the landlord.

A seal binds words to the act, or the restriction, that they are of: those of another one do not open there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import ACT_WORDS, EVIDENCE, NARRATIVE, SealedColumn
from contact_gateway.application.errors import Sealed
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.domain.audit_chain import Fault, Found

_AT_ONCE = 500
_FAULTS: Mapping[SealedColumn, Fault] = {
    ACT_WORDS: Fault.WORDS_SHUT,
    NARRATIVE: Fault.NARRATIVE_SHUT,
    EVIDENCE: Fault.EVIDENCE_SHUT,
}


def words_amiss(database: Database, encryption: Encryption, landlord: str) -> Iterator[Found]:
    """Open all words of a landlord's cases, and give which do not open. Raises `NoKey` where it has no key here."""
    encryption.mark(landlord)
    for column, fault in _FAULTS.items():
        for row_id, sealed in _each(database, landlord, column):
            try:
                encryption.open(landlord, column.place(row_id), sealed)
            except Sealed:
                yield Found(fault=fault, number=0, about=row_id)


def _each(database: Database, landlord: str, sealed: SealedColumn) -> Iterator[tuple[str, bytes]]:
    it = sealed.table.c
    wanted = select(it.id, sealed.column.label("sealed")).where(it.landlord_id == landlord, sealed.column.is_not(None))
    page, after = wanted.order_by(it.id).limit(_AT_ONCE), ""
    while True:
        with database.transaction(landlord) as connection:
            found = connection.execute(page.where(it.id > after)).all()
        yield from ((row.id, row.sealed) for row in found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1].id
