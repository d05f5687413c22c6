"""What was kept long enough is taken out of the database, by landlord and in batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, select, text

from contact_gateway.adapters.database import audit, forgetting
from contact_gateway.adapters.database.codec import instant
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.forgetting import Gone
from contact_gateway.adapters.database.legal_holds import held_customers, lock_of_holds
from contact_gateway.adapters.database.retention_rules import GOINGS, Reach
from contact_gateway.adapters.database.retention_rules import Going as Rule
from contact_gateway.application.ports_of_retention import Limits
from contact_gateway.application.records_of_retention import Going
from contact_gateway.domain.procedure.words import Kept

MOST_BATCHES = 200
"""Of each kind, a run; a hundred thousand contacts."""

_PATIENCE = text("SET LOCAL statement_timeout = '600s'")
"""Nobody waits for it, and it looks through whole tables."""

_BATCHES: Mapping[Kept, Sequence[Callable[[Connection, Reach], Gone]]] = {
    Kept.MESSAGES: (forgetting.words, forgetting.documents, forgetting.copies),
    Kept.CASES: (forgetting.cases,),
    Kept.CONTACTS: (forgetting.contacts, forgetting.beside_contacts),
    Kept.DISCLOSURES: (forgetting.disclosures,),
    Kept.AUDIT: (forgetting.trail,),
}
"""In this order: a case that goes lets go of the contacts that were its evidence."""


class DatabaseRetention:
    """The retention port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def going(self, landlord: str, limits: Limits) -> Sequence[Going]:
        """Return what would go now, by the same rules by which it goes."""
        with self._database.transaction(landlord) as connection:
            connection.execute(_PATIENCE)
            held = held_customers(connection, landlord)
            reaches = {kept: Reach(landlord=landlord, limit=limit, held=held) for kept, limit in limits.items()}
            found = [_counted(connection, one, reaches[one.kept]) for one in GOINGS if one.kept in reaches]
            if Kept.AUDIT in reaches:
                rows, oldest = forgetting.trail_to_go(connection, reaches[Kept.AUDIT])
                found.append(Going(kept=Kept.AUDIT, table="audit", rows=rows, oldest=oldest))
        return [one for one in found if one.rows]

    def forget(self, landlord: str, limits: Limits) -> Sequence[Going]:
        """Take it out, each batch in a transaction of its own, and put on record how much."""
        went: Counter[tuple[Kept, str]] = Counter()
        for kept, batches in _BATCHES.items():
            if kept in limits:
                for batch in batches:
                    for gone in self._all(landlord, limits, kept, batch):
                        went.update({(kept, table): rows for table, rows in gone.items()})
        done = [Going(kept=kept, table=table, rows=rows) for (kept, table), rows in went.items() if rows]
        if done:
            told = {f"{one.kept}.{one.table}": one.rows for one in done}
            with self._database.transaction(landlord) as connection:
                audit.record(connection, landlord, audit.Tag.FORGOTTEN, "", "scheduler", told)
        return done

    def _all(
        self, landlord: str, limits: Limits, kept: Kept, batch: Callable[[Connection, Reach], Gone]
    ) -> Iterable[Gone]:
        """Go on until a batch finds nothing more."""
        for _ in range(MOST_BATCHES):
            with self._database.transaction(landlord, lock_of_holds(landlord)) as connection:
                connection.execute(_PATIENCE)
                held = held_customers(connection, landlord)
                gone = batch(connection, Reach(landlord=landlord, limit=limits[kept], held=held))
            yield gone
            if not any(gone.values()):
                return


def _counted(connection: Connection, one: Rule, reach: Reach) -> Going:
    wanted = select(func.count(), func.min(one.table.c[one.at])).where(one.where(reach))
    rows, oldest = connection.execute(wanted).one()
    return Going(kept=one.kept, table=one.table.name, rows=rows, oldest=instant(oldest) if oldest else None)
