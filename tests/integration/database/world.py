"""A landlord with Sam, who is restricted, on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import insert, text

from contact_gateway.adapters.database.binding import from_to
from contact_gateway.adapters.database.codec import write_restriction
from contact_gateway.adapters.database.contact_log import PostgresAttempt, PostgresContactLog
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_people import CONTACT_POINTS, LANDLORDS, PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.application.ports import Attempt, ContactLog
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records import ContactKey, Facts, NewPerson, RecordedStep, StepRecord
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.counting import Event, Settled
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import MAIN, Policy
from contact_gateway.domain.restrictions import Restriction
from tests import builders
from tests.fakes.encryption import ENCRYPTION

NOON = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
LANDLORD = "example"


@dataclass
class OnePolicy:
    """The same policy for every landlord."""

    policy: Policy = field(default_factory=builders.policy)

    def landlords(self) -> Sequence[str]:
        return [self.policy.landlord]

    def current(self, landlord: str, code: str = MAIN) -> Policy:
        return self.policy

    def beside(self, landlord: str) -> Sequence[str]:
        return []

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        return self.policy

    def import_pack(self, landlord: str, source: str, imported_at: datetime) -> int:
        return self.policy.version


@dataclass
class StoppedClock:
    instant: datetime = NOON

    def now(self) -> datetime:
        return self.instant


def receiver(database: Database, log: ContactLog | None = None) -> ReceiveContact:
    """Return the use case on this database."""
    return ReceiveContact(
        log=log or PostgresContactLog(database, ENCRYPTION), policies=OnePolicy(), clock=StoppedClock()
    )


def nothing() -> None:
    """What happens meanwhile unless a test says otherwise."""


@dataclass
class InterruptedLog:
    """The real log, with a place for what others do before each attempt writes, and before it commits."""

    log: PostgresContactLog
    before_write: Callable[[], object] = nothing
    before_commit: Callable[[], object] = nothing

    @contextmanager
    def attempt(self, landlord: str, key: ContactKey, in_line: str = "") -> Iterator[Attempt]:
        with self.log.attempt(landlord, key, in_line) as attempt:
            yield InterruptedAttempt(attempt, self.before_write)
            self.before_commit()


@dataclass
class InterruptedAttempt:
    attempt: PostgresAttempt
    before_write: Callable[[], object]

    def load(self, contact: Contact, now: datetime) -> Facts:
        return self.attempt.load(contact, now)

    def load_recorded(self) -> tuple[RecordedStep, tuple[Event, ...]] | None:
        return self.attempt.load_recorded()

    def record_step(self, record: StepRecord, tasks: Sequence[Task] = ()) -> str:
        self.before_write()
        return self.attempt.record_step(record, tasks)

    def record_event(self, event: Event, before: Settled, after: Settled) -> None:
        self.before_write()
        self.attempt.record_event(event, before, after)


def add_landlord(database: Database, slug: str = LANDLORD, zone: str = "Europe/London") -> None:
    with database.transaction(slug) as connection:
        connection.execute(insert(LANDLORDS).values(slug=slug, name=slug.title(), zone=zone, policy_version=1))


def add_person(database: Database, person: NewPerson, slug: str = LANDLORD) -> None:
    with database.transaction(slug) as connection:
        connection.execute(
            insert(PEOPLE).values(
                landlord_id=slug,
                id=person.id,
                role=person.role.value,
                name=person.name,
                reference=person.reference,
                of_person=person.of,
                body=person.body,
                adjustments=list(person.adjustments),
                language=person.language,
                hours=list(person.hours),
            )
        )
        for position, point in enumerate(person.contact_points):
            connection.execute(
                insert(CONTACT_POINTS).values(
                    landlord_id=slug,
                    kind=point.kind.value,
                    value=point.value,
                    person_id=person.id,
                    position=position,
                )
            )


def add_restriction(database: Database, restriction: Restriction, slug: str = LANDLORD) -> None:
    with database.transaction(slug) as connection:
        connection.execute(
            insert(RESTRICTIONS).values(
                **write_restriction(restriction),
                landlord_id=slug,
                grounds="excessive_contact",
                decided_by="lee",
                decided_at=NOON,
                policy_version=1,
                binds=from_to(restriction.starts_at, restriction.planned_end),
            )
        )


def add_sam(database: Database, *restrictions: Restriction, slug: str = LANDLORD) -> None:
    """Store the landlord, and Sam with these restrictions."""
    add_landlord(database, slug)
    add_person(database, builders.new_person(), slug)
    for restriction in restrictions:
        add_restriction(database, restriction, slug)


def cap(limit: int) -> Restriction:
    """Return a cap on Sam's calls a week."""
    return builders.restriction(Kind.CONTACT_CAP, {"limit": limit, "per": "week"}, [Channel.VOICE])


def count(database: Database, table: str, where: str = "true", slug: str = LANDLORD) -> int:
    """Count the landlord's rows."""
    with database.transaction(slug) as connection:
        counted: int = connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one()  # noqa: S608 - words of tests
        return counted
