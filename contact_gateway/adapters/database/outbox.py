"""Messages that wait to be sent, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Connection, Update, func, or_, select, update

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_contacts import DOCUMENTS
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import Document, DueMessage, OutgoingMessage
from contact_gateway.domain.contact import Channel

_ROW = OUTBOX.c
_PENDING = "pending"
_WITH_ORIGINAL = frozenset({"forward", "reply"})
"""The kinds of message that need what arrived: one carries it along, the other answers in its thread."""


class DatabaseOutbox:
    """The outbox port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def claim(self, landlord: str, limit: int, for_seconds: int) -> Sequence[DueMessage]:
        """Claim due messages, the longest due first; one that nobody reports on is due again after so many seconds.

        `attempts` counts this one too, also where a relay dies before it can report.
        """
        now = func.now()
        due = (
            select(_ROW.id)
            .where(_ROW.landlord_id == landlord, _ROW.state == _PENDING, _ROW.due_at <= now)
            .where(or_(_ROW.claimed_until.is_(None), _ROW.claimed_until <= now))
            .order_by(_ROW.due_at, _ROW.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claim = (
            update(OUTBOX)
            .where(_ROW.landlord_id == landlord, _ROW.id == due.c.id)
            .values(claimed_until=now + timedelta(seconds=for_seconds), attempts=_ROW.attempts + 1)
            .returning(_ROW.id, _ROW.contact_id, _ROW.kind, _ROW.channel, _ROW.payload, _ROW.attempts, _ROW.due_at)
        )
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(claim).all()
            originals = _documents(connection, landlord, [row.contact_id for row in rows if row.kind in _WITH_ORIGINAL])
        return [
            DueMessage(
                id=row.id,
                landlord=landlord,
                message=OutgoingMessage(kind=row.kind, channel=Channel(row.channel), payload=row.payload),
                attempts=row.attempts,
                document=originals.get(row.contact_id) if row.kind in _WITH_ORIGINAL else None,
            )
            for row in sorted(rows, key=lambda row: (row.due_at, row.id))
        ]

    def sent(self, landlord: str, message_id: str) -> None:
        """Mark as sent. Raises `NotFound`."""
        self._settle(landlord, message_id, update(OUTBOX).values(state="sent", claimed_until=None))

    def failed(self, landlord: str, message_id: str, why: str, *, retry_in_seconds: int | None) -> None:
        """Mark as to be tried again after so many seconds, or as given up where None. Raises `NotFound`."""
        told = update(OUTBOX).values(last_error=why, claimed_until=None)
        if retry_in_seconds is None:
            self._settle(landlord, message_id, told.values(state="failed"))
        else:
            again = func.now() + timedelta(seconds=retry_in_seconds)
            self._settle(landlord, message_id, told.values(due_at=again))

    def _settle(self, landlord: str, message_id: str, change: Update) -> None:
        with self._database.transaction(landlord) as connection:
            done = connection.execute(change.where(_ROW.landlord_id == landlord, _ROW.id == message_id))
            if done.rowcount != 1:
                raise NotFound(f"There is no message {message_id}.")


def _documents(connection: Connection, landlord: str, contact_ids: Iterable[str]) -> Mapping[str, Document]:
    wanted = select(DOCUMENTS).where(DOCUMENTS.c.landlord_id == landlord, DOCUMENTS.c.contact_id.in_(list(contact_ids)))
    return {
        row.contact_id: Document(name=row.name, content_type=row.content_type, content=row.content)
        for row in connection.execute(wanted.order_by(DOCUMENTS.c.received_at.desc()))
    }
