"""The log of contacts in memory, whole enough for every rule of counting to be tried on it under any interleaving."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Lock

from contact_gateway.application.errors import NotFound, TalliesMoved, Unavailable
from contact_gateway.application.records import ContactKey, Facts, RecordedStep, StepRecord
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.counting import Event, Settled
from contact_gateway.domain.usage import Tally
from tests.fakes.facts import facts_for
from tests.fakes.memory import LandlordRows, Memory
from tests.fakes.tasks import keep_task
from tests.fakes.writes import move_counters, move_tallies, write_event, write_step

_PATIENCE_SECONDS = 5


class MemoryContactLog:
    """The contact log port.

    `meanwhile` holds what others do between a load and the write that follows it: each is called once, after a load,
    while that attempt is open. So one thread can play any interleaving. `down` makes every attempt raise `Unavailable`.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.meanwhile: list[Callable[[], object]] = []
        self.down = False
        self._are_others_busy = False

    @contextmanager
    def attempt(self, landlord: str, key: ContactKey, in_line: str = "") -> Iterator[MemoryAttempt]:
        if self.down:
            raise Unavailable("The database does not answer.")
        with ExitStack() as held:
            for name in (in_line, key) if in_line else (key,):
                _hold(held, self._memory.locks[landlord, name])
            attempt = MemoryAttempt(self._memory, self._memory.of(landlord), key, self._others_go_first)
            held.callback(attempt.close)
            yield attempt
            attempt.commit()

    def _others_go_first(self) -> None:
        if self.meanwhile and not self._are_others_busy:
            self._are_others_busy = True
            self.meanwhile.pop(0)()
            self._are_others_busy = False


class MemoryAttempt:
    """One transaction about one contact: nothing that it writes is seen before it commits, or ever where it does not.

    From its first write to its end nobody else writes, as if it held the rows' locks.
    """

    def __init__(
        self, memory: Memory, rows: LandlordRows, key: ContactKey, others_go_first: Callable[[], None]
    ) -> None:
        self._memory = memory
        self._rows = rows
        self._key = key
        self._others_go_first = others_go_first
        self._writes: list[Callable[[], None]] = []
        self._is_writing = False

    def load(self, contact: Contact, now: datetime) -> Facts:
        if not self._rows.packs:
            raise NotFound("There is no landlord of that name.")
        with self._memory.writing:
            facts = facts_for(self._rows, self._key, contact, now)
        self._others_go_first()
        return facts

    def load_recorded(self) -> tuple[RecordedStep, tuple[Event, ...]] | None:
        row = self._rows.contacts.get(self._key)
        return (row.last, tuple(row.events)) if row and row.last else None

    def record_step(self, record: StepRecord, tasks: Sequence[Task] = ()) -> str:
        self._begin_to_write()
        if record.checked and self._has_moved(record):
            raise TalliesMoved(record.decision.counted_for)
        row = self._rows.contacts.get(self._key)
        contact_id = row.id if row else f"contact-{self._memory.number()}"
        self._writes.append(partial(write_step, self._memory, self._rows, self._key, contact_id, record))
        self._writes += [partial(keep_task, self._rows, replace(task, contact_id=contact_id)) for task in tasks]
        return contact_id

    def record_event(self, event: Event, before: Settled, after: Settled) -> None:
        self._begin_to_write()
        row = self._rows.contacts.get(self._key)
        if row is None or row.last is None:
            raise NotFound("What happened belongs to a contact that was never received.")
        stands = row.last
        self._writes += [
            partial(write_event, row, event),
            partial(move_counters, self._rows, stands.contact, stands.decision.counted_for, before, -1),
            partial(move_counters, self._rows, stands.contact, stands.decision.counted_for, after, +1),
            partial(move_tallies, self._rows, before, after),
        ]

    def commit(self) -> None:
        """Do what was written."""
        for write in self._writes:
            write()
        if self._writes:
            with self._memory.arrived:
                self._memory.arrived.notify_all()

    def close(self) -> None:
        """Let others write."""
        if self._is_writing:
            self._memory.writing.release()

    def _begin_to_write(self) -> None:
        if not self._is_writing:
            self._memory.writing.acquire()
            self._is_writing = True

    def _has_moved(self, record: StepRecord) -> bool:
        charged = {charge.allowance for charge in record.after.charges}
        return any(
            self._rows.tallies.get(allowance, Tally()).version != record.seen.tallies.get(allowance, Tally()).version
            for allowance in charged
        )


def _hold(held: ExitStack, lock: Lock) -> None:
    if not lock.acquire(timeout=_PATIENCE_SECONDS):
        raise Unavailable("Somebody else has been busy with this contact for too long.")
    held.callback(lock.release)
