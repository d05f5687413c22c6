"""The customers' files in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from contact_gateway.application.errors import NotFound, Refused, Unavailable
from contact_gateway.application.given_up import is_letter
from contact_gateway.application.ports_of_casework import Whose
from contact_gateway.application.records import NewPerson, OutgoingMessage, RecordedStep
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_casework import Case, CaseOfficer, Deed, Filed
from contact_gateway.application.records_of_reminders import BreachSeen, Over, Reminder
from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed, AskedForContact, Complained
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.standing import Person, Role
from tests.fakes.memory import LandlordRows, Memory, OutboxRow, Window
from tests.fakes.tasks import add_task, close_tasks, close_what_is_over

_PATIENCE_SECONDS = 5


class MemoryCaseFiles:
    """The case files port. `down` makes everything raise `Unavailable`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.down = False

    @contextmanager
    def open(self, landlord: str, customer_id: str) -> Iterator[MemoryOpenCase]:
        self._rows(landlord)
        lock = self._memory.locks[landlord, f"case {customer_id}"]
        if not lock.acquire(timeout=_PATIENCE_SECONDS):
            raise Unavailable("Somebody else has been busy with this case for too long.")
        try:
            case = MemoryOpenCase(self._memory, landlord, customer_id)
            yield case
            with self._memory.writing:
                case.commit()
        finally:
            lock.release()

    def customers(self, landlord: str) -> Sequence[str]:
        return sorted({customer for customer, _ in self._rows(landlord).acts})

    def breaches(self, landlord: str, start: datetime, end: datetime) -> Sequence[BreachSeen]:
        rows = self._rows(landlord)
        seen = [_breach(row.id, row.last) for row in rows.contacts.values() if row.last and row.id in rows.breaches]
        return sorted((one for one in seen if start <= one.at < end), key=lambda one: (one.at, one.contact_id))

    def whose(self, landlord: str, restriction_id: str) -> Whose:
        found = self._rows(landlord).restrictions.get(restriction_id)
        if found is None:
            raise NotFound(f"There is no restriction {restriction_id}.")
        restriction, decided = found
        return Whose(customer_id=restriction.customer_id, policy_version=decided.policy_version)

    def history(self, landlord: str, restriction_id: str) -> Sequence[Filed]:
        self.whose(landlord, restriction_id)
        acts = self._rows(landlord).acts
        return [_without_words(one) for _, one in acts if one.restriction_id == restriction_id]

    def histories(self, landlord: str, restriction_ids: Sequence[str]) -> Sequence[Filed]:
        return [_without_words(one) for _, one in self._rows(landlord).acts if one.restriction_id in restriction_ids]

    def acts(self, landlord: str, customer_id: str) -> Sequence[Filed]:
        return [_without_words(one) for customer, one in self._rows(landlord).acts if customer == customer_id]

    def read(self, landlord: str, customer_id: str, reader: str) -> Sequence[Filed]:
        rows = self._rows(landlord)
        rows.audit.append(f"staff:case:read {customer_id} {reader}")
        return [one for customer, one in rows.acts if customer == customer_id]

    def _rows(self, landlord: str) -> LandlordRows:
        if self.down:
            raise Unavailable("The database does not answer.")
        return self._memory.of(landlord)


class MemoryOpenCase:
    """One transaction about one case: nothing that is added is seen before it commits, or ever where it does not."""

    def __init__(self, memory: Memory, landlord: str, customer_id: str) -> None:
        self._memory = memory
        self._rows = memory.of(landlord)
        self._customer_id = customer_id
        self._deeds: list[Deed] = []
        self._over: list[Over] = []
        self._reminders: list[tuple[list[Task], dict[str, OutgoingMessage]]] = []

    def load(self, now: datetime) -> Case:
        rows, stored = self._rows, self._customer()
        complained = frozenset(officer for customer, officer in rows.complaints if customer == stored.id)
        officers = (one for one in rows.people.values() if one.role is Role.OFFICER)
        return Case(
            person=_person(rows, stored, complained, now),
            contact_points=stored.contact_points,
            shared=frozenset(
                point
                for other in rows.people.values()
                for point in stored.contact_points
                if other.id != stored.id and point in other.contact_points
            ),
            reference=stored.reference,
            address=rows.addresses.get(stored.id, ""),
            segment=stored.segment,
            identified=not stored.unverified,
            filed=tuple(one for customer, one in rows.acts if customer == stored.id),
            officers={one.id: officer_of(one, complained) for one in officers},
            representatives={
                one.id: one.name
                for one in rows.people.values()
                if one.role is Role.REPRESENTATIVE and one.of == stored.id
            },
        )

    def add(self, deed: Deed) -> None:
        self._customer()
        known = deed.restriction and self._rows.restrictions.get(deed.restriction.restriction.id)
        if known and known[0].customer_id != self._customer_id:
            raise Refused("id_taken", f"The restriction {deed.filed.restriction_id} is another customer's.")
        self._deeds.append(deed)

    def remind(self, reminder: Reminder) -> int:
        self._customer()
        tasks = [task for task in reminder.tasks if task.id not in self._rows.tasks]
        notices = {f"{self._customer_id} {said}": message for said, message in reminder.notices.items()}
        new = {said: message for said, message in notices.items() if said not in self._rows.outbox}
        self._reminders.append((tasks, new))
        if reminder.over:
            self._over.append(reminder.over)
        return len(tasks) + len(new)

    def not_sent(self) -> frozenset[str]:
        self._customer()
        mine = (row for row in self._rows.outbox.values() if row.customer_id == self._customer_id)
        given_up = (row.message for row in mine if row.state == "failed")
        return frozenset(str(one.payload["file_id"]) for one in given_up if is_letter(one.kind, one.channel))

    def _customer(self) -> NewPerson:
        stored = self._rows.people.get(self._customer_id)
        if stored is None or stored.role is Role.OFFICER:
            raise NotFound(f"There is no customer {self._customer_id}.")
        return stored

    def commit(self) -> None:
        """Make what was added seen."""
        for deed in self._deeds:
            self._commit(deed)
        for over in self._over:
            close_what_is_over(self._rows, over)
        for tasks, notices in self._reminders:
            for task in tasks:
                add_task(self._rows, task)
            for said, message in notices.items():
                self._rows.outbox[said] = self._waiting(message)
            found = len(tasks) + len(notices)
            self._rows.audit += [f"scheduler:case:reminded {self._customer_id}"] * found

    def _commit(self, deed: Deed) -> None:
        rows, act, now = self._rows, deed.filed.act, deed.restriction
        if now:
            rows.restrictions[now.restriction.id] = (now.restriction, now.decided)
            rows.binds[now.restriction.id] = now.binds
            rows.ended.pop(now.restriction.id, None)
            if now.ended_at:
                rows.ended[now.restriction.id] = now.ended_at
        rows.acts.append((self._customer_id, deed.filed))
        rows.audit.append(f"staff:case:act {deed.filed.restriction_id or self._customer_id}")
        self._carry_out(act)
        if deed.closing:
            close_tasks(rows, deed)
        for task in deed.tasks:
            add_task(rows, task)
        for message in deed.notices:
            rows.outbox[f"message-{self._memory.number()}"] = self._waiting(message)

    def _waiting(self, message: OutgoingMessage) -> OutboxRow:
        now = self._memory.clock.now()
        return OutboxRow(message=message, document=None, due_at=now, customer_id=self._customer_id)

    def _carry_out(self, act: Act) -> None:
        person = self._rows.people[self._customer_id]
        match act:
            case Complained(about=officer):
                self._rows.complaints.add((self._customer_id, officer))
            case AskedForContact(channel=channel, until=until):
                self._rows.asked.append(Window(person_id=self._customer_id, channel=channel, until=until))
            case AdjustmentAgreed(adjustment=adjustment, language=language):
                kept = tuple(one for one in person.adjustments if one != adjustment)
                added = (*kept, adjustment.value) if adjustment else kept
                self._rows.people[person.id] = replace(person, adjustments=added, language=language or person.language)
            case _:
                pass


def _breach(contact_id: str, last: RecordedStep) -> BreachSeen:
    return BreachSeen(
        contact_id=contact_id,
        customer_id=last.decision.counted_for,
        restriction_id=next((one.restriction_id for one in last.decision.reasons if one.restriction_id), ""),
        at=last.contact.received_at,
    )


def _without_words(one: Filed) -> Filed:
    return replace(one, act=replace(one.act, words={}))


def _person(rows: LandlordRows, stored: NewPerson, complained: frozenset[str], now: datetime) -> Person:
    mine = [restriction for restriction, _ in rows.restrictions.values() if restriction.customer_id == stored.id]
    lasting = [restriction for restriction in mine if rows.binds_from_now(restriction.id, now)]
    return Person(
        id=stored.id,
        role=stored.role,
        name=stored.name,
        of=stored.of,
        body=Body(stored.body) if stored.body else None,
        restrictions=tuple(sorted(lasting, key=lambda one: (one.starts_at, one.id))),
        adjustments=frozenset(map(Adjustment, stored.adjustments)),
        language=stored.language,
        complained_about=complained,
        priority=stored.priority,
    )


def officer_of(stored: NewPerson, complained: frozenset[str]) -> CaseOfficer:
    mail = (point.value for point in stored.contact_points if point.kind is PointKind.EMAIL)
    signatory = Signatory(
        id=stored.id,
        grade=stored.grade,
        roles=frozenset((*stored.roles, stored.grade)) - {""},
        conflicted=stored.id in complained,
    )
    return CaseOfficer(signatory=signatory, name=stored.name, email=next(mail, ""))
