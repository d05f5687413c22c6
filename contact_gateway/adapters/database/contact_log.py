"""The append-only log of contacts in PostgreSQL: one statement opens, one reads, one writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from uuid6 import uuid7

from contact_gateway.adapters.database.codec import as_json, step_key
from contact_gateway.adapters.database.contact_log_load import (
    LOAD,
    LOAD_RECORDED,
    key_parameters,
    parameters,
    read_events,
    read_facts,
    read_recorded,
)
from contact_gateway.adapters.database.contact_log_statements import RECORD_EVENT, record_step
from contact_gateway.adapters.database.contact_log_write import (
    event_parameters,
    step_parameters,
    was_asked_for,
)
from contact_gateway.adapters.database.documents import keep_document
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.moves import allowance_moves, cell, counter_moves
from contact_gateway.adapters.database.sealed_values import Seal
from contact_gateway.adapters.database.tasks import add_task
from contact_gateway.application.errors import NotFound, TalliesMoved
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records import ContactKey, Facts, RecordedStep, StepRecord
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.counting import Event, Settled


class PostgresContactLog:
    """The contact log port."""

    def __init__(
        self, database: Database, encryption: Encryption, stored: Callable[[str, str], None] | None = None
    ) -> None:
        """Keep the log in this database, what was written to us sealed.

        `stored` is told landlord and contact once a step of it is committed.
        """
        self._database = database
        self._encryption = encryption
        self._stored = stored

    @contextmanager
    def attempt(self, landlord: str, key: ContactKey, in_line: str = "") -> Iterator[PostgresAttempt]:
        """Open the transaction; wait for others about the same contact, and first for those in the same line."""
        locks = [["contact", landlord, key.provider, key.provider_id]]
        if in_line:
            locks.insert(0, ["line", landlord, in_line])
        with self._database.transaction(landlord, *map(json.dumps, locks)) as connection:
            attempt = PostgresAttempt(connection, Seal(self._encryption, landlord), key)
            yield attempt
        if self._stored and attempt.stored_id:
            self._stored(landlord, attempt.stored_id)


class PostgresAttempt:
    """One transaction about one contact."""

    def __init__(self, connection: Connection, seal: Seal, key: ContactKey) -> None:
        """Work on this connection, whose transaction has named the seal's landlord and locked the contact."""
        self._connection = connection
        self._seal = seal
        self._key = key_parameters(seal.landlord, key)
        self._stands: RecordedStep | None = None
        self._step: str | None = None
        self._asked: list[str] = []
        self.stored_id = ""

    def load(self, contact: Contact, now: datetime) -> Facts:
        """Read everything a decision may ask about. Raises `NotFound` for a landlord nobody knows."""
        row = self._connection.execute(LOAD, {**self._key, **parameters(contact, now)}).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no landlord {self._seal.landlord}.")
        facts = read_facts(row, now, self._seal)
        self._step = step_key(contact)
        self._stands = facts.last_step
        people = (*facts.people, facts.by_reference) if facts.by_reference else facts.people
        self._asked = [person.id for person in people if person.asked_to_be_contacted]
        return facts

    def load_recorded(self) -> tuple[RecordedStep, tuple[Event, ...]] | None:
        """Read the decision that stands and the events, or None where the contact was never seen."""
        row = self._connection.execute(LOAD_RECORDED, self._key).mappings().one()
        self._stands = read_recorded(row["last_step"], self._seal)
        return (self._stands, read_events(row["events"])) if self._stands else None

    def record_step(self, record: StepRecord, tasks: Sequence[Task] = ()) -> str:
        """Write all that the decision brings with it; what it changes is measured from the step loaded before."""
        contact_id = self._stands.contact_id if self._stands else str(uuid7())
        step = self._step or step_key(record.contact)  # as it came: what is decided may carry more than this step said
        asked = self._asked if was_asked_for(record.decision) else []
        moves = allowance_moves(record.before, record.after, record.seen if record.checked else None)
        taken = self._connection.execute(
            record_step(
                is_first=self._stands is None,
                is_breach=record.decision.is_breach,
                was_asked_for=bool(asked),
                has_messages=bool(record.messages),
            ),
            {
                **self._key,
                **step_parameters(self._seal, contact_id, step, record),
                **self._counters(record.before, record.after, record.contact, record.decision.counted_for),
                "allowances": as_json(tuple(moves)),
                "asked_people": asked,
            },
        ).scalar_one()
        if taken != len(moves):
            raise TalliesMoved(record.decision.counted_for)
        if record.document:
            keep_document(self._connection, self._seal, contact_id, record.document)
        for task in tasks:
            add_task(self._connection, self._seal.landlord, replace(task, contact_id=contact_id))
        self.stored_id = contact_id
        return contact_id

    def record_event(self, event: Event, before: Settled, after: Settled) -> None:
        """Append an event, once, and move counters and tallies whatever others did meanwhile."""
        if self._stands is None:
            raise NotFound("What happened belongs to a contact that was never received.")
        stands = self._stands
        moves = allowance_moves(before, after, None)
        self._connection.execute(
            RECORD_EVENT,
            {
                **self._key,
                **event_parameters(event),
                **self._counters(before, after, stands.contact, stands.decision.counted_for),
                "contact_id": stands.contact_id,
                "allowances": as_json(tuple(moves)),
            },
        )

    def _counters(self, before: Settled, after: Settled, contact: Contact, counted_for: str) -> dict[str, object]:
        stands = self._stands
        was = cell(stands.contact, stands.decision.counted_for) if stands else None
        return {"counters": as_json(tuple(counter_moves(before, was, after, cell(contact, counted_for))))}
