"""Messages that wait to be sent, in the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Row, Update, func, or_, select, update

from contact_gateway.adapters.database.documents import document_of
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import MESSAGE, Seal
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.adapters.database.tasks import add_task
from contact_gateway.application.errors import NoKey, NotFound, Unavailable, Unreadable
from contact_gateway.application.given_up import is_letter, letter_not_sent
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.records import LETTER, Document, DueMessage, OutgoingMessage
from contact_gateway.domain.contact import Channel

_ROW = OUTBOX.c
_PENDING = "pending"
_WITH_ORIGINAL = frozenset({"forward", "reply"})
"""The kinds of message that need what arrived: one carries it along, the other answers in its thread."""

_LATER_SECONDS = 300
"""Until when a key may be put back, or the store of files answer again."""


class DatabaseOutbox:
    """The outbox port."""

    def __init__(self, database: Database, encryption: Encryption, files: Files) -> None:
        """Take the database, what opens messages, and the files that came with contacts."""
        self._database = database
        self._encryption = encryption
        self._files = files

    def claim(self, landlord: str, limit: int, for_seconds: int) -> Sequence[DueMessage]:
        """Claim due messages, the longest due first; one that nobody reports on is due again after so many seconds.

        `attempts` counts this one too, also where a relay dies before it can report. A message whose own words or whose
        original cannot be had is put off or given up here, and holds up no other.
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
            .returning(_ROW.id, _ROW.contact_id, _ROW.kind, _ROW.channel, _ROW.payload, _ROW.sealed)
            .returning(_ROW.attempts, _ROW.due_at)
        )
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(claim).all()
        return list(self._opened(landlord, sorted(rows, key=lambda row: (row.due_at, row.id))))

    def sent(self, landlord: str, message_id: str) -> None:
        """Mark as sent. Raises `NotFound`."""
        self._settle(landlord, message_id, update(OUTBOX).values(state="sent", claimed_until=None))

    def failed(self, landlord: str, message_id: str, why: str, *, retry_in_seconds: int | None) -> None:
        """Mark as to be tried again after so many seconds, or as given up where None. Raises `NotFound`.

        A letter that is given up becomes somebody's task in the same transaction: to print it and post it instead.
        """
        told = update(OUTBOX).values(last_error=why, claimed_until=None)
        if retry_in_seconds is None:
            self._give_up(landlord, message_id, told.values(state="failed"))
        else:
            again = func.now() + timedelta(seconds=retry_in_seconds)
            self._settle(landlord, message_id, told.values(due_at=again))

    def _opened(self, landlord: str, rows: Sequence[Row[tuple[object, ...]]]) -> Iterator[DueMessage]:
        for row in rows:
            try:
                yield self._message(landlord, row)
            except (Unreadable, NotFound) as fault:
                self._failed_unless_gone(landlord, row.id, str(fault), None)
            except (NoKey, Unavailable) as fault:
                self._failed_unless_gone(landlord, row.id, str(fault), _LATER_SECONDS)

    def _failed_unless_gone(self, landlord: str, message_id: str, why: str, retry_in_seconds: int | None) -> None:
        with suppress(NotFound):  # whoever was erased meanwhile took it along
            self.failed(landlord, message_id, why, retry_in_seconds=retry_in_seconds)

    def _message(self, landlord: str, row: Row[tuple[object, ...]]) -> DueMessage:
        opened = Seal(self._encryption, landlord).read_members(MESSAGE, (row.id,), row.sealed)
        payload = {**row.payload, **opened}
        return DueMessage(
            id=row.id,
            landlord=landlord,
            message=OutgoingMessage(kind=row.kind, channel=Channel(row.channel), payload=payload),
            attempts=row.attempts,
            document=self._document(landlord, row, payload.get("file_id")),
        )

    def _document(self, landlord: str, row: Row[tuple[object, ...]], file_id: object) -> Document | None:
        """Return what goes along: the file of a letter, or what arrived."""
        if row.kind == LETTER and file_id:
            return self._files.get(landlord, str(file_id))
        needs_original = row.kind in _WITH_ORIGINAL
        return document_of(self._database, self._files, landlord, row.contact_id) if needs_original else None

    def _give_up(self, landlord: str, message_id: str, change: Update) -> None:
        given_up = change.where(_ROW.landlord_id == landlord, _ROW.id == message_id)
        told = given_up.returning(_ROW.kind, _ROW.channel, _ROW.customer_id, func.now().label("at"))
        with self._database.transaction(landlord) as connection:
            row = connection.execute(told).one_or_none()
            if row is None:
                raise NotFound(f"There is no message {message_id}.")
            if row.customer_id and is_letter(row.kind, row.channel):
                add_task(connection, landlord, letter_not_sent(message_id, row.customer_id, row.at))

    def _settle(self, landlord: str, message_id: str, change: Update) -> None:
        with self._database.transaction(landlord) as connection:
            done = connection.execute(change.where(_ROW.landlord_id == landlord, _ROW.id == message_id))
            if done.rowcount != 1:
                raise NotFound(f"There is no message {message_id}.")
