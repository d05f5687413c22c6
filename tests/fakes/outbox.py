"""The outbox in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from contact_gateway.application.errors import NotFound
from contact_gateway.application.given_up import is_letter, letter_not_sent
from contact_gateway.application.records import DueMessage
from tests.fakes.memory import Memory, OutboxRow
from tests.fakes.tasks import add_task


class MemoryOutbox:
    """The outbox port; the memory's clock is the database's time."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def claim(self, landlord: str, limit: int, for_seconds: int) -> Sequence[DueMessage]:
        with self._memory.writing:
            now = self._memory.clock.now()
            waiting = self._memory.of(landlord).outbox.items()
            due = [(name, row) for name, row in waiting if row.state == "pending" and row.due_at <= now][:limit]
            for _, row in due:
                row.due_at = now + timedelta(seconds=for_seconds)
                row.attempts += 1
        return [
            DueMessage(id=name, landlord=landlord, message=row.message, attempts=row.attempts, document=row.document)
            for name, row in due
        ]

    def sent(self, landlord: str, message_id: str) -> None:
        self._row(landlord, message_id).state = "sent"

    def failed(self, landlord: str, message_id: str, why: str, *, retry_in_seconds: int | None) -> None:
        row = self._row(landlord, message_id)
        row.why = why
        if retry_in_seconds is None:
            row.state = "failed"
            if row.customer_id and is_letter(row.message.kind, row.message.channel):
                task = letter_not_sent(message_id, row.customer_id, self._memory.clock.now())
                add_task(self._memory.of(landlord), task)
        else:
            row.due_at = self._memory.clock.now() + timedelta(seconds=retry_in_seconds)

    def _row(self, landlord: str, message_id: str) -> OutboxRow:
        row = self._memory.of(landlord).outbox.get(message_id)
        if row is None:
            raise NotFound(f"There is no message {message_id}.")
        return row
