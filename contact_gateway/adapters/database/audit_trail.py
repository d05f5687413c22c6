"""The audit trail as a chain: its rows in their order, and the seals over them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from struct import Struct

from sqlalchemy import Connection, RowMapping, func, insert, select

from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.tables_of_audit import AUDIT_SEALS
from contact_gateway.adapters.database.tables_of_service import AUDIT
from contact_gateway.adapters.database.told_acts import acts_amiss
from contact_gateway.adapters.database.told_restrictions import restrictions_amiss
from contact_gateway.adapters.database.told_words import words_amiss
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.domain.audit_chain import BEFORE_ALL, AuditRow, Found, Mark, Seal, seal

PATIENCE_SECONDS = 5.0
_PAUSE_SECONDS = 0.02
_MARK = Struct(">q32s")
_ROW, _SEAL = AUDIT.c, AUDIT_SEALS.c

WRITERS = statement("""
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND relation = 'audit'::regclass AND mode = 'RowExclusiveLock'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
"""Who is writing audit rows now, of whichever landlord."""


class DatabaseAuditTrail:
    """The audit trail port."""

    def __init__(self, database: Database, encryption: Encryption, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Take the database, what opens words in it, and how long whoever is writing is waited for."""
        self._database = database
        self._encryption = encryption
        self._patience = patience_seconds

    def seal(self, landlord: str, at: datetime, limit: int) -> Seal | None:
        """Seal the rows that no seal covers yet, at most so many; None where there are none.

        Method: a row's number is given out before the commit, so that a lower one may come to light after a higher one.
        Whoever was given a number at most as high as the highest that is seen holds the lock of a writer since before,
        and until after the commit. So look first at the highest number, then at who writes, and read the rows once
        those are done. Who begins later gets higher numbers. The lock on the seals makes two who seal wait in line.
        """
        with self._database.transaction(landlord, json.dumps(["audit seals", landlord])) as connection:
            before = self._last(connection, landlord)
            newer = _ROW.seq > (before.last if before else BEFORE_ALL)
            wanted = select(_ROW.seq).where(_ROW.landlord_id == landlord, newer).order_by(_ROW.seq).limit(limit)
            found = connection.execute(wanted).scalars().all()
            if not found or not self._have_written(connection):
                return None
            rows = _rows(connection, landlord, before.last if before else BEFORE_ALL, found[-1], limit)
            new = seal(landlord, before, rows, at)
            connection.execute(insert(AUDIT_SEALS).values(_row_of(new)))
            return new

    def seals(self, landlord: str) -> Iterator[Seal]:
        """Go through the seals by number."""
        after = 0
        next_one = select(AUDIT_SEALS).where(_SEAL.landlord_id == landlord).order_by(_SEAL.number).limit(1)
        while True:
            with self._database.transaction(landlord) as connection:
                row = connection.execute(next_one.where(_SEAL.number > after)).mappings().one_or_none()
            if row is None:
                return
            yield _seal_of(row)
            after = row["number"]

    def rows(self, landlord: str, after: int, through: int | None, limit: int) -> Sequence[AuditRow]:
        """Return rows by number: after that one, up to and with this one (to the last where None), at most so many."""
        with self._database.transaction(landlord) as connection:
            return _rows(connection, landlord, after, through, limit)

    def acts_amiss(self, landlord: str) -> Sequence[Found]:
        """Return the acts of cases, and the restrictions, that are not as the last row that tells of them says."""
        with self._database.transaction(landlord) as connection:
            return [*acts_amiss(connection, landlord), *restrictions_amiss(connection, landlord)]

    def words_amiss(self, landlord: str) -> Sequence[Found]:
        """Return the words of cases that do not open in their place. Raises `NoKey` where there is no key at all."""
        return list(words_amiss(self._database, self._encryption, landlord))

    def _last(self, connection: Connection, landlord: str) -> Seal | None:
        newest = select(func.max(_SEAL.number)).where(_SEAL.landlord_id == landlord).scalar_subquery()
        wanted = select(AUDIT_SEALS).where(_SEAL.landlord_id == landlord, _SEAL.number == newest)
        row = connection.execute(wanted).mappings().one_or_none()
        return None if row is None else _seal_of(row)

    def _have_written(self, connection: Connection) -> bool:
        """Wait until all who write now are done; False where somebody is not for too long."""
        until = time.monotonic() + self._patience
        waited_for = writers = frozenset(connection.execute(WRITERS).scalars())
        while waited_for & writers:
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE_SECONDS)
            writers = frozenset(connection.execute(WRITERS).scalars())
        return True


def _rows(connection: Connection, landlord: str, after: int, through: int | None, limit: int) -> list[AuditRow]:
    wanted = select(AUDIT).where(_ROW.landlord_id == landlord, _ROW.seq > after)
    if through is not None:
        wanted = wanted.where(_ROW.seq <= through)
    return [
        AuditRow(
            number=row["seq"],
            at=instant(row["at"]),
            tag=row["tag"],
            subject_id=row["subject_id"],
            actor=row["actor"],
            details=row["details"],
        )
        for row in connection.execute(wanted.order_by(_ROW.seq).limit(limit)).mappings()
    ]


def _row_of(it: Seal) -> dict[str, object]:
    return {
        "landlord_id": it.landlord,
        "number": it.number,
        "from_seq": it.first,
        "to_seq": it.last,
        "marks": b"".join(_MARK.pack(mark.number, mark.digest) for mark in it.marks),
        "previous": it.previous,
        "hash": it.hash,
        "sealed_at": it.sealed_at,
    }


def _seal_of(row: RowMapping) -> Seal:
    is_whole = len(row["marks"]) % _MARK.size == 0  # of what is cut or too long nothing counts: its hash tells
    packed = _MARK.iter_unpack(row["marks"]) if is_whole else ()
    return Seal(
        landlord=row["landlord_id"],
        number=row["number"],
        sealed_at=instant(row["sealed_at"]),
        first=row["from_seq"],
        last=row["to_seq"],
        marks=tuple(Mark(number=number, digest=digest) for number, digest in packed),
        previous=row["previous"],
        hash=row["hash"],
    )
